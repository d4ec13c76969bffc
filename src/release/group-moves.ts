import { sql } from 'kysely';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import type { Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';
import { mayBeOut, notYetOut } from './standing.js';

/** A group's announcements and why one holds the group: its version is not the approved newest, or part was taken back. */
export const groupMembers = sql`
  select r.announcement_id, v.content ->> 'title' as title, r.version_id,
    case when p.version_hash is distinct from v.hash or a.current_version_id is distinct from v.id
        or a.correction_note is not null then 'approval'
      when exists (select from delivery d where d.announcement_id = r.announcement_id and d.release_id = r.id and d.state <> 'held'
        and not (d.state in ('scheduled', 'queued') or d.live_at is not null)) then 'withdrawn'
    end as why
  from release r join version v on v.id = r.version_id join announcement a on a.id = r.announcement_id
    left join approval p on p.version_id = v.id`;

/** Sets a group's deliveries free if it is whole, and leaves it as it is otherwise. */
export async function letGo(
  tx: Tx,
  { id, office_id: officeId }: { id: string; office_id: string },
): Promise<void> {
  if ((await lockOpen(tx, id)) === undefined) return;
  const { rows } = await sql<{ why: string | null; announcement_id: string }>`
    ${groupMembers} where r.group_id = ${id}`.execute(tx);
  if (rows.length === 0 || rows.some(({ why }) => why !== null)) return;
  await sql`
    update delivery d set state = 'scheduled' from release r
    where r.id = d.release_id and d.announcement_id = r.announcement_id and r.group_id = ${id} and d.state = 'held' and d.waits_for is null`.execute(
    tx,
  );
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

/** @throws HubError `wrong_state` when it has gone out or was dissolved before */
export async function dissolve(tx: Tx, caller: Caller, id: string): Promise<void> {
  const group = await lockOpen(tx, id);
  if (!group) throw new HubError('wrong_state', 'this group has gone out already, or was dissolved');
  const { officeId, memberId } = caller;
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
    from release r join version v on v.id = r.version_id join approval p on p.version_id = v.id and p.version_hash = v.hash
    where r.group_id = ${groupId} and a.id = r.announcement_id and a.stage = 'released' and a.current_version_id = v.id
      and not exists (
        select from delivery d where d.announcement_id = a.id and d.operation <> 'recall'
          and d.state in (${sql.join([...mayBeOut, ...notYetOut])}))`.execute(tx);
}

/**
 * The group, if it has neither gone nor been dissolved. Its announcements are locked first, in one order: nobody can
 * lose or win an approval while this decides.
 */
export async function lockOpen(tx: Tx, id: string): Promise<{ name: string } | undefined> {
  await sql`
    select from announcement a where a.id in (select announcement_id from release where group_id = ${id})
    order by a.id for update`.execute(tx);
  return tx
    .selectFrom('release_group')
    .select('name')
    .where('id', '=', id)
    .where('let_go_at', 'is', null)
    .where('dissolved_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}
