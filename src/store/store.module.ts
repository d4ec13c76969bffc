import { Inject, Module, type DynamicModule } from '@nestjs/common';
import { sql } from 'kysely';
import type pg from 'pg';
import { HealthRegistry, type PartHealth } from '../platform/health/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { createDatabase, DATABASE, POOL, type Db } from './database.js';
import { Housekeeping } from './housekeeping.js';
import { subscribe, SUBSCRIBE, type Subscribe } from './notify.js';
import { listenClient } from './pool.js';

/** Nest's token for `() => pg.Client`, for `subscribe`. */
export const CONNECT = Symbol('connect');
export type Connect = () => pg.Client;

export interface StoreParts {
  /** Ended by who made it, after the application is closed. */
  pool: pg.Pool;
  appUrl: string;
}

/** The application's database: DATABASE, POOL, CONNECT for listeners, and the regular work in it. */
@Module({})
export class StoreModule {
  constructor(health: HealthRegistry, @Inject(DATABASE) db: Db) {
    health.register({
      name: 'database',
      ready: true,
      check: async () => {
        await sql`select 1 from office limit 1`.execute(db);
        return { ok: true };
      },
    });
    // Not needed to be ready: what was published can be read while nothing can be written.
    health.register({ name: 'changes', check: () => takesChanges(db) });
  }

  static with({ pool, appUrl }: StoreParts): DynamicModule {
    return {
      module: StoreModule,
      global: true,
      providers: [
        { provide: POOL, useValue: pool },
        { provide: DATABASE, useFactory: () => createDatabase(pool) },
        { provide: CONNECT, useValue: (): pg.Client => listenClient(appUrl) },
        { provide: SUBSCRIBE, useFactory: subscriber, inject: [CONNECT, LOGGER] },
        Housekeeping,
      ],
      exports: [POOL, DATABASE, CONNECT, SUBSCRIBE, Housekeeping],
    };
  }
}

async function takesChanges(db: Db): Promise<PartHealth> {
  const { rows } = await sql<{ readOnly: boolean; standby: boolean }>`
    select current_setting('transaction_read_only') = 'on' as "readOnly", pg_is_in_recovery() as standby`.execute(
    db,
  );
  if (rows[0]?.standby === true)
    return { ok: false, reason: 'the database takes no changes: it is a standby' };
  if (rows[0]?.readOnly === true)
    return { ok: false, reason: 'the database takes no changes: it is set to read-only' };
  return { ok: true };
}

const subscriber =
  (connect: Connect, logger: Logger): Subscribe =>
  (topics, onMessage, onReturn) =>
    subscribe(
      connect,
      topics,
      onMessage,
      (error) => {
        logger.warn({ err: error, topics }, 'the listening connection is lost; a new one is tried');
      },
      onReturn,
    );
