export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded.js';
export { lockDataFolder } from './data-lock.js';
export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './errors.js';
export { appRole, createDatabase, dropDatabase, withClient } from './databases.js';
export { usePostgres } from './running.js';
export type { PostgresHealth, RestartListener } from './supervisor.js';
export type { PostgresLog } from './log.js';
export type { PostgresUrls } from './urls.js';
export { checkExternalPostgres, DatabaseRefusal } from './external.js';
