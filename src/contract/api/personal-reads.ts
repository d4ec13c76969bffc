import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { page, PageQuery, Person } from './common.js';
import { LedgerEntryView } from './delivery.js';

/**
 * Personal data that was read: objections to public notices, the original of a file of which a cleaned copy was made, the
 * list of members, and that of invited persons.
 */
export const PersonalData = z.enum(['objections', 'original', 'members', 'invitations']);
export type PersonalData = z.infer<typeof PersonalData>;

export const PersonalReadQuery = PageQuery.extend({
  memberId: Id.optional(),
  what: PersonalData.optional(),
  from: Instant.optional(),
  /** No part of the period. */
  to: Instant.optional(),
});
export type PersonalReadQuery = z.infer<typeof PersonalReadQuery>;

/** Entries `personal.read` of the ledger; `people` are those who have read any such data. */
export const PersonalReadPage = page(LedgerEntryView).extend({ people: z.array(Person) });
export type PersonalReadPage = z.infer<typeof PersonalReadPage>;
