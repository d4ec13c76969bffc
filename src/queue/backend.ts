import type { ConnectionOptions, JobsOptions } from 'bullmq';
import type { PartHealth } from '../platform/health/index.js';

/** A job as BullMQ takes it. */
export interface FreshJob {
  name: string;
  data: unknown;
  opts: JobsOptions;
}

/** What BullMQ runs on in this process. Only src/queue knows which one it is. */
export interface QueueBackend {
  /** For queues: a command fails at once while the backend is away, and the relay tries again. */
  readonly forQueues: ConnectionOptions;
  /** For workers, which wait until the backend is back. */
  readonly forWorkers: ConnectionOptions;
  /** A cheaper way to add a few jobs to a queue at once, where there is one. */
  addFew?(queue: string, jobs: readonly FreshJob[]): Promise<void>;
  /** Undefined where the database's own health says it all. */
  health?(): Promise<PartHealth>;
  /** Calls back each time the backend came back after it had been away. */
  onReturn?(listener: () => void): void;
  /** Ends its connections; call it when queues and workers are closed. */
  close(): Promise<void>;
}
