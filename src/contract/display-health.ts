import { z } from 'zod';
import { Instant } from './values.js';

/** How a player is doing by its own measurements; it goes with its beats. Counts are since `startedAt`. */
export const HealthV1 = z.object({
  /** The player's build, as the shell that runs names itself. */
  build: z.string().max(60),
  startedAt: Instant,
  /** What the device's clock lacks of the hub's, in milliseconds. */
  clockOffsetMs: z.int(),
  /** False while the player cannot know the time: it then says so instead of showing what may have expired. */
  clockTrusted: z.boolean(),
  /** Bytes; missing where the browser does not tell. `full`: the disk refused what was last written to it. */
  storage: z
    .object({
      usage: z.int().nonnegative(),
      quota: z.int().nonnegative(),
      persisted: z.boolean(),
      full: z.boolean().optional(),
    })
    .optional(),
  /** What the glass shows, by the player's watch over its own output. */
  picture: z.enum(['ok', 'frozen', 'black', 'resting', 'unknown']),
  /** How often it mended itself: an item shown anew or left out, the page, the browser. */
  heals: z.object({
    item: z.int().nonnegative(),
    page: z.int().nonnegative(),
    process: z.int().nonnegative(),
  }),
  wakeLock: z.boolean(),
  /** Plays that wait to be sent. */
  spool: z.int().nonnegative(),
});
export type HealthV1 = z.infer<typeof HealthV1>;
