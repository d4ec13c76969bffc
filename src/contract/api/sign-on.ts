import { z } from 'zod';
import { OfficeFields, personName, username } from './identity.js';
import { linkToken } from './link-token.js';
import { ProviderLabel } from './provider-label.js';

/** Whether members can sign in by a provider here; null: by name and password alone. */
export const OfferedProvider = z.object({ provider: z.object({ label: ProviderLabel }).nullable() });
export type OfferedProvider = z.infer<typeof OfferedProvider>;

/** Where the browser goes on: a path of the console. */
const next = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[!-~]*$/)
  .default('/');

/** Begins signing in, or joining by an invitation's link. The answer says where the browser has to go. */
export const BeginSignOn = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('sign_in'), next }),
  z.object({
    purpose: z.literal('join'),
    token: linkToken,
    username,
    name: personName,
    office: OfficeFields.optional(),
  }),
]);
export type BeginSignOn = z.infer<typeof BeginSignOn>;

/** The provider's page to which the browser is sent. */
export const SignOnBegun = z.object({ url: z.string() });
export type SignOnBegun = z.infer<typeof SignOnBegun>;

/** The hub's own second factor, when the provider did not ask for one. */
export const SignOnCode = z.object({ code: z.string().trim().min(1).max(40) });
export type SignOnCode = z.infer<typeof SignOnCode>;

/** Where the browser goes on after the code. */
export const SignOnDone = z.object({ next: z.string() });
export type SignOnDone = z.infer<typeof SignOnDone>;

/** `providerUrl` is where the browser ends the provider's own session, if the provider offers that. */
export const SignedOut = z.object({ signedOut: z.literal(true), providerUrl: z.string().optional() });
export type SignedOut = z.infer<typeof SignedOut>;

/**
 * How coming back from the provider ended: the console's page has it as `sign_on` in its query, and a sentence for
 * each. Only `linked` is good news.
 */
export const SignOnResult = z.enum([
  'linked',
  'cancelled',
  'expired',
  'wrong_state',
  'code_used',
  'clock',
  'not_fresh',
  'away',
  'provider',
  'unverified',
  'unknown',
  'ambiguous',
  'disabled',
  'taken',
  'other_person',
  'session_ended',
  'link_ended',
  'name_taken',
  'too_many',
  'internal',
]);
export type SignOnResult = z.infer<typeof SignOnResult>;
