import { newId } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';

interface Office {
  id: string;
  mark: string;
  hub: { db: Db };
  at: Record<'released', { announcementId: string }>;
}

/** The one who set the office up. */
export const bossOf = (db: Db, officeId: string) =>
  db
    .selectFrom('member')
    .select(['id', 'user_id'])
    .where('office_id', '=', officeId)
    .where('username', 'like', '%.boss')
    .executeTakeFirstOrThrow();

/** One of the boss's own, about what is out. */
export async function notification({ id: officeId, at, hub: { db } }: Office): Promise<string> {
  const id = newId();
  const { announcementId } = at.released;
  const boss = await bossOf(db, officeId);
  await db
    .insertInto('notification')
    .values({
      ...{ id, office_id: officeId, member_id: boss.id, kind: 'delivery.missing', at: new Date() },
      ...{ about: announcementId, announcement_id: announcementId, subject_id: newId() },
    })
    .execute();
  return id;
}

/** The office's mail server, and what the boss wants by mail. */
export async function mail({ id: officeId, mark, hub: { db } }: Office): Promise<void> {
  const boss = await bossOf(db, officeId);
  const settings = { host: 'mail.example', port: 465, security: 'tls', senderName: `${mark}的通知` };
  const more = { senderAddress: 'notification@office.example', consoleUrl: 'https://console.example' };
  await db
    .insertInto('mail_server')
    .values({ office_id: officeId, settings: JSON.stringify({ ...settings, ...more }), password: newId() })
    .execute();
  await db
    .insertInto('notification_mail')
    .values({
      ...{ member_id: boss.id, office_id: officeId, address: `${officeId}@office.example` },
      kinds: ['hook.disabled' as const],
    })
    .execute();
}

/** A robot that hears of nothing that happens in the test. */
export async function hook({ id: officeId, mark, hub: { db } }: Office): Promise<string> {
  const id = newId();
  const about = { kind: 'wecom' as const, name: `${mark}的群`, place: 'https://robot.example/send' };
  await db
    .insertInto('hook')
    .values({
      ...{ id, office_id: officeId, secrets: newId(), console_url: 'https://console.example' },
      ...{ ...about, kinds: ['hook.disabled' as const] },
    })
    .execute();
  return id;
}
