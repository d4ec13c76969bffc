export type { QueueBackend } from './backend.js';
export { openPostgresQueue } from './postgres.js';
export { QueueModule } from './queue.module.js';
export { LANE_CONCURRENCY, Queues, type NewJob, type QueueOptions } from './queues.js';
export { openRedisQueue } from './redis.js';
