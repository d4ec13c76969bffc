import { createPostgresBackend, FlowProducer, runMigrations, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import type { Logger } from '../platform/log/index.js';
import type { QueueBackend } from './backend.js';

export interface PostgresQueueOptions {
  ownerUrl: string;
  appUrl: string;
  appRole: string;
  /** How many lanes there will be: each of their workers listens on a connection of its own. */
  lanes: number;
  logger: Logger;
}

/** BullMQ on the hub's own PostgreSQL. Call it before the module is built. */
export async function openPostgresQueue(options: PostgresQueueOptions): Promise<QueueBackend> {
  setDefaultBackendFactory(createPostgresBackend as never);
  await migrateQueue(options.ownerUrl, options.appRole);
  const pool = createQueuePool(options.appUrl, options.lanes, options.logger);
  // BullMQ's types know Redis only; its PostgreSQL backend takes a pool.
  const connection = pool as never;
  const flows = new FlowProducer({ connection });
  const close = async (): Promise<void> => {
    await flows.close();
    await pool.end();
  };
  try {
    // As in Queues.onApplicationBootstrap: a first look that fails would be remembered.
    await flows.waitUntilReady();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    forQueues: connection,
    forWorkers: connection,
    addFew: async (queueName, jobs) => {
      await flows.addBulk(jobs.map((job) => ({ ...job, queueName })));
    },
    close,
  };
}

const QUEUE_SCHEMA = 'bullmq';

/**
 * A pool for BullMQ on PostgreSQL. Every queue and worker listens on a connection of its own, and too few slots hang
 * without a word, so there is one for each lane's worker and six to work with.
 */
function createQueuePool(connectionString: string, lanes: number, log: Logger): pg.Pool {
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
 * Brings BullMQ's tables up to date as their owner, and lets the application's role use them. Safe from several
 * processes at once (the migrations lock).
 */
async function migrateQueue(ownerUrl: string, appRole: string): Promise<void> {
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
