import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';

/** A member's steps are another one's for a while (委托). */
export const DelegationState = z.enum(['coming', 'now', 'over', 'revoked']);
export type DelegationState = z.infer<typeof DelegationState>;

export const DelegationView = z.object({
  id: Id,
  from: Person,
  to: Person,
  startsAt: Instant,
  /** No part of it. */
  endsAt: Instant,
  /** Only these categories; missing: all. */
  categories: z.array(z.string()).optional(),
  reason: z.string(),
  createdBy: Person,
  createdAt: Instant,
  revokedAt: Instant.optional(),
  revokedBy: Person.optional(),
  state: DelegationState,
  mayRevoke: z.boolean(),
});
export type DelegationView = z.infer<typeof DelegationView>;

/** What runs, is to come, or has ended of late, newest first; `members` are those who take steps at all. */
export const DelegationList = z.object({ items: z.array(DelegationView), members: z.array(Person) });
export type DelegationList = z.infer<typeof DelegationList>;

/** Longer absences are a change of roles. */
export const delegationDays = 180;

/** `fromId` is the caller where it is missing; an administrator may name somebody else. */
export const CreateDelegation = z.object({
  fromId: Id.optional(),
  toId: Id,
  startsAt: Instant,
  endsAt: Instant,
  categories: z.array(z.string().trim().min(1).max(50)).min(1).max(20).optional(),
  reason: z.string().trim().min(1).max(200),
});
export type CreateDelegation = z.infer<typeof CreateDelegation>;
