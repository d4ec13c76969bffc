import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TargetCtx } from '../../src/contract/channel.js';

const SECRET_KEY = 'link-secret';
const ANNOUNCEMENT_BYTES = 16;
const CONTACT_BYTES = 8;
const MAC_BYTES = 16;
const NAME_BYTES = ANNOUNCEMENT_BYTES + CONTACT_BYTES;

/** Who a link belongs to. It stays the same for all versions, so that an old link shows the correction. */
export interface LinkOwner {
  announcementId: string;
  contactId: string;
}

type Keeper = Pick<TargetCtx<unknown>, 'state' | 'exclusive'>;

/** A contact's name in links, message ids and steps: of its address, so that it survives a change of the list. */
export const contactId = (address: string): string =>
  createHash('sha256')
    .update(address.trim().toLowerCase())
    .digest('hex')
    .slice(0, CONTACT_BYTES * 2);

/** The target's own key for links; made once. */
export async function linkSecret({ state, exclusive }: Keeper): Promise<Uint8Array> {
  return (
    (await readSecret(state)) ??
    exclusive(SECRET_KEY, async () => (await readSecret(state)) ?? makeSecret(state))
  );
}

async function makeSecret(state: Keeper['state']): Promise<Uint8Array> {
  const secret = randomBytes(32);
  await state.set(SECRET_KEY, secret.toString('base64'), { secret: true });
  return secret;
}

async function readSecret(state: Keeper['state']): Promise<Uint8Array | undefined> {
  const kept = await state.get(SECRET_KEY);
  return typeof kept === 'string' ? Buffer.from(kept, 'base64') : undefined;
}

/** The last part of an accountable link. The same owner always gets the same, also after a crash. */
export function linkToken({ announcementId, contactId: contact }: LinkOwner, secret: Uint8Array): string {
  const name = Buffer.concat([
    Buffer.from(announcementId.replaceAll('-', ''), 'hex'),
    Buffer.from(contact, 'hex'),
  ]);
  if (name.length !== NAME_BYTES) throw new Error('a link needs an announcement’s uuid and a contact’s id');
  return Buffer.concat([name, mac(name, secret)]).toString('base64url');
}

/** Whose link this is; undefined for one that we never gave out. Takes the same time for all wrong ones. */
export async function linkOwner(token: string, state: Keeper['state']): Promise<LinkOwner | undefined> {
  const secret = (await readSecret(state)) ?? randomBytes(32);
  const bytes = Buffer.alloc(NAME_BYTES + MAC_BYTES);
  const given = /^[A-Za-z0-9_-]{20,100}$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
  given.copy(bytes);
  const name = bytes.subarray(0, NAME_BYTES);
  const right = timingSafeEqual(mac(name, secret), bytes.subarray(NAME_BYTES));
  if (!right || given.length !== bytes.length || bytes.toString('base64url') !== token) return undefined;
  const hex = name.toString('hex');
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
  return { announcementId: uuid, contactId: hex.slice(32) };
}

const mac = (name: Uint8Array, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update('press.link.v1\n').update(name).digest().subarray(0, MAC_BYTES);
