import { createMember } from '../../../src/identity/members.js';
import { newId } from '../../../src/platform/ids.js';
import { transact, type Db } from '../../../src/store/database.js';
import { png } from '../../support/zip.js';
import { ask } from './desk-hub.js';
import type { Visitor, WebHub } from './web-hub.js';

interface Mine {
  office: { id: string };
  member: { id: string };
}

/** An auditor of a colleague's office, signed in: the demo has none. */
export async function anAuditor(hub: WebHub, colleague: Visitor): Promise<Visitor> {
  const { office } = await ask<Mine>(colleague, 'GET', '/api/v1/me');
  const [username, password] = [`audit.${newId().slice(-6)}`, 'nur-lesen-und-lang'];
  await transact(hub.db, 'system:test', (tx) =>
    createMember(tx, 'system:test', {
      officeId: office.id,
      username,
      name: '督查员',
      roles: ['auditor'],
      password,
      mustChangePassword: false,
    }),
  );
  const visitor = hub.visitor();
  await visitor.signIn(username, password);
  return visitor;
}

/** Lets an announcement stand as a public notice, and records an objection to it. */
export async function objectTo(db: Db, leader: Visitor, announcementId: string, text: string): Promise<void> {
  const { office } = await ask<Mine>(leader, 'GET', '/api/v1/me');
  const now = Date.now();
  await db
    .insertInto('notice')
    .values({
      id: newId(),
      office_id: office.id,
      announcement_id: announcementId,
      days: 5,
      by_default: true,
      published_at: new Date(now - 3_600_000),
      ends_at: new Date(now + 86_400_000),
    })
    .execute();
  const wish = { receivedAt: new Date(now).toISOString(), way: 'letter', text };
  await ask(leader, 'POST', `/api/v1/announcements/${announcementId}/objections`, wish);
}

/** A picture of so many pixels a side. */
export async function upload(who: Visitor, name: string, size: number): Promise<{ hash: string }> {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(png(size, size))]), name);
  const response = await fetch(new URL('/api/v1/blobs', who.url), {
    method: 'POST',
    headers: { cookie: who.cookie ?? '', origin: who.url },
    body: form,
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { hash: string };
}

/** A file that a cleaned copy was made of. */
export async function cleanedOriginal(db: Db, clerk: Visitor): Promise<{ hash: string }> {
  const [original, copy] = [await upload(clerk, 'original.png', 2), await upload(clerk, 'copy.png', 3)];
  const { office, member } = await ask<Mine>(clerk, 'GET', '/api/v1/me');
  await db
    .insertInto('cleaned_file')
    .values({ office_id: office.id, hash: copy.hash, original: original.hash, member_id: member.id })
    .execute();
  return original;
}
