import { sql, type RawBuilder } from 'kysely';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import type { Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';
import { writeRecalls } from './recalls.js';
import { mayBeOut, notYetOut, type Standing } from './standing.js';

/** What the record says of a recall that nobody asked for: the group did not go at its time, or was dissolved. */
const NOT_TOGETHER = '未按期共同发布';

/** Of the releases `r`: a correction of a member takes the place of the release before it. */
export const newestInGroup = sql`
  not exists (
    select from release newer join version n on n.id = newer.version_id join version o on o.id = r.version_id
    where newer.group_id = r.group_id and newer.announcement_id = r.announcement_id
      and (n.number, newer.released_at, newer.id) > (o.number, r.released_at, r.id))`;

/**
 * A group's announcements and why one holds the group: its version is not the approved newest, or part was taken back.
 * What goes ahead under embargo may be anywhere on its way, and holds nobody when it fails.
 */
export const groupMembers = sql`
  select r.announcement_id, v.content ->> 'title' as title, r.version_id,
    coalesce((select json_agg(one -> 'announcementId') from jsonb_array_elements(v.content -> 'related') one), '[]') as names,
    case when p.version_hash is distinct from v.hash or a.current_version_id is distinct from v.id
        or a.correction_note is not null then 'approval'
      when exists (select from delivery d where d.announcement_id = r.announcement_id and d.release_id = r.id
        and d.operation <> 'recall' and d.state in ('cancelled', 'superseded', 'lapsed', 'gone')
        and (d.live_at is null or own.let_go_at is null)) then 'withdrawn'
    end as why
  from (select * from release r where ${newestInGroup}) r join release_group own on own.id = r.group_id
    join version v on v.id = r.version_id join announcement a on a.id = r.announcement_id
    left join approval p on p.version_id = v.id`;

interface Group {
  id: string;
  office_id: string;
}

/** Sets free what a group hands over ahead of its time, if it is whole, and leaves it as it is otherwise. */
export async function handOver(tx: Tx, { id, office_id: officeId }: Group): Promise<void> {
  if ((await lockOpen(tx, id)) === undefined) return;
  const members = await membersOf(tx, id);
  if (!isWhole(members)) return;
  await setFree(tx, id, sql`d.due_at <= hub_now()`);
  await notify(tx, 'hub_due');
  await announceChange(tx, officeId, { topic: 'delivery', ids: members.map((row) => row.announcement_id) });
}

/**
 * Sets a group's deliveries free if it is whole. Otherwise it stays as it is, but for what was handed over ahead: its
 * embargo ends now, so it is taken back.
 */
export async function letGo(tx: Tx, { id, office_id: officeId }: Group): Promise<void> {
  if ((await lockOpen(tx, id)) === undefined) return;
  const rows = await membersOf(tx, id);
  if (!isWhole(rows)) {
    await takeBack(tx, officeId, id, {});
    return;
  }
  await setFree(tx, id, sql`true`);
  await tx
    .updateTable('release_group')
    .set({ let_go_at: sql<Date>`hub_now()` })
    .where('id', '=', id)
    .execute();
  await appendLedger(tx, [
    {
      officeId,
      actor: 'system:groups',
      kind: 'group.released',
      subjectId: id,
      data: { releases: rows.length },
    },
  ]);
  await notify(tx, 'hub_due');
  const ids = rows.map((row) => row.announcement_id);
  await announceChange(tx, officeId, { topic: 'delivery', ids });
}

interface Member {
  why: string | null;
  announcement_id: string;
}

async function membersOf(tx: Tx, id: string): Promise<Member[]> {
  const { rows } = await sql<Member>`${groupMembers} where r.group_id = ${id}`.execute(tx);
  return rows;
}

const isWhole = (members: readonly Member[]): boolean =>
  members.length > 0 && members.every(({ why }) => why === null);

async function setFree(tx: Tx, id: string, which: RawBuilder<unknown>): Promise<void> {
  await sql`
    update delivery d set state = 'scheduled' from release r
    where r.id = d.release_id and d.announcement_id = r.announcement_id and r.group_id = ${id} and d.state = 'held'
      and d.waits_for is null and ${which}`.execute(tx);
}

/** What a group that does not go has handed over ahead: cancelled where it waits, else recalled. */
async function takeBack(
  tx: Tx,
  officeId: string,
  id: string,
  by: { memberId?: string | undefined },
): Promise<void> {
  const { rows } = await sql<Standing>`
    select d.* from delivery d join release r on r.id = d.release_id and r.announcement_id = d.announcement_id
    where r.group_id = ${id} and d.operation <> 'recall' and d.state in (${sql.join([...mayBeOut, 'scheduled', 'queued'])})
    order by d.id for update of d`.execute(tx);
  if (rows.length === 0) return;
  const waiting = rows.filter(({ state }) => !mayBeOut.includes(state)).map((row) => row.id);
  await sql`
    update delivery set state = 'cancelled', due_at = null where id = any(${waiting}::uuid[])`.execute(tx);
  await writeRecalls(tx, rows, { reason: 'other', note: NOT_TOGETHER, ...by });
  await notify(tx, 'hub_due');
  const ids = [...new Set(rows.map((row) => row.announcement_id))];
  await announceChange(tx, officeId, { topic: 'delivery', ids });
}

/** @throws HubError `wrong_state` when it has gone out or was dissolved before */
export async function dissolve(tx: Tx, caller: Caller, id: string): Promise<void> {
  const group = await lockOpen(tx, id);
  if (!group) throw new HubError('wrong_state', 'this group has gone out already, or was dissolved');
  const { officeId, memberId } = caller;
  await takeBack(tx, officeId, id, { memberId });
  const { rows } = await sql<{ announcement_id: string }>`
    update delivery d set state = 'cancelled', due_at = null from release r
    where r.id = d.release_id and d.announcement_id = r.announcement_id and r.group_id = ${id} and d.state = 'held'
    returning d.announcement_id`.execute(tx);
  await releasable(tx, id);
  await tx
    .updateTable('release_group')
    .set({ dissolved_at: sql<Date>`hub_now()`, dissolved_by: memberId })
    .where('id', '=', id)
    .execute();
  const data = { name: group.name };
  await appendLedger(tx, [
    { officeId, actor: `member:${memberId}`, kind: 'group.dissolved', subjectId: id, data },
  ]);
  const ids = [...new Set(rows.map((row) => row.announcement_id))];
  await announceChange(tx, officeId, { topic: 'delivery', ids });
  await announceChange(tx, officeId, { topic: 'announcement', ids });
}

/**
 * What is neither out nor on its way out is where it was before its release: approved, or, where a correction of it had
 * begun, a draft that corrects nothing.
 */
async function releasable(tx: Tx, groupId: string): Promise<void> {
  await sql`
    update announcement a set updated_at = hub_now(), correction_note = null, before_correction = null,
      stage = case when a.correction_note is null then 'approved' else 'drafting' end
    from release r join release_group own on own.id = r.group_id join version v on v.id = r.version_id join approval p on p.version_id = v.id and p.version_hash = v.hash
    where r.group_id = ${groupId} and a.id = r.announcement_id and a.stage = 'released' and a.current_version_id = v.id
      and not exists (
        select from delivery d where d.announcement_id = a.id and d.operation <> 'recall'
          and d.state in (${sql.join([...mayBeOut, ...notYetOut])}))`.execute(tx);
}

/**
 * The group, if it has neither gone nor been dissolved. Its announcements are locked first, in one order: nobody can
 * lose or win an approval while this decides.
 */
export async function lockOpen(tx: Tx, id: string): Promise<{ name: string; publish_at: Date } | undefined> {
  await sql`
    select from announcement a where a.id in (select announcement_id from release where group_id = ${id})
    order by a.id for update`.execute(tx);
  return tx
    .selectFrom('release_group')
    .select(['name', 'publish_at'])
    .where('id', '=', id)
    .where('let_go_at', 'is', null)
    .where('dissolved_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}
