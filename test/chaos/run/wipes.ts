import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { createLogger } from '../../../src/platform/log/index.js';
import { appRole } from '../../../src/platform/postgres/index.js';
import { openPostgresQueue, openRedisQueue, type QueueBackend } from '../../../src/queue/index.js';
import { askDatabase, type Ground } from '../ground/ground.js';
import { sinkKinds } from '../plan/words.js';

/** How long a wipe is tried again. */
const PATIENCE_MS = 30_000;

/** Empties every queue the way BullMQ offers it, running jobs too. */
export const obliterate = (ground: Ground): Promise<void> => inSpiteOfFaults(() => emptyQueues(ground));

/** Drops the queue's tables under the running hub, and migrates them anew as the hub's start does. */
export const dropSchema = (ground: Ground): Promise<void> =>
  inSpiteOfFaults(async () => {
    await askDatabase(ground, 'drop schema if exists bullmq cascade');
    await (await openQueue(ground)).close();
  });

/**
 * Another fault of the seed may have taken the database away at this moment, or a statement of the hub stands in the
 * way (a deadlock): then the wipe comes a little later. What it was is thrown when it lasts.
 */
async function inSpiteOfFaults(wipe: () => Promise<void>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await wipe();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(250);
    }
  }
}

async function emptyQueues(ground: Ground): Promise<void> {
  const backend = await openQueue(ground);
  try {
    for (const kind of sinkKinds) {
      const queue = new Queue(`channel-${kind}`, { connection: backend.forQueues });
      await queue.obliterate({ force: true });
      await queue.close();
    }
  } finally {
    await backend.close();
  }
}

async function openQueue(ground: Ground): Promise<QueueBackend> {
  const logger = createLogger('silent');
  if (ground.redis)
    return openRedisQueue({ url: ground.redis.url, logger, signal: new AbortController().signal });
  return openPostgresQueue({ ...(await ground.urls()), appRole, lanes: sinkKinds.length, logger });
}
