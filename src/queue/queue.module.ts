import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import { queueName, Queues, QUEUE_OPTIONS, type QueueOptions } from './queues.js';

export const QUEUE_SCHEMA = 'bullmq';

/**
 * A pool for BullMQ on PostgreSQL. Every queue and worker listens on a connection of its own, and too few slots hang
 * without a word, so there is one for each lane's worker and six to work with.
 */
export function createQueuePool(connectionString: string, lanes: number): pg.Pool {
  return new pg.Pool({
    connectionString,
    options: `-c search_path=${QUEUE_SCHEMA}`,
    application_name: 'tongbo-queue',
    keepAlive: true,
    max: lanes + 6,
  });
}

/** Makes BullMQ speak to PostgreSQL and brings its tables up to date. Call it once before the module is built. */
export async function preparePostgresQueue(pool: pg.Pool): Promise<void> {
  setDefaultBackendFactory(createPostgresBackend as never);
  const client = await pool.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    client.release();
  }
}

@Module({})
export class QueueModule {
  static forLanes(options: QueueOptions): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: options.pool as never }),
        BullModule.registerQueue(...[...options.lanes.keys()].map((lane) => ({ name: queueName(lane) }))),
      ],
      providers: [{ provide: QUEUE_OPTIONS, useValue: options }, Queues],
      exports: [Queues],
    };
  }
}
