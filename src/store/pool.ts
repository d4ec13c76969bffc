import pg from 'pg';
import type { Logger } from '../platform/log/index.js';
import { PreparingClient } from './prepared.js';

/** The application's connections. One that breaks is dropped and replaced; the hub outlives its database. */
export function createPool(connectionString: string, logger: Logger): pg.Pool {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString,
    application_name: 'tongbo',
    max: 20,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on('error', (error) => {
    logger.warn({ err: error }, 'a database connection broke; the pool opens a new one when it is needed');
  });
  // One that is at work tells its query; without a listener its own event would end the process.
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      logger.debug({ err: error }, 'a database connection broke while it was in use');
    });
  });
  return pool;
}

/** A connection of its own for LISTEN. Not yet connected. */
export const listenClient = (connectionString: string): pg.Client =>
  new pg.Client({ connectionString, application_name: 'tongbo-listen', keepAlive: true });
