import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import type { Logger } from '../platform/log/index.js';
import { queueName, Queues, QUEUE_OPTIONS, type QueueOptions } from './queues.js';

export const QUEUE_SCHEMA = 'bullmq';

/**
 * A pool for BullMQ on PostgreSQL. Every queue and worker listens on a connection of its own, and too few slots hang
 * without a word, so there is one for each lane's worker and six to work with.
 */
export function createQueuePool(connectionString: string, lanes: number, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    options: `-c search_path=${QUEUE_SCHEMA}`,
    application_name: 'tongbo-queue',
    keepAlive: true,
    max: lanes + 6,
  });
  // Every queue and worker hangs its own listener on the shared pool.
  pool.setMaxListeners(0);
  pool.on('error', (error) => {
    log.warn({ err: error }, 'a connection of the queue broke; the pool opens a new one when it is needed');
  });
  return pool;
}

/**
 * Makes BullMQ speak to PostgreSQL, brings its tables up to date as their owner, and lets the application's role use
 * them. Call it once, before the module is built. Safe from several processes at once (the migrations lock).
 */
export async function preparePostgresQueue(ownerUrl: string, appRole: string): Promise<void> {
  setDefaultBackendFactory(createPostgresBackend as never);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tongbo-queue-migrations' });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    const app = client.escapeIdentifier(appRole);
    const database = client.escapeIdentifier(client.database ?? '');
    // BullMQ makes a sequence for each queue and a temporary table for each bulk by itself. In one transaction under one lock: concurrent grants fail.
    await client.query(`
      begin;
      select pg_advisory_xact_lock(hashtext('queue grants'));
      grant temporary on database ${database} to ${app};
      grant usage, create on schema ${QUEUE_SCHEMA} to ${app};
      grant select, insert, update, delete, truncate on all tables in schema ${QUEUE_SCHEMA} to ${app};
      ${await grantSequences(client, app)}
      grant execute on all functions in schema ${QUEUE_SCHEMA} to ${app};
      commit`);
  } finally {
    await client.end();
  }
}

/** The sequences that BullMQ has made as the application belong to that role already; nobody else may grant them. */
async function grantSequences(client: pg.Client, app: string): Promise<string> {
  const { rows } = await client.query<{ sequencename: string }>(
    'select sequencename from pg_sequences where schemaname = $1 and sequenceowner = current_user',
    [QUEUE_SCHEMA],
  );
  return rows
    .map(({ sequencename }) => `${QUEUE_SCHEMA}.${client.escapeIdentifier(sequencename)}`)
    .map((sequence) => `grant usage, select, update on sequence ${sequence} to ${app};`)
    .join('\n');
}

@Module({})
export class QueueModule {
  static forLanes(options: QueueOptions): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: options.pool }),
        BullModule.registerQueue(...[...options.lanes.keys()].map((lane) => ({ name: queueName(lane) }))),
      ],
      providers: [{ provide: QUEUE_OPTIONS, useValue: options }, Queues],
      exports: [Queues],
    };
  }
}
