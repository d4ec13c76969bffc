import { Inject, Injectable } from '@nestjs/common';
import type { CreateRelease, ReleaseView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Priority } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';
import { Targets, type ResolvedTarget } from '../targets/index.js';

/** Which lane a delivery waits in; recalls have lane 0. */
const lanes: Record<Priority, number> = { emergency: 1, urgent: 2, routine: 3 };

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
   * Rejects with `wrong_state` (not approved, or still out on one of the targets), `unknown_target` (not among the
   * approved ones, or switched off) or `invalid_time`.
   */
  async create(caller: Caller, versionId: string, wish: CreateRelease): Promise<ReleaseView> {
    const targetIds = [...new Set(wish.targetIds)];
    const targets = await this.targets.require(caller.officeId, targetIds);
    const off = targets.find((target) => !target.enabled);
    if (off) throw new HubError('unknown_target', `the target ${off.name} is switched off`);
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const version = await this.lock(tx, caller.officeId, versionId);
      const times = await this.times(tx, wish);
      const renditions = await this.approved(tx, versionId, targetIds);
      await this.refuseDouble(tx, version.announcementId, targetIds);
      const releaseId = newId();
      await tx
        .insertInto('release')
        .values({
          id: releaseId,
          office_id: caller.officeId,
          announcement_id: version.announcementId,
          version_id: versionId,
          publish_at: times.publishAt,
          expires_at: times.expiresAt ?? null,
          priority: wish.priority,
          released_by: caller.memberId,
        })
        .execute();
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor: `member:${caller.memberId}`,
          kind: 'release.created',
          announcementId: version.announcementId,
          subjectId: releaseId,
          data: {
            version: versionId,
            hash: version.hash,
            targets: targetIds,
            publishAt: times.publishAt.toISOString(),
            expiresAt: times.expiresAt?.toISOString() ?? null,
            priority: wish.priority,
          },
        },
      ]);
      const deliveries = targets.map((target) => {
        const id = newId();
        return {
          id,
          office_id: caller.officeId,
          release_id: releaseId,
          announcement_id: version.announcementId,
          version_id: versionId,
          target_id: target.id,
          channel: target.channel.id,
          rendition_hash: renditions.get(target.id) ?? '',
          operation: 'publish' as const,
          state: 'scheduled' as const,
          lane: lanes[wish.priority],
          item_key: id,
          publish_at: times.publishAt,
          window_ends_at: times.expiresAt ?? null,
          due_at: handOverAt(target, times.publishAt),
          requested_by: caller.memberId,
        };
      });
      await tx.insertInto('delivery').values(deliveries).execute();
      await tx
        .updateTable('announcement')
        .set({ stage: 'released', updated_at: times.now })
        .where('id', '=', version.announcementId)
        .execute();
      await notify(tx, 'hub_due');
      await announceChange(tx, caller.officeId, { topic: 'delivery', ids: [version.announcementId] });
      await announceChange(tx, caller.officeId, { topic: 'announcement', ids: [version.announcementId] });
      return {
        id: releaseId,
        announcementId: version.announcementId,
        versionId,
        publishAt: times.publishAt.toISOString(),
        expiresAt: times.expiresAt?.toISOString(),
        priority: wish.priority,
        releasedBy: { id: caller.memberId, name: caller.name },
        releasedAt: times.now.toISOString(),
        deliveryIds: deliveries.map((delivery) => delivery.id),
      };
    });
  }

  /** The version, approved and still the newest, with its announcement locked. */
  private async lock(
    tx: Tx,
    officeId: string,
    versionId: string,
  ): Promise<{ announcementId: string; hash: string }> {
    const row = await tx
      .selectFrom('version')
      .innerJoin('announcement', 'announcement.id', 'version.announcement_id')
      .leftJoin('approval', 'approval.version_id', 'version.id')
      .select([
        'version.announcement_id',
        'version.hash',
        'approval.version_hash',
        'announcement.current_version_id',
      ])
      .where('version.id', '=', versionId)
      .where('version.office_id', '=', officeId)
      .forUpdate('announcement')
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such version in this office');
    if (row.version_hash !== row.hash) throw new HubError('wrong_state', 'the version is not approved');
    if (row.current_version_id !== versionId) throw new HubError('wrong_state', 'there is a newer version');
    return { announcementId: row.announcement_id, hash: row.hash };
  }

  private async times(
    tx: Tx,
    wish: CreateRelease,
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

  /** The renditions that were approved, by target. */
  private async approved(
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

  /** One item is out at most once on a target: what is there has to be taken back first. */
  private async refuseDouble(tx: Tx, announcementId: string, targetIds: readonly string[]): Promise<void> {
    const out = await tx
      .selectFrom('delivery')
      .innerJoin('target', 'target.id', 'delivery.target_id')
      .select(['target.name', 'delivery.state'])
      .where('delivery.announcement_id', '=', announcementId)
      .where('delivery.target_id', 'in', [...targetIds])
      .where((eb) =>
        eb.or([
          eb.and([
            eb('delivery.operation', '<>', 'recall'),
            eb('delivery.state', 'in', [
              'held',
              'scheduled',
              'queued',
              'sending',
              'accepted',
              'live',
              'missing',
              'unconfirmed',
            ]),
          ]),
          eb.and([
            eb('delivery.operation', '=', 'recall'),
            eb('delivery.state', 'in', ['scheduled', 'queued', 'sending', 'accepted', 'with_person']),
          ]),
        ]),
      )
      .executeTakeFirst();
    if (out)
      throw new HubError(
        'wrong_state',
        `it is still out on ${out.name} (${out.state}); take it back there first`,
      );
  }
}

/** When a delivery is due: at its publication, or ahead of it where the channel hands over under embargo. */
function handOverAt({ channel, settings }: ResolvedTarget, publishAt: Date): Date {
  return new Date(publishAt.getTime() - (channel.lead?.(settings) ?? 0));
}
