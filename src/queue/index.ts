export { createQueuePool, preparePostgresQueue, QueueModule } from './queue.module.js';
export { Queues, type NewJob, type QueueOptions } from './queues.js';
