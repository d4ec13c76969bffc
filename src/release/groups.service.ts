import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import type { CreateReleaseGroup, ReleaseGroupView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { Housekeeping } from '../store/housekeeping.js';
import { iso } from '../store/iso.js';
import { appendLedger } from '../store/ledger.js';
import { dissolve, groupMembers, handOver, letGo } from './group-moves.js';
import { approvedVersion, readTimes, Releases } from './release.service.js';

/**
 * Several announcements that go together or not at all: a policy with its interpretation, a joint release. All
 * deliveries of a group are held until its time has come; then all of them are set free in one transaction, if every
 * version is still approved and the newest, and nothing of it was taken back. Otherwise all of it stays held. What is
 * handed over under embargo goes ahead while the group is whole, and is taken back when the group does not go at its time.
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
    const [group] = await this.read(sql`g.id = ${id} and g.office_id = ${officeId}`);
    if (!group) throw new HubError('not_found', 'there is no such group in this office');
    return group;
  }

  /** Those that have neither gone nor been dissolved, earliest first; a hundred at most. */
  open(officeId: string): Promise<ReleaseGroupView[]> {
    return this.read(sql`g.office_id = ${officeId} and g.let_go_at is null and g.dissolved_at is null`);
  }

  /**
   * Gives a group up before any of it went: its deliveries are cancelled, and what is still approved can be released
   * anew. @throws HubError `not_found`, `wrong_state`
   */
  async dissolve(caller: Caller, id: string): Promise<ReleaseGroupView> {
    await this.one(caller.officeId, id);
    await transact(this.db, `member:${caller.memberId}`, (tx) => dissolve(tx, caller, id));
    return this.one(caller.officeId, id);
  }

  private async read(which: RawBuilder<unknown>): Promise<ReleaseGroupView[]> {
    const { rows } = await sql<{ view: ReleaseGroupView }>`
      select json_strip_nulls(json_build_object('id', g.id, 'name', g.name, 'publishAt', ${iso(sql`g.publish_at`)},
        'createdBy', json_build_object('id', m.id, 'name', m.name), 'letGoAt', ${iso(sql`g.let_go_at`)},
        'dissolvedAt', ${iso(sql`g.dissolved_at`)}, 'members', list.members)) as view
      from release_group g join member m on m.id = g.created_by cross join lateral (
        select coalesce(json_agg(json_build_object('announcementId', one.announcement_id, 'title', one.title,
          'versionId', one.version_id, 'names', one.names, 'holdsBecause', one.why) order by one.title), '[]') as members
        from (${groupMembers} where r.group_id = g.id) one) list
      where ${which} order by g.publish_at, g.id limit 100`.execute(this.db);
    return rows.map(({ view }) => view);
  }

  /** Hands over what goes ahead of its group, and sets free every group whose time has come and that is whole. */
  private async round(): Promise<void> {
    const { rows: ahead } = await sql<{ id: string; office_id: string }>`
      select g.id, g.office_id from release_group g
      where g.let_go_at is null and g.dissolved_at is null and g.publish_at > hub_now() and exists (
        select from release r join delivery d on d.announcement_id = r.announcement_id and d.release_id = r.id
        where r.group_id = g.id and d.state = 'held' and d.waits_for is null and d.due_at <= hub_now())
      order by g.publish_at`.execute(this.db);
    const due = await this.db
      .selectFrom('release_group')
      .select(['id', 'office_id'])
      .where('let_go_at', 'is', null)
      .where('dissolved_at', 'is', null)
      .where('publish_at', '<=', sql<Date>`hub_now()`)
      .orderBy('publish_at')
      .execute();
    const moves = [
      ...ahead.map((group) => (tx: Tx) => handOver(tx, group)),
      ...due.map((group) => (tx: Tx) => letGo(tx, group)),
    ];
    // One that cannot be moved keeps no other one back.
    const faults: unknown[] = [];
    for (const move of moves) {
      await transact(this.db, 'system:groups', move).catch((fault: unknown) => faults.push(fault));
    }
    if (faults.length > 0) throw new AggregateError(faults, 'some release groups could not be moved');
  }
}
