import type { AnnouncementRow, DeliveryDot } from '../../../../src/contract/api/intake.js';
import type { ReviewRow } from '../../../../src/contract/api/review.js';
import type { DeliveryState } from '../../../../src/contract/values.js';
import { waitsForPerson } from '../../lib/states.js';
import { dayDistance } from '../../lib/time.js';
import { isMine, toReview } from '../review/to-review.js';

/** Something that waits for this member. */
export interface Waiting {
  key: string;
  kind: 'review' | 'paper' | 'release' | 'serve' | 'returned' | 'drafting';
  title: string;
  /** Who it comes from, if it is somebody else. */
  from?: string | undefined;
  at: string;
  to: string;
}

interface WaitingSources {
  memberId: string;
  mayRelease: boolean;
  mayWrite: boolean;
  reviews: ReviewRow[];
  approved: AnnouncementRow[];
  returned: AnnouncementRow[];
  drafting: AnnouncementRow[];
}

/** What waits for this member, most urgent kind first. */
export function waitingFor(sources: WaitingSources): Waiting[] {
  const reviews = sources.reviews.filter(isMine).map((row): Waiting => {
    const { versionId, title, drafter, submittedAt, paper } = row;
    return {
      key: versionId,
      kind: paper?.mayCheck === true ? 'paper' : 'review',
      title,
      from: drafter.name,
      at: submittedAt,
      to: toReview(row),
    };
  });
  const releases = (sources.mayRelease ? sources.approved : []).map((row): Waiting => ({
    key: row.id,
    kind: row.audience === 'specific' ? 'serve' : 'release',
    title: row.title,
    from: row.drafter.name,
    at: row.updatedAt,
    to: row.audience === 'specific' ? `/announcements/${row.id}` : `/versions/${row.versionId ?? ''}`,
  }));
  const mine = (kind: 'returned' | 'drafting', rows: AnnouncementRow[]) =>
    rows
      .filter((row) => sources.mayWrite && row.drafter.id === sources.memberId)
      .map((row): Waiting => {
        return {
          key: row.id,
          kind,
          title: row.title,
          at: row.updatedAt,
          to: `/announcements/${row.id}/edit`,
        };
      });
  return [
    ...mine('returned', sources.returned),
    ...reviews,
    ...releases,
    ...mine('drafting', sources.drafting),
  ];
}

/** One line of the day: an announcement and its targets at one time. */
export interface Outgoing {
  id: string;
  title: string;
  at: string;
  deliveries: DeliveryDot[];
}

/** What has been sent also has a due time: the next look at it, which is nobody's time line. */
function timeOf(row: AnnouncementRow): string {
  const due = row.deliveries.flatMap(({ state, dueAt }) =>
    (state === 'scheduled' || state === 'held') && dueAt !== undefined ? [dueAt] : [],
  );
  return due.sort()[0] ?? row.plannedAt ?? row.updatedAt;
}

const stillGoing: ReadonlySet<DeliveryState> = new Set([
  'held',
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'live',
]);

/** What goes out, or went out, on `now`'s day, in the order of time. */
export function goesOutToday(rows: AnnouncementRow[], now: Date): Outgoing[] {
  const seen = new Map(rows.map((row) => [row.id, row]));
  return [...seen.values()]
    .map((row) => ({
      id: row.id,
      title: row.title,
      at: timeOf(row),
      deliveries: row.deliveries.filter((one) => one.operation !== 'recall' && stillGoing.has(one.state)),
    }))
    .filter((line) => line.deliveries.length > 0 && dayDistance(new Date(line.at), now) === 0)
    .sort((a, b) => a.at.localeCompare(b.at));
}

/** One delivery that does not go on by itself. */
export interface Stuck {
  id: string;
  title: string;
  delivery: DeliveryDot;
}

/** What does not go on by itself, but for those that have a task, which says more. */
export function stuckDeliveries(rows: AnnouncementRow[], withTask: ReadonlySet<string> = new Set()): Stuck[] {
  const found = new Map<string, Stuck>();
  for (const row of rows) {
    for (const delivery of row.deliveries) {
      if (waitsForPerson(delivery.state) && !withTask.has(delivery.id))
        found.set(delivery.id, { id: row.id, title: row.title, delivery });
    }
  }
  return [...found.values()];
}
