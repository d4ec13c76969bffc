import { z } from 'zod';
import { OFFICE_OFFSET, dayText } from './kit/office-time.js';
import { Hash, Id, Instant } from './values.js';

/** What a whereabouts board (去向牌) says of people. The codes are stable; the words belong to whoever shows them. */
export const Whereabouts = z.enum(['in', 'out', 'meeting', 'trip', 'training', 'leave', 'duty']);
export type Whereabouts = z.infer<typeof Whereabouts>;

/** `08:30`, in the office's zone. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export type ClockTime = z.infer<typeof ClockTime>;

/**
 * What becomes of yesterday's states at `at`: everybody counts as in (在岗), or as not known (未更新). What has an end of
 * its own stands until then, whatever the clock says.
 */
export const BoardReset = z.object({ at: ClockTime, to: z.enum(['in', 'unknown']) });
export type BoardReset = z.infer<typeof BoardReset>;

/** Characters of a note: one line beside a photo. */
export const BOARD_NOTE = 14;

/** What somebody said last of where a person is. */
const Stated = z.object({
  state: Whereabouts,
  note: z.string().max(BOARD_NOTE).optional(),
  until: Instant.optional(),
  at: Instant,
});
export type Stated = z.infer<typeof Stated>;

export const BoardPerson = z.object({
  id: Id,
  name: z.string(),
  post: z.string(),
  duties: z.string(),
  photo: Hash.optional(),
  stated: Stated.optional(),
});
export type BoardPerson = z.infer<typeof BoardPerson>;

/** A board as a manifest carries it, in the order of the wall. Photos are files of the manifest, by hash. */
export const Board = z.object({
  id: Id,
  name: z.string(),
  reset: BoardReset,
  people: z.array(BoardPerson).max(200),
});
export type Board = z.infer<typeof Board>;

/** Photos are made to this form when they come in. */
export const BOARD_PHOTO = { mediaType: 'image/webp', width: 240, height: 320 } as const;

/** The files that boards need, each once. */
export const boardFiles = (boards: readonly Board[]): Hash[] => [
  ...new Set(boards.flatMap(({ people }) => people.flatMap(({ photo }) => photo ?? []))),
];

export interface Standing {
  /** `unknown`: nobody has said it since the last reset (状态未更新). */
  state: Whereabouts | 'unknown';
  /** Nobody has said it since the last reset: it is what the reset made of it. */
  stale: boolean;
  note?: string | undefined;
  /** Milliseconds since 1970. */
  until?: number | undefined;
}

const dayMs = 86_400_000;

/** The last moment up to `now` at which the board was reset. Milliseconds since 1970. */
export function lastReset(at: ClockTime, now: number): number {
  const today = Date.parse(`${dayText(new Date(now))}T${at}:00.000${OFFICE_OFFSET}`);
  return today <= now ? today : today - dayMs;
}

/** Where a person is at `now` (milliseconds since 1970): a pure function of what was said, so that it holds without network. */
export function standingOf(stated: Stated | undefined, reset: BoardReset, now: number): Standing {
  const fallen: Standing = { state: reset.to, stale: true };
  if (!stated) return fallen;
  const { state, note } = stated;
  const until = stated.until === undefined ? undefined : Date.parse(stated.until);
  if (until !== undefined) return now < until ? { state, stale: false, note, until } : fallen;
  return Date.parse(stated.at) >= lastReset(reset.at, now) ? { state, stale: false, note } : fallen;
}

/** When some person's standing changes by itself next after `now`: an end, or the reset. */
export function nextChange({ people, reset }: Board, now: number): number {
  const ends = people.flatMap(({ stated }) =>
    stated?.until === undefined ? [] : [Date.parse(stated.until)],
  );
  return Math.min(lastReset(reset.at, now) + dayMs, ...ends.filter((end) => end > now));
}

/** When something on the board was said last; undefined when nobody has said anything. */
export function saidLast({ people }: Board): number | undefined {
  const times = people.flatMap(({ stated }) => (stated ? [Date.parse(stated.at)] : []));
  return times.length === 0 ? undefined : Math.max(...times);
}
