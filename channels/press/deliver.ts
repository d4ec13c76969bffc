import type { Receipt, Rendition, Shown } from '../../src/contract/channel.js';
import type { PressDocument } from './document.js';
import { PressError } from './errors.js';
import { Journal, mayHold, versionWhat } from './journal.js';
import { contactId } from './links.js';
import { correctionLetter, packLetter } from './mailing.js';
import { pastOf, readPack, writePack, type OutRecord, type PackRecord, type Recipient } from './record.js';
import { readSaid, saidKey } from './reports.js';
import { needBase, sendAll, type PressCtx } from './send.js';
import type { Contact } from './settings.js';
import { embargoOf } from './words.js';

/** Puts the pack behind its links, then writes to each contact once. Doing it again sends nothing again. */
export async function deliverPack(rendition: Rendition<PressDocument>, ctx: PressCtx): Promise<Receipt> {
  const found = await readPack(ctx.files, ctx.item.announcementId);
  refuseOvertaken(found, ctx);
  const record =
    ownRecord(found, ctx) ??
    (await put(ctx, rendition, found, {
      recipients: ctx.settings.contacts.map((contact) => recipientOf(contact)),
    }));
  return send(record, ctx);
}

/** A correction goes to all who may hold the earlier version, with what changed; contacts that are new get the pack. */
export async function correctPack(
  rendition: Rendition<PressDocument>,
  shown: Shown<PressDocument>,
  ctx: PressCtx,
): Promise<Receipt> {
  const found = await readPack(ctx.files, ctx.item.announcementId);
  refuseOvertaken(found, ctx);
  const own = ownRecord(found, ctx);
  if (own) return send(own, ctx);
  const version = found?.state === 'out' ? { version: found.version } : {};
  const record = await put(ctx, rendition, found, {
    recipients: await correctionRecipients(found, ctx),
    before: { ...version, document: shown.rendition.document },
  });
  return send(record, ctx);
}

async function send(record: OutRecord, ctx: PressCtx): Promise<Receipt> {
  const { document, before, recipients, version } = record;
  const embargo = embargoOf(ctx.item.publishAt, ctx.now());
  await sendAll(ctx, versionWhat(version), recipients, (recipient, facts) =>
    recipient.had && before
      ? correctionLetter(before.document, document, embargo, facts)
      : packLetter(document, embargo, facts),
  );
  return { state: 'pending', token: ctx.item.key, ref: ctx.item.key };
}

async function put(
  ctx: PressCtx,
  { document }: Rendition<PressDocument>,
  found: PackRecord | undefined,
  more: Pick<OutRecord, 'recipients' | 'before'>,
): Promise<OutRecord> {
  const { item, files } = ctx;
  needBase(ctx.baseUrl);
  const record: OutRecord = {
    format: 'press-pack.v1',
    state: 'out',
    key: item.key,
    version: item.versionNumber,
    rendition: item.renditionHash,
    publishAt: item.publishAt.toISOString(),
    storedAt: ctx.now().toISOString(),
    document,
    past: pastOf(found, item.key),
    ...more,
  };
  await writePack(files, item.announcementId, record);
  return record;
}

async function correctionRecipients(found: PackRecord | undefined, ctx: PressCtx): Promise<Recipient[]> {
  const holders = found?.state === 'out' ? await holdersOf(found, ctx) : [];
  const known = new Set(holders.map(({ id }) => id));
  const others = ctx.settings.contacts
    .map((contact) => recipientOf(contact))
    .filter(({ id }) => !known.has(id));
  return [...holders.map((holder) => ({ ...holder, had: true })), ...others];
}

/** Everybody who may hold some version of a pack. */
export async function holdersOf(record: OutRecord, ctx: PressCtx): Promise<Recipient[]> {
  const journal = new Journal(ctx.state, record.key);
  const what = versionWhat(record.version);
  const { bounced } = readSaid(await ctx.reports(record.key));
  const holds = await Promise.all(
    record.recipients.map(
      async ({ id, had }) =>
        had || (mayHold(await journal.read(what, id)) && !bounced.has(saidKey(id, what))),
    ),
  );
  return record.recipients.filter((_, index) => holds[index]);
}

const recipientOf = ({ name, address }: Contact): Recipient => ({
  id: contactId(address),
  name,
  address,
  had: false,
});

/** What a run of this very delivery has put behind the links before. */
function ownRecord(found: PackRecord | undefined, { item }: PressCtx): OutRecord | undefined {
  if (found?.state !== 'out') return undefined;
  const { key, rendition, version, publishAt } = found;
  const same =
    key === item.key &&
    rendition === item.renditionHash &&
    version === item.versionNumber &&
    publishAt === item.publishAt.toISOString();
  return same ? found : undefined;
}

/** A late run must bring back neither what was recalled nor what was corrected. */
function refuseOvertaken(found: PackRecord | undefined, { item }: PressCtx): void {
  if (!found) return;
  const recalled = found.state === 'recalled' && found.key === item.key;
  const newer = found.key === item.key && (found.version ?? 0) > item.versionNumber;
  if (!found.past.includes(item.key) && !recalled && !newer) return;
  throw new PressError('reject', {
    zh: '这份资料已被更正或撤回，不再发送。',
    en: 'This pack was corrected or taken back meanwhile; it is not sent any more.',
  });
}
