import { z } from 'zod';

/**
 * Personal data that was read: objections to public notices, the original of a file of which a cleaned copy was made, what
 * was written about a leak of personal data, the list of members, that of invited persons, and for whom something is that
 * is served.
 */
export const PersonalData = z.enum([
  'objections',
  'original',
  'rectification',
  'members',
  'invitations',
  'party',
]);
export type PersonalData = z.infer<typeof PersonalData>;
