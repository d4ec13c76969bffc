import { sql } from 'kysely';
import type { Priority } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import type { Tx } from '../store/database.js';
import type { ResolvedTarget } from '../targets/index.js';
import type { TargetPlan } from './plan.js';
import { writeRecalls } from './recalls.js';
import type { Standing } from './standing.js';

/** What all deliveries of one release have in common. */
export interface NewRelease {
  id: string;
  publishAt: Date;
  expiresAt?: Date | undefined;
  priority: Priority;
  correction: boolean;
  groupId?: string | undefined;
  /** By target. */
  renditions: ReadonlyMap<string, string>;
}

/** Which lane a delivery waits in; recalls have lane 0. */
const lanes: Record<Priority, number> = { emergency: 1, urgent: 2, routine: 3 };

/** Writes what the plans ask for: deliveries, and the recalls before some of them. Returns the deliveries' ids. */
export async function writeDeliveries(
  tx: Tx,
  caller: Caller,
  version: { id: string; announcementId: string },
  plans: readonly TargetPlan[],
  release: NewRelease,
): Promise<string[]> {
  await supersede(tx, plans.flatMap(needless));
  const recalls = await writeRecalls(
    tx,
    plans.flatMap(({ step }) => (step.do === 'publish after a recall' ? step.out : [])),
    { reason: 'superseded', memberId: caller.memberId, dueAt: release.publishAt },
  );
  const rows = plans.map(({ target, step }) => {
    const id = newId();
    const waitsFor =
      step.do === 'publish after a recall' ? (step.recallId ?? recalls.get(target.id) ?? null) : null;
    const held = waitsFor !== null || release.groupId !== undefined;
    return {
      id,
      office_id: caller.officeId,
      release_id: release.id,
      announcement_id: version.announcementId,
      version_id: version.id,
      target_id: target.id,
      channel: target.channel.id,
      rendition_hash: release.renditions.get(target.id) ?? '',
      operation: step.do === 'update' ? ('update' as const) : ('publish' as const),
      state: held ? ('held' as const) : ('scheduled' as const),
      lane: lanes[release.priority],
      // An update carries its item on: the same key, and the day on which it was published first.
      item_key: step.do === 'update' ? step.replaces.item_key : id,
      publish_at: step.do === 'update' ? step.replaces.publish_at : release.publishAt,
      receipt: step.do === 'update' ? JSON.stringify(step.replaces.receipt) : null,
      url: step.do === 'update' ? step.replaces.url : null,
      window_ends_at: release.expiresAt ?? null,
      due_at: handOverAt(target, release.publishAt),
      requested_by: caller.memberId,
      waits_for: waitsFor,
    };
  });
  await tx.insertInto('delivery').values(rows).execute();
  return rows.map(({ id }) => id);
}

/** What a newer version makes needless before anybody has confirmed it. */
const needless = ({ supersedes, step }: TargetPlan): Standing[] =>
  step.do === 'update' ? [...supersedes, ...step.overtakes] : supersedes;

async function supersede(tx: Tx, rows: readonly Standing[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update delivery set state = 'superseded', due_at = null where id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  );
}

/** When a delivery is due: at its publication, or ahead of it where the channel hands over under embargo. */
function handOverAt({ channel, settings }: ResolvedTarget, publishAt: Date): Date {
  return new Date(publishAt.getTime() - (channel.lead?.(settings) ?? 0));
}
