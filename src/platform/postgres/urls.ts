import { appRole, hubDatabase, ownerRole } from './databases.js';
import type { Secrets } from './secrets.js';
import { host } from './server.js';

/** Connection strings of a running embedded PostgreSQL. They carry passwords: never log them. */
export interface PostgresUrls {
  host: string;
  port: number;
  /** For migrations. `db` is the hub's own database by default. */
  ownerUrl(db?: string): string;
  /** For everything else. */
  appUrl(db?: string): string;
  /** For roles and databases only; leads to the database `postgres`. */
  superuserUrl: string;
}

export function urlsOf(port: number, secrets: Secrets): PostgresUrls {
  const url = (role: string, password: string, db: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(db)}`;
  return {
    host,
    port,
    ownerUrl: (db = hubDatabase) => url(ownerRole, secrets.owner, db),
    appUrl: (db = hubDatabase) => url(appRole, secrets.app, db),
    superuserUrl: url('postgres', secrets.superuser, 'postgres'),
  };
}
