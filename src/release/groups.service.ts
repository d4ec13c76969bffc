import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import type { CreateReleaseGroup, ReleaseGroupView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { Housekeeping } from '../store/housekeeping.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';
import { approvedVersion, readTimes, Releases } from './release.service.js';

/**
 * Several announcements that go together or not at all: a policy with its interpretation, a joint release. All
 * deliveries of a group are held until its time has come; then all of them are set free in one transaction, if every
 * version is still approved and the newest, and nothing of it was taken back. Otherwise all of it stays held.
 */
@Injectable()
export class ReleaseGroups implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly releases: Releases,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('release groups', '* * * * * *', () => this.round());
  }

  /** Rejects as a single release does; then nothing of the group exists. */
  async create(caller: Caller, wish: CreateReleaseGroup): Promise<ReleaseGroupView> {
    const members = await Promise.all(
      wish.members.map(async ({ versionId, targetIds }) => ({
        versionId,
        targets: await this.releases.enabled(caller.officeId, targetIds),
      })),
    );
    const id = newId();
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const times = await readTimes(tx, wish);
      await tx
        .insertInto('release_group')
        .values({
          id,
          office_id: caller.officeId,
          name: wish.name,
          publish_at: times.publishAt,
          created_by: caller.memberId,
        })
        .execute();
      const { priority } = wish;
      const common = { ...times, priority, correction: false, groupId: id };
      // In one order, so that two groups with the same announcements never wait for each other.
      members.sort((a, b) => (a.versionId < b.versionId ? -1 : 1));
      for (const { versionId, targets } of members) {
        const version = await approvedVersion(tx, caller.officeId, versionId);
        if (version.corrects)
          throw new HubError('wrong_state', 'a correction goes out by itself, not in a group');
        await this.releases.write(tx, caller, version, targets, common);
      }
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor: `member:${caller.memberId}`,
          kind: 'group.created',
          subjectId: id,
          data: { name: wish.name, publishAt: times.publishAt.toISOString(), versions: members.length },
        },
      ]);
    });
    return this.one(caller.officeId, id);
  }

  /** @throws HubError `not_found` */
  async one(officeId: string, id: string): Promise<ReleaseGroupView> {
    const group = await this.db
      .selectFrom('release_group')
      .selectAll()
      .where('id', '=', id)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!group) throw new HubError('not_found', 'there is no such group in this office');
    const { rows } = await sql<{
      announcementId: string;
      title: string;
      versionId: string;
      why: ReleaseGroupView['members'][number]['holdsBecause'] | null;
    }>`${members} where r.group_id = ${id} order by a.title`.execute(this.db);
    return {
      id,
      name: group.name,
      publishAt: group.publish_at.toISOString(),
      letGoAt: group.let_go_at?.toISOString(),
      members: rows.map(({ why, ...row }) => ({ ...row, holdsBecause: why ?? undefined })),
    };
  }

  /** Sets free every group whose time has come and that is whole. Returns nothing; a group is told once when it is late. */
  private async round(): Promise<void> {
    const due = await this.db
      .selectFrom('release_group')
      .select(['id', 'office_id'])
      .where('let_go_at', 'is', null)
      .where('publish_at', '<=', sql<Date>`hub_now()`)
      .orderBy('publish_at')
      .limit(100)
      .execute();
    for (const group of due) await transact(this.db, 'system:groups', (tx) => letGo(tx, group));
  }
}

/** A group's announcements and why one holds the group: its version is not the approved newest, or part was taken back. */
const members = sql`
  select r.announcement_id as "announcementId", v.content ->> 'title' as title, r.version_id as "versionId",
    case when p.version_hash is distinct from v.hash or a.current_version_id is distinct from v.id
        or a.correction_note is not null then 'approval'
      when exists (select from delivery d where d.announcement_id = r.announcement_id and d.release_id = r.id and d.state <> 'held'
        and not (d.state in ('scheduled', 'queued') or d.live_at is not null)) then 'withdrawn'
    end as why
  from release r join version v on v.id = r.version_id join announcement a on a.id = r.announcement_id
    left join approval p on p.version_id = v.id`;

async function letGo(tx: Tx, { id, office_id: officeId }: { id: string; office_id: string }): Promise<void> {
  // The announcements first, in one order: nobody can lose or win an approval while this decides.
  await sql`
    select from announcement a where a.id in (select announcement_id from release where group_id = ${id})
    order by a.id for update`.execute(tx);
  const locked = await tx
    .selectFrom('release_group')
    .select('id')
    .where('id', '=', id)
    .where('let_go_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) return;
  const { rows } = await sql<{ why: string | null; announcementId: string }>`
    ${members} where r.group_id = ${id}`.execute(tx);
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
  const ids = rows.map(({ announcementId }) => announcementId);
  await announceChange(tx, officeId, { topic: 'delivery', ids });
}
