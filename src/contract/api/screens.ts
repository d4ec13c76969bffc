import { z } from 'zod';
import { Id, Instant } from '../values.js';

/** Six characters without look-alikes, as a screen shows them. */
export const PairingCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-HJ-NP-Z2-9]{6}$/);

export const ClaimScreen = z.object({
  code: PairingCode,
  name: z.string().trim().min(1).max(60),
  /** A target of the display channel: the group that the screen shows. */
  targetId: Id,
});
export type ClaimScreen = z.infer<typeof ClaimScreen>;

/**
 * What can be wrong with a screen. `stale`: it lacks the newest manifest. `wrong`: it shows what it should not, or nothing
 * while it should. `picture`: its own watch sees a black or frozen picture. `copied`: two boxes have its key.
 */
export const AlertKind = z.enum(['offline', 'stale', 'wrong', 'clock', 'storage', 'picture', 'copied']);
export type AlertKind = z.infer<typeof AlertKind>;

export const ScreenTag = z.string().trim().min(1).max(30);

export const ScreenView = z.object({
  id: Id,
  name: z.string(),
  tags: z.array(ScreenTag),
  /** Where it hangs, and whom to phone. */
  place: z.string(),
  contact: z.string(),
  targetId: Id,
  targetName: z.string(),
  online: z.boolean(),
  /** Missing while it is online: then it is now. */
  lastSeenAt: Instant.optional(),
  claimedAt: Instant,
  /** What it says it shows. */
  showing: z.object({ key: Id, title: z.string(), page: z.int(), pages: z.int(), since: Instant }).optional(),
  /** Its manifest's epoch, and the newest one of its group. */
  epoch: z.int().optional(),
  wantedEpoch: z.int(),
  viewport: z.object({ width: z.int(), height: z.int() }).optional(),
  /** What is wrong with it by its open alerts. */
  alerts: z.array(AlertKind),
});
export type ScreenView = z.infer<typeof ScreenView>;

/** What a new screen needs to reach the hub by HTTPS; without an origin it serves none by itself. */
export const ScreenSetup = z.object({
  origin: z.string().optional(),
  /** SHA-256 of the hub's own CA; missing when somebody else issued its certificate. */
  fingerprint: z.string().optional(),
});
export type ScreenSetup = z.infer<typeof ScreenSetup>;

export const ScreenList = z.object({ items: z.array(ScreenView) });
export type ScreenList = z.infer<typeof ScreenList>;

/** What of a screen is to be otherwise; what is left out stays. */
export const UpdateScreen = z
  .object({
    name: z.string().trim().min(1).max(60),
    targetId: Id,
    tags: z.array(ScreenTag).max(20),
    place: z.string().trim().max(100),
    contact: z.string().trim().max(100),
  })
  .partial()
  .refine((wish) => Object.keys(wish).length > 0, {
    message: 'Give at least one thing to change.',
  });
export type UpdateScreen = z.infer<typeof UpdateScreen>;
