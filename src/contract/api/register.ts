import { z } from 'zod';
import { Instant } from '../values.js';

/** The releases that were planned in a span; `to` is no part of it. */
export const RegisterQuery = z
  .object({ from: Instant, to: Instant })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], error: 'after from' });
export type RegisterQuery = z.infer<typeof RegisterQuery>;
