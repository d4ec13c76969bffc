import type { Logger } from '../../src/platform/log/index.js';
import { appRole } from '../../src/platform/postgres/index.js';
import { openPostgresQueue, openRedisQueue, type QueueBackend } from '../../src/queue/index.js';

/** Names the run's Redis to jest's workers. */
export const testRedisVariable = 'TONGBO_TEST_REDIS';

/**
 * The Redis of the tests that run on the distributed engine, with a database of this jest worker's own; undefined in
 * the project that runs on the embedded one. jest.config.mjs says which project that is.
 */
export function testRedis(): string | undefined {
  const { testEngine } = globalThis as { testEngine?: string };
  if (testEngine !== 'redis') return undefined;
  const url = process.env[testRedisVariable];
  if (url === undefined) throw new Error('redis-server is not installed: npm test brings it where it may');
  return `${url}/${process.env.JEST_WORKER_ID ?? '0'}`;
}

export interface TestQueueOptions {
  appUrl: string;
  ownerUrl: string;
  lanes: number;
  logger: Logger;
  /** Undefined for BullMQ on PostgreSQL. */
  redisUrl: string | undefined;
}

/** The queue of the engine that is tested. */
export async function openTestQueue(options: TestQueueOptions): Promise<QueueBackend> {
  const { redisUrl: url, logger } = options;
  if (url === undefined) return openPostgresQueue({ ...options, appRole });
  return openRedisQueue({ url, logger, signal: new AbortController().signal });
}
