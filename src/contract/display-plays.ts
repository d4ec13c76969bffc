import { z } from 'zod';
import { Id, Instant } from './values.js';

/** One showing of one item, from the cut that brought it to the cut that ended it, by the hub's clock as the player knows it. */
export const PlayV1 = z.object({
  id: Id,
  /** The item's key. */
  key: Id,
  beganAt: Instant,
  endedAt: Instant,
  /** Of the item's pages, how many were painted in this showing. */
  pages: z.int().positive().max(10_000),
  /** False when the showing ended before its time: recalled, interrupted, healed. */
  whole: z.boolean(),
});
export type PlayV1 = z.infer<typeof PlayV1>;

/** What fits into the 64 KB that a message may have. */
export const PLAYS_AT_ONCE = 300;
/** Kept on the player until the hub has acknowledged them; the hub takes each id once. */
export const PlaysV1 = z.object({ screenId: Id, plays: z.array(PlayV1).min(1).max(PLAYS_AT_ONCE) });
export type PlaysV1 = z.infer<typeof PlaysV1>;
