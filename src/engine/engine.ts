import type pg from 'pg';
import type { HealthContributor } from '../platform/health/index.js';
import type { SocketAdapter } from '../platform/web/index.js';
import type { QueueBackend } from '../queue/index.js';

/** What the application runs on: a migrated database, a queue, and how sockets of several nodes find one another. */
export interface Engine {
  /** Connection string of the application's own role. It carries a password: never log it. */
  appUrl: string;
  pool: pg.Pool;
  queue: QueueBackend;
  /** Undefined where one process has all the sockets. */
  sockets: SocketAdapter | undefined;
  /** Whether this process makes the first office and its members when the database is empty. */
  begins: boolean;
  health: readonly HealthContributor[];
  /** Whose claims on deliveries are certainly those of the dead: everybody's, a worker's by its name, or nobody's. */
  dead: 'all' | { worker: string } | undefined;
}
