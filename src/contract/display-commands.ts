import { z } from 'zod';
import { Id, Instant } from './values.js';

/** What a member may ask of a screen. `reload`: the page; `restart`: the browser; `identify`: it shows its own name. */
export const CommandKind = z.enum(['screenshot', 'reload', 'restart', 'identify']);
export type CommandKind = z.infer<typeof CommandKind>;

/** Hub to screen, and again at each welcome until it is answered or old. A screen carries out an id once. */
export const CommandV1 = z.object({ id: Id, kind: CommandKind, issuedAt: Instant });
export type CommandV1 = z.infer<typeof CommandV1>;

/** A screenshot comes first by `POST DISPLAY_API/screenshots/:commandId` (JPEG or WebP, SCREENSHOT_MAX_BYTES at most). */
export const CommandDoneV1 = z.object({
  screenId: Id,
  id: Id,
  ok: z.boolean(),
  /** Why not, in a few words. */
  detail: z.string().max(200).optional(),
});
export type CommandDoneV1 = z.infer<typeof CommandDoneV1>;

export const SCREENSHOT_MAX_BYTES = 1_000_000;
