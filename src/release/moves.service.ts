import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { MoveRelease } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';
import { requireAfterReview } from './afterwards.js';
import { lockOpen, newestInGroup } from './group-moves.js';
import { moveNotice } from './notices.js';
import { readTimes } from './release.service.js';

/** Another time for what has not begun. The decision was on the content, so that it needs no new one. */
@Injectable()
export class Moves {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /**
   * Moves a release, or the whole group that it belongs to. @throws HubError `not_found`; `wrong_state` once any of it
   * has begun, or when something has to be taken back first; `invalid_time` in the past or after its expiry
   */
  async move(caller: Caller, releaseId: string, wish: MoveRelease): Promise<void> {
    const actor = `member:${caller.memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const release = await tx
        .selectFrom('release')
        .select(['announcement_id', 'group_id'])
        .where('id', '=', releaseId)
        .where('office_id', '=', caller.officeId)
        .executeTakeFirst();
      if (!release) throw new HubError('not_found', 'there is no such release in this office');
      const { now, publishAt } = await readTimes(tx, wish);
      const group = release.group_id;
      const releases = group === null ? [releaseId] : await releasesOf(tx, group);
      if (group === null) await lockAnnouncement(tx, release.announcement_id);
      const from = await timeOf(tx, releaseId);
      for (const version of await versionsOf(tx, releases))
        await requireAfterReview(tx, version, { now, publishAt });
      const ends = await moveNotices(tx, caller.officeId, releases, { from, to: publishAt });
      const announcementIds = await moveDeliveries(tx, releases, publishAt);
      await moveReleases(tx, releases, publishAt, ends);
      if (group !== null)
        await tx
          .updateTable('release_group')
          .set({ publish_at: publishAt })
          .where('id', '=', group)
          .execute();
      const data = { from: from.toISOString(), to: publishAt.toISOString() };
      await appendLedger(
        tx,
        releases.map((subjectId, index) => ({
          officeId: caller.officeId,
          actor,
          kind: 'release.moved',
          announcementId: announcementIds.get(subjectId) ?? release.announcement_id,
          subjectId,
          data: { ...data, ...(group === null ? {} : { group, part: index + 1 }) },
        })),
      );
      await notify(tx, 'hub_due');
      await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [...announcementIds.values()] });
    });
  }
}

const begun = (): HubError =>
  new HubError('wrong_state', 'it has begun already, or is not on its way at all');

/** @throws HubError `wrong_state` when the group has gone or was dissolved */
async function releasesOf(tx: Tx, groupId: string): Promise<string[]> {
  if ((await lockOpen(tx, groupId)) === undefined) throw begun();
  const { rows } = await sql<{ id: string }>`
    select id from release r where r.group_id = ${groupId} and ${newestInGroup} order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function versionsOf(tx: Tx, releases: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('release')
    .select('version_id')
    .where('id', 'in', [...releases])
    .execute();
  return rows.map((row) => row.version_id);
}

/** Once it is locked: somebody may have moved it meanwhile. */
async function timeOf(tx: Tx, releaseId: string): Promise<Date> {
  const row = await tx
    .selectFrom('release')
    .select('publish_at')
    .where('id', '=', releaseId)
    .executeTakeFirstOrThrow();
  return row.publish_at;
}

async function lockAnnouncement(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('announcement').select('id').where('id', '=', id).forUpdate().execute();
}

/** Moves every delivery by as much as its release; the announcements by release. */
async function moveDeliveries(
  tx: Tx,
  releases: readonly string[],
  publishAt: Date,
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('delivery')
    .select([
      'id',
      'release_id',
      'announcement_id',
      'operation',
      'state',
      'fence',
      'waits_for',
      'window_ends_at',
    ])
    .where('release_id', 'in', [...releases])
    .orderBy('id')
    .forUpdate()
    .execute();
  const isWaiting = rows.every(
    ({ state, fence, waits_for: waits }) =>
      (state === 'scheduled' || state === 'held') && Number(fence) === 0 && waits === null,
  );
  if (rows.length === 0 || !isWaiting) throw begun();
  if (rows.some(({ window_ends_at: end }) => end !== null && end <= publishAt))
    throw new HubError('invalid_time', 'it would expire before it is published');
  await sql`
    update delivery d set due_at = d.due_at + (${publishAt}::timestamptz - r.publish_at),
      publish_at = case when d.operation = 'publish' then ${publishAt}::timestamptz else d.publish_at end
    from release r where r.id = d.release_id and d.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.release_id, row.announcement_id]));
}

/** The ends that follow from the new time, by release. */
async function moveNotices(
  tx: Tx,
  officeId: string,
  releases: readonly string[],
  times: { from: Date; to: Date },
): Promise<Map<string, Date>> {
  const rows = await tx
    .selectFrom('release')
    .select(['id', 'announcement_id'])
    .where('id', 'in', [...releases])
    .orderBy('id')
    .execute();
  const ends = new Map<string, Date>();
  for (const { id, announcement_id: announcementId } of rows) {
    const end = await moveNotice(tx, officeId, announcementId, times);
    if (end) ends.set(id, end);
  }
  return ends;
}

async function moveReleases(
  tx: Tx,
  releases: readonly string[],
  publishAt: Date,
  ends: ReadonlyMap<string, Date>,
): Promise<void> {
  for (const id of releases) {
    const end = ends.get(id);
    await tx
      .updateTable('release')
      .set({ publish_at: publishAt, ...(end && { expires_at: end }) })
      .where('id', '=', id)
      .execute();
  }
}
