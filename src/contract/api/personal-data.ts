import { z } from 'zod';

/**
 * Personal data that was read: objections to public notices, the original of a file of which a cleaned copy was made, the
 * list of members, and that of invited persons.
 */
export const PersonalData = z.enum(['objections', 'original', 'members', 'invitations']);
export type PersonalData = z.infer<typeof PersonalData>;
