import { z } from 'zod';
import { Answers } from '../person.js';
import { Id, Instant, Priority } from '../values.js';
import { page, Person } from './common.js';
import { DeliveryDot } from './intake.js';

/** What was released to outlets (`GET /press/releases`), newest first: the newest released version, these deliveries alone. */
export const PressRelease = z.object({
  announcementId: Id,
  title: z.string(),
  category: z.string(),
  docNo: z.string().optional(),
  versionNumber: z.int(),
  /** The embargo ends. */
  publishAt: Instant,
  expiresAt: Instant.optional(),
  priority: Priority,
  releasedAt: Instant,
  /** One an outlet: its newest delivery. */
  deliveries: z.array(DeliveryDot),
});
export type PressRelease = z.infer<typeof PressRelease>;
export const PressReleasePage = page(PressRelease);
export type PressReleasePage = z.infer<typeof PressReleasePage>;

/** What a person reports on an item, by the names that the target's `pickup.ask` gives. */
export const CreatePickup = z.object({ answers: Answers });
export type CreatePickup = z.infer<typeof CreatePickup>;

export const PickupView = z.object({
  /** Of the report. */
  id: z.string(),
  deliveryId: Id,
  announcementId: Id,
  title: z.string(),
  target: z.object({ id: Id, name: z.string(), drill: z.boolean() }),
  /** The embargo ended. */
  publishAt: Instant,
  reportedAt: Instant,
  by: Person.optional(),
  answers: Answers,
  /** Published before the embargo ended, as the channel found. */
  breach: z.boolean(),
});
export type PickupView = z.infer<typeof PickupView>;
export const PickupPage = page(PickupView);
export type PickupPage = z.infer<typeof PickupPage>;
