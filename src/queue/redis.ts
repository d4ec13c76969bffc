import { setDefaultBackendFactory } from 'bullmq';
import type { Logger } from '../platform/log/index.js';
import { connectRedis, placeOf, RedisWatch } from '../platform/redis/index.js';
import type { QueueBackend } from './backend.js';

export interface RedisQueueOptions {
  url: string;
  logger: Logger;
  /** Ends the wait for a Redis that does not serve yet. */
  signal: AbortSignal;
}

/**
 * BullMQ on Redis. Call it before the module is built.
 * @throws RedisRefusal with a sentence when the Redis does not serve or is not fit
 */
export async function openRedisQueue({ url, logger, signal }: RedisQueueOptions): Promise<QueueBackend> {
  setDefaultBackendFactory();
  const forQueues = connectRedis(url, 'queue', 'impatient');
  const forWorkers = connectRedis(url, 'worker', 'patient');
  const watch = new RedisWatch(forQueues, placeOf(url), logger);
  const close = (): Promise<void> => {
    watch.stop();
    for (const client of [forQueues, forWorkers]) client.disconnect();
    return Promise.resolve();
  };
  try {
    await watch.start(signal);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    forQueues,
    forWorkers,
    health: () => Promise.resolve(watch.health()),
    onReturn: (listener) => {
      watch.onReturn(listener);
    },
    close,
  };
}
