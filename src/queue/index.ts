export { createQueuePool, preparePostgresQueue, QueueModule } from './queue.module.js';
export { Queues, type NewJob } from './queues.js';
