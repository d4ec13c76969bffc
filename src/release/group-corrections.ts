import { sql } from 'kysely';
import { HubError } from '../contract/errors.js';
import type { Tx } from '../store/database.js';
import { lockOpen } from './group-moves.js';

/** The group that a version's announcement waits in, locked together with its members. */
interface WaitingGroup {
  id: string;
  publishAt: Date;
}

/** Undefined when the announcement was not released in a group, or that one has gone or was dissolved. */
export async function waitingGroup(
  tx: Tx,
  officeId: string,
  versionId: string,
): Promise<WaitingGroup | undefined> {
  const { rows } = await sql<{ id: string | null }>`
    select r.group_id as id from version v join release r on r.announcement_id = v.announcement_id
    where v.id = ${versionId} and v.office_id = ${officeId}
    order by r.released_at desc, r.id desc limit 1`.execute(tx);
  const id = rows[0]?.id ?? undefined;
  const group = id === undefined ? undefined : await lockOpen(tx, id);
  return id === undefined || group === undefined ? undefined : { id, publishAt: group.publish_at };
}

/**
 * Whose correction waits in a group goes with it, at its time: what is out ahead under embargo is corrected at once, and
 * nothing of the version before goes out any more. @throws HubError `invalid_time` for a time of its own
 */
export async function joinGroup(
  tx: Tx,
  { id, publishAt }: WaitingGroup,
  wish: { announcementId: string; publishAt?: string | undefined; targetIds: readonly string[] },
): Promise<void> {
  if (wish.publishAt !== undefined && new Date(wish.publishAt).getTime() !== publishAt.getTime())
    throw new HubError('invalid_time', 'it goes out with its group: move the group, or dissolve it first');
  await sql`
    update delivery d set state = 'cancelled', due_at = null from release r
    where r.id = d.release_id and r.group_id = ${id} and d.announcement_id = ${wish.announcementId}
      and d.state = 'held' and d.target_id <> all(${[...wish.targetIds]}::uuid[])`.execute(tx);
}
