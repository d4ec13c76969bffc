import { Queue } from 'bullmq';
import { createLogger } from '../../../src/platform/log/index.js';
import { appRole } from '../../../src/platform/postgres/index.js';
import { openPostgresQueue, openRedisQueue, type QueueBackend } from '../../../src/queue/index.js';
import { askDatabase, type Ground } from '../ground/ground.js';
import { sinkKinds } from '../plan/words.js';

/** Empties every queue the way BullMQ offers it, running jobs too. */
export async function obliterate(ground: Ground): Promise<void> {
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

/** Drops the queue's tables under the running hub, and migrates them anew as the hub's start does. */
export async function dropSchema(ground: Ground): Promise<void> {
  await askDatabase(ground, 'drop schema bullmq cascade');
  await (await openQueue(ground)).close();
}

async function openQueue(ground: Ground): Promise<QueueBackend> {
  const logger = createLogger('silent');
  if (ground.redis)
    return openRedisQueue({ url: ground.redis.url, logger, signal: new AbortController().signal });
  return openPostgresQueue({ ...(await ground.urls()), appRole, lanes: sinkKinds.length, logger });
}
