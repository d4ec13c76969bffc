/** The two engines, by the names of `--engine`. */
export type EngineName = 'postgres' | 'redis';

/**
 * Boundaries on the way of a delivery: the commits, and the calls to the outside. `report` is a callback that is stored,
 * `release` and `recall` are a person's.
 */
export const boundaries = [
  'release',
  'recall',
  'relay',
  'enqueue',
  'claim',
  'step-start',
  'outside',
  'step-result',
  'outcome',
  'report',
] as const;
export type Boundary = (typeof boundaries)[number];
export type Side = 'before' | 'after';

/** The `nth` time that a process comes to one side of a boundary, counted since it started. */
export interface Moment {
  boundary: Boundary;
  side: Side;
  nth: number;
}

/** A moment that a process is told to watch for: it dies there, or waits until it is told to go on. */
export interface Arm extends Moment {
  id: string;
  act: 'die' | 'wait';
}

/** What happens to the hub and to what it stands on. */
export type FaultKind =
  | 'kill'
  | 'queue-obliterated'
  | 'queue-flushed'
  | 'queue-schema-dropped'
  | 'redis-stopped'
  | 'database-restarted'
  | 'network-cut'
  | 'disk-full'
  | 'clock-forward'
  | 'clock-back';

/** How the other side meets one request, or what it does with one item. */
export const quirkKinds = [
  'hangs',
  'accepts-then-times-out',
  'cuts-before',
  'cuts-after',
  'answers-late',
  'answers-twice',
  'reports-late',
  'busy',
  'loses-item',
] as const;
export type QuirkKind = (typeof quirkKinds)[number];

/** The kinds of channels, each with a sink of its own. */
export const sinkKinds = ['board', 'gazette', 'letter'] as const;
export type SinkKind = (typeof sinkKinds)[number];

/** The first request that changes something, of one announcement at one target, is met like this. */
export interface Quirk {
  kind: QuirkKind;
  target: string;
  announcement: number;
  /** Gazette only: which of the two steps. */
  step?: 'drafts' | 'submit' | undefined;
}
