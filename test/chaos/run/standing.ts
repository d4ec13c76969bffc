import { askDatabase, type Ground } from '../ground/ground.js';
import type { DeliveryState, Operation } from '../../../src/contract/values.js';

/** A delivery as the hub's tables have it. */
export interface Row {
  id: string;
  operation: Operation;
  state: DeliveryState;
  key: string;
  announcement: number;
  version: number;
  target: string;
  channel: string;
  looks: number;
  tries: number;
  /** How often it was put into the queue. */
  enqueued: number;
  held: boolean;
  /** Its next look or run, in milliseconds from now; null when nobody has to look. */
  dueInMs: number | null;
  /** Until its publication. Milliseconds. */
  publishInMs: number;
  publishAt: Date;
  error: string | null;
  /** A person has an open task about it. */
  told: boolean;
  /** The state of what it waits for. */
  waitsFor: DeliveryState | null;
}

/** Every delivery, oldest first. */
export async function readRows(ground: Ground): Promise<Row[]> {
  return askDatabase<Row>(
    ground,
    `select d.id, d.operation, d.state, d.item_key as key, substring(v.content ->> 'title' from '[0-9]+')::int as announcement,
      v.number as version, t.slug as target, d.channel, d.looks, d.tries, d.enqueued, coalesce(d.lease_until > hub_now(), false) as held,
      (extract(epoch from d.due_at - hub_now()) * 1000)::float8 as "dueInMs",
      (extract(epoch from d.publish_at - hub_now()) * 1000)::float8 as "publishInMs",
      d.publish_at as "publishAt", d.last_error as error, w.state as "waitsFor",
      exists (select from task k where k.delivery_id = d.id and k.closed_at is null) as told
    from delivery d join version v on v.id = d.version_id join target t on t.id = d.target_id
      left join delivery w on w.id = d.waits_for
    order by d.seq`,
  );
}

/** Its time has not come. */
export const isAhead = ({ state, publishInMs }: Row): boolean =>
  (state === 'scheduled' || state === 'held') && publishInMs > 0;

/**
 * Nobody can tell, and the hub goes on looking now and then: a letter that was cut off. What takes it back waits for
 * that.
 */
export function isUndecided(row: Row, rows: readonly Row[]): boolean {
  if (row.channel !== 'letter') return false;
  if (row.operation !== 'recall') return row.state === 'sending' && row.looks > 0 && !row.held;
  const waits = row.state === 'scheduled' || row.state === 'queued';
  return (
    waits &&
    rows.some((other) => other.key === row.key && other.operation !== 'recall' && isUndecided(other, rows))
  );
}

/** What comes after it is a person's. */
const waitsForPerson = ({ state, waitsFor }: Row): boolean => state === 'held' && waitsFor === 'with_person';

const ended: readonly DeliveryState[] = [
  'live',
  'gone',
  'missing',
  'failed',
  'unconfirmed',
  'cancelled',
  'superseded',
  'lapsed',
  'done',
  'with_person',
];

/** It is where it can stay: ended, or waiting for somebody outside of the hub. */
export const isSettled = (row: Row, rows: readonly Row[]): boolean =>
  ended.includes(row.state) || isUndecided(row, rows) || waitsForPerson(row);

export const describe = ({
  operation,
  announcement,
  version,
  target,
  state,
  tries,
  looks,
  dueInMs,
  error,
}: Row): string =>
  `${operation} of announcement ${announcement} version ${version} at ${target}: ${state}, tries ${tries}, looks ${looks}, due in ${Math.round(dueInMs ?? -1)} ms${error === null ? '' : ` (${error})`}`;
