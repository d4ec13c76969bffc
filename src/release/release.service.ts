import { Inject, Injectable } from '@nestjs/common';
import { EMERGENCY_CATEGORY, type CreateRelease, type ReleaseView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { requireConsulted } from '../review/index.js';
import { notify } from '../store/notify.js';
import { Targets, type ResolvedTarget } from '../targets/index.js';
import { requireAfterReview } from './afterwards.js';
import { joinGroup, waitingGroup } from './group-corrections.js';
import { openNotice } from './notices.js';
import { planFor } from './plan.js';
import { standing } from './standing.js';
import { writeDeliveries, type NewRelease } from './deliveries.js';

/** A publish time this much in the past still means "now": clocks and dialogs are not exact. */
const PAST_TOLERANCE_MS = 60_000;

/** An approved version goes out: one transaction writes the release, a delivery for each target, and the ledger. */
@Injectable()
export class Releases {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
  ) {}

  /**
   * A correction of what waits in a group goes with that.
   * Rejects with `wrong_state` (not approved, or still out on one of the targets and no correction), `unknown_target`
   * (not among the approved ones, or switched off), `invalid_time`, `notice_too_short`, or `consultations_open`.
   */
  async create(
    caller: Caller,
    versionId: string,
    { correction = false, ...wish }: Omit<CreateRelease, 'correction'> & { correction?: boolean },
  ): Promise<ReleaseView> {
    const targets = await this.enabled(caller.officeId, wish.targetIds);
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const group = await waitingGroup(tx, caller.officeId, versionId);
      const version = await approvedVersion(tx, caller.officeId, versionId);
      const times = await readTimes(tx, wish);
      const { priority } = wish;
      const common = { priority, correction, ...times };
      if (group) await joinGroup(tx, group, { ...wish, announcementId: version.announcementId });
      const together = group && { publishAt: group.publishAt, groupId: group.id };
      const view = await this.write(tx, caller, version, targets, { ...common, ...together });
      await notify(tx, 'hub_due');
      return view;
    });
  }

  /** The office's targets by these ids. @throws HubError `unknown_target` */
  async enabled(officeId: string, ids: readonly string[]): Promise<ResolvedTarget[]> {
    const targets = await this.targets.require(officeId, [...new Set(ids)]);
    const off = targets.find((target) => !target.enabled);
    if (off) throw new HubError('unknown_target', `the target ${off.name} is switched off`);
    return targets;
  }

  /** The release itself, in the caller's transaction. With a group its deliveries are held until the group goes. */
  async write(
    tx: Tx,
    caller: Caller,
    version: ReleasedVersion,
    targets: readonly ResolvedTarget[],
    asked: Omit<NewRelease, 'id' | 'renditions'> & { now: Date },
  ): Promise<ReleaseView> {
    const { announcementId } = version;
    if (version.emergency && asked.priority !== 'emergency')
      throw new HubError('wrong_state', 'two persons on duty let it go: it is released as an emergency only');
    await requireAfterReview(tx, version.id, asked);
    if (version.category === EMERGENCY_CATEGORY && asked.expiresAt === undefined)
      throw new HubError(
        'invalid_time',
        'what is told in an emergency needs an end, at which it is taken down',
      );
    const expiresAt = await openNotice(tx, caller, { ...version, ...asked });
    const wish = { ...asked, expiresAt };
    const targetIds = targets.map(({ id }) => id);
    const renditions = await approvedRenditions(tx, version.id, targetIds);
    const rows = await standing(tx, announcementId, targetIds);
    const correction = wish.correction || version.corrects;
    const plans = targets.map((target) => planFor(target, rows, correction));
    const id = newId();
    await tx
      .insertInto('release')
      .values({
        id,
        office_id: caller.officeId,
        announcement_id: announcementId,
        version_id: version.id,
        publish_at: wish.publishAt,
        expires_at: wish.expiresAt ?? null,
        priority: wish.priority,
        released_by: caller.memberId,
        group_id: wish.groupId ?? null,
      })
      .execute();
    await appendLedger(tx, [
      {
        officeId: caller.officeId,
        actor: `member:${caller.memberId}`,
        kind: 'release.created',
        announcementId,
        subjectId: id,
        data: {
          version: version.id,
          hash: version.hash,
          targets: targetIds,
          publishAt: wish.publishAt.toISOString(),
          expiresAt: wish.expiresAt?.toISOString() ?? null,
          priority: wish.priority,
          ...(correction ? { correction } : {}),
          ...(wish.groupId === undefined ? {} : { group: wish.groupId }),
        },
      },
    ]);
    const deliveryIds = await writeDeliveries(tx, caller, version, plans, { ...wish, id, renditions });
    await tx
      .updateTable('announcement')
      .set({ stage: 'released', correction_note: null, before_correction: null, updated_at: wish.now })
      .where('id', '=', announcementId)
      .execute();
    await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [announcementId] });
    await announceChange(tx, caller.officeId, { topic: 'announcement', ids: [announcementId] });
    return {
      id,
      announcementId,
      versionId: version.id,
      publishAt: wish.publishAt.toISOString(),
      expiresAt: wish.expiresAt?.toISOString(),
      priority: wish.priority,
      releasedBy: { id: caller.memberId, name: caller.name },
      releasedAt: wish.now.toISOString(),
      deliveryIds,
    };
  }
}

/** A version that may go out, its announcement locked. */
export interface ReleasedVersion {
  id: string;
  announcementId: string;
  hash: string;
  category: string;
  noticeDays?: number | undefined;
  /** A correction of what is out has begun for it. */
  corrects: boolean;
  /** Two persons on duty let it go: as an emergency and not otherwise. */
  emergency: boolean;
}

/**
 * The version, approved, still the newest, and answered for by every body that was asked since.
 * @throws HubError `not_found`, `wrong_state`, `consultations_open`
 */
export async function approvedVersion(tx: Tx, officeId: string, versionId: string): Promise<ReleasedVersion> {
  const row = await tx
    .selectFrom('version')
    .innerJoin('announcement', 'announcement.id', 'version.announcement_id')
    .leftJoin('approval', 'approval.version_id', 'version.id')
    .select([
      'version.announcement_id',
      'version.hash',
      'version.text_hash',
      'version.content',
      'approval.version_hash',
      'approval.emergency',
      'announcement.current_version_id',
      'announcement.correction_note',
    ])
    .where('version.id', '=', versionId)
    .where('version.office_id', '=', officeId)
    .forUpdate('announcement')
    .executeTakeFirst();
  if (!row) throw new HubError('not_found', 'there is no such version in this office');
  if (row.content.audience === 'specific')
    throw new HubError('wrong_state', 'It is for a named party: it is served, and never published.');
  if (row.version_hash !== row.hash) throw new HubError('wrong_state', 'the version is not approved');
  if (row.current_version_id !== versionId) throw new HubError('wrong_state', 'there is a newer version');
  await requireConsulted(tx, row.announcement_id, row.text_hash);
  const { announcement_id: announcementId, hash, content } = row;
  const { category, noticeDays } = content;
  const corrects = row.correction_note !== null;
  const emergency = row.emergency === true;
  return { id: versionId, announcementId, hash, category, noticeDays, corrects, emergency };
}

/** When it goes out and ends, by the database's clock. @throws HubError `invalid_time` */
export async function readTimes(
  tx: Tx,
  wish: { publishAt?: string | undefined; expiresAt?: string | undefined },
): Promise<{ now: Date; publishAt: Date; expiresAt?: Date }> {
  const now = await databaseNow(tx);
  const publishAt = wish.publishAt === undefined ? now : new Date(wish.publishAt);
  if (publishAt.getTime() < now.getTime() - PAST_TOLERANCE_MS) {
    throw new HubError('invalid_time', 'the publish time is in the past');
  }
  if (wish.expiresAt === undefined) return { now, publishAt };
  const expiresAt = new Date(wish.expiresAt);
  if (expiresAt <= publishAt || expiresAt <= now) {
    throw new HubError('invalid_time', 'it would expire before it is published');
  }
  return { now, publishAt, expiresAt };
}

/** The renditions that were approved, by target. @throws HubError `unknown_target` */
async function approvedRenditions(
  tx: Tx,
  versionId: string,
  targetIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('rendition')
    .select(['target_id', 'hash'])
    .where('version_id', '=', versionId)
    .execute();
  const renditions = new Map(rows.map((row) => [row.target_id, row.hash]));
  const more = targetIds.find((id) => !renditions.has(id));
  if (more !== undefined)
    throw new HubError('unknown_target', `the target ${more} is not among the approved ones`);
  return renditions;
}
