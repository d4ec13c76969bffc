import { sql } from 'kysely';
import type { HookKind, NotificationKind } from '../../contract/api.js';
import { notificationPath } from '../../contract/notification-path.js';
import { newId } from '../../platform/ids.js';
import { databaseNow, type Db } from '../../store/database.js';
import type { Item } from './shapes.js';

/** A run that ended without a word leaves its messages to the next one after so long: longer than any call takes. */
const LEASE_MINUTES = 3;

/** A hook with messages to send. */
export interface DueHook {
  id: string;
  officeId: string;
  kind: HookKind;
  secrets: string;
  consoleUrl: string;
  failures: number;
}

/** Hooks that have something to send now. */
export async function dueHooks(db: Db): Promise<DueHook[]> {
  const { rows } = await sql<DueHook>`
    select id, office_id as "officeId", kind, secrets, console_url as "consoleUrl", failures from hook h
    where disabled_at is null
      and exists (select from hook_message m where m.hook_id = h.id and m.due_at <= hub_now())
    order by id`.execute(db);
  return rows;
}

export async function oneHook(db: Db, id: string): Promise<DueHook | undefined> {
  const { rows } = await sql<DueHook>`
    select id, office_id as "officeId", kind, secrets, console_url as "consoleUrl", failures from hook
    where id = ${id}`.execute(db);
  return rows[0];
}

/** What the settings page's button sends. */
export async function testItem(db: Db, hook: DueHook): Promise<Item> {
  const office = await db
    .selectFrom('office')
    .select('name')
    .where('id', '=', hook.officeId)
    .executeTakeFirstOrThrow();
  const row = { id: newId(), kind: 'test' as const, at: await databaseNow(db), office: office.name };
  return itemOf({ ...row, announcement: null, title: null, targets: [], subject: null }, hook);
}

interface Row {
  id: string;
  /** `test` comes from the settings page's button alone. */
  kind: NotificationKind | 'test';
  at: Date;
  office: string;
  announcement: string | null;
  title: string | null;
  targets: { id: string; name: string }[];
  subject: string | null;
}

/** Takes a hook's next messages, oldest first: nobody else does for some minutes. */
export async function take(db: Db, hook: DueHook, limit: number): Promise<Item[]> {
  const { rows } = await sql<Row>`
    with taken as (
      update hook_message set tries = tries + 1, due_at = hub_now() + make_interval(mins => ${LEASE_MINUTES})
      where id in (
        select id from hook_message where hook_id = ${hook.id} and due_at <= hub_now()
        order by at, id limit ${limit} for update skip locked)
      returning *
    )
    select m.id, m.kind, m.at, o.name as office, m.announcement_id as announcement, a.title, m.subject_id as subject,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name, t.id)
        from target t where t.id = any(m.target_ids)), '[]') as targets
    from taken m join hook h on h.id = m.hook_id join office o on o.id = h.office_id
      left join announcement a on a.id = m.announcement_id
    order by m.at, m.id`.execute(db);
  return rows.map((row) => itemOf(row, hook));
}

function itemOf(row: Row, { officeId, consoleUrl }: DueHook): Item {
  const title = row.title ?? undefined;
  const announcementId = row.announcement ?? undefined;
  const subjectId = row.subject ?? undefined;
  const path = row.kind === 'test' ? '/hooks' : notificationPath(row.kind, { announcementId, subjectId });
  const link = `${consoleUrl}${path}`;
  return {
    id: row.id,
    kind: row.kind,
    title,
    places: row.targets.map(({ name }) => name),
    link,
    event: {
      type: row.kind,
      timestamp: row.at.toISOString(),
      data: {
        office: { id: officeId, name: row.office },
        ...(announcementId === undefined ? {} : { announcement: { id: announcementId, title: title ?? '' } }),
        targets: row.targets,
        ...(subjectId === undefined ? {} : { subjectId }),
        link,
      },
    },
  };
}

/** They were taken over. */
export async function markSent(db: Db, ids: readonly string[]): Promise<void> {
  await sql`update hook_message set sent_at = hub_now(), due_at = null where id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
}

/** All that waits for a hook waits at least so long: who does not answer one message does not answer the next. */
export async function postpone(db: Db, hookId: string, ids: readonly string[], ms: number): Promise<void> {
  await sql`
    update hook_message set due_at = case when id = any(${[...ids]}::uuid[]) then hub_now() + ${ms} * interval '1 millisecond'
      else greatest(due_at, hub_now() + ${ms} * interval '1 millisecond') end
    where hook_id = ${hookId} and due_at is not null`.execute(db);
}
