import { z } from 'zod';
import { Id } from './values.js';

/** Every job of the hub: its name carries its version, its payload carries ids only. Retries live in PostgreSQL. */
export const jobs = {
  'deliver.v1': z.object({ deliveryId: Id }),
  /** Shows that a queue is consumed; no delivery, and never in the ledger. */
  'canary.v1': z.object({ lane: z.string() }),
} as const;

export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]>;
