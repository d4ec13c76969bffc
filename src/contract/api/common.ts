import { z } from 'zod';
import { Id, Instant, Json } from '../values.js';

/** All API routes stand below this. */
export const API_PREFIX = '/api/v1';

/** A page of a list, newest first. `cursor` comes from the answer before. */
export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional(), total: z.int().optional() });

export const Person = z.object({ id: Id, name: z.string() });
export type Person = z.infer<typeof Person>;

export const Role = z.enum(['administrator', 'clerk', 'reviewer', 'leader', 'auditor']);
export type Role = z.infer<typeof Role>;

export const Permission = z.enum([
  'announcement.read',
  'announcement.write',
  'announcement.submit',
  'review.decide',
  'release.create',
  'release.recall',
  'ledger.read',
  'screen.read',
  'screen.manage',
  'target.read',
  'target.manage',
  'member.manage',
]);
export type Permission = z.infer<typeof Permission>;

export const Me = z.object({
  member: Person.extend({ username: z.string(), roles: z.array(Role) }),
  office: z.object({ id: Id, name: z.string(), shortName: z.string() }),
  permissions: z.array(Permission),
  mustChangePassword: z.boolean(),
  /** The hub's clock, so that pages can count with it. */
  now: Instant,
  /** A demo office is labelled 演示 wherever a person sees it. */
  demo: z.boolean(),
  publicUrl: z.string(),
});
export type Me = z.infer<typeof Me>;

export const TargetView = z.object({
  id: Id,
  channel: z.string(),
  channelLabel: z.object({ zh: z.string(), en: z.string() }),
  name: z.string(),
  slug: z.string(),
  enabled: z.boolean(),
  /** Why nothing is sent there at the moment, e.g. refused credentials. */
  pausedReason: z.string().optional(),
  limits: z.object({ maxTitle: z.int(), maxBody: z.int() }),
  capabilities: z.object({
    media: z.array(z.string()),
    update: z.boolean(),
    recall: z.enum(['full', 'request', 'none']),
  }),
  /** Where the public sees this target, if it has such a place. */
  publicUrl: z.string().optional(),
});
export type TargetView = z.infer<typeof TargetView>;

export const CreateTarget = z.object({
  channel: z.string().max(31),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/),
  name: z.string().trim().min(1).max(60),
  settings: Json,
});
export type CreateTarget = z.infer<typeof CreateTarget>;

export const UpdateTarget = z.object({
  name: z.string().trim().min(1).max(60).optional(),
  enabled: z.boolean().optional(),
  /** Clears what paused it. */
  resume: z.boolean().optional(),
  settings: Json.optional(),
});
export type UpdateTarget = z.infer<typeof UpdateTarget>;
