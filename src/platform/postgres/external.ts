import { DatabaseError, type Client } from 'pg';
import { withClient } from './databases.js';
import type { PostgresLog } from './log.js';

/** The distributed engine cannot work with this PostgreSQL. The message is a sentence for who starts the hub. */
export class DatabaseRefusal extends Error {
  override readonly name = 'DatabaseRefusal';
}

const least = 15;
/** How long a start waits for a database that is on its way up. */
const patienceMs = 30_000;
const pauseMs = 500;

interface Login {
  role: string;
  database: string;
  version: number;
  superuser: boolean;
}

/** Where a URL leads, without its password. */
const placeOf = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port === '' ? '5432' : port}${pathname}`;
};

/**
 * Waits until the PostgreSQL of DATABASE_URL (and of DATABASE_OWNER_URL) lets the hub in, and checks that the ledger
 * is safe there: the hub's own role owns nothing and is nobody's superuser.
 * @returns the name of the hub's own role
 * @throws DatabaseRefusal
 */
export async function checkExternalPostgres(
  urls: { databaseUrl: string; ownerUrl: string | undefined },
  log: PostgresLog,
  signal: AbortSignal,
): Promise<string> {
  const app = await enter('DATABASE_URL', urls.databaseUrl, log, signal);
  if (app.version < least * 10_000)
    throw new DatabaseRefusal(
      `PostgreSQL at ${placeOf(urls.databaseUrl)} is version ${Math.floor(app.version / 10_000)}: the hub needs ${least} or newer.`,
    );
  if (app.superuser)
    throw new DatabaseRefusal(
      `DATABASE_URL signs in as the superuser ${app.role}, who could change the ledger: make a role of its own for the hub.`,
    );
  if (urls.ownerUrl === undefined) return app.role;
  const owner = await enter('DATABASE_OWNER_URL', urls.ownerUrl, log, signal);
  if (owner.role === app.role)
    throw new DatabaseRefusal(
      'DATABASE_URL and DATABASE_OWNER_URL sign in as the same role: the hub’s own role must not be able to change the ledger.',
    );
  if (owner.database !== app.database)
    throw new DatabaseRefusal(
      `DATABASE_URL leads to the database ${app.database}, DATABASE_OWNER_URL to ${owner.database}: both have to lead to the same one.`,
    );
  return app.role;
}

async function enter(name: string, url: string, log: PostgresLog, signal: AbortSignal): Promise<Login> {
  const end = performance.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await withClient(url, look);
    } catch (error) {
      const refusal = explain(name, url, error);
      if (!isTransient(error) || performance.now() > end) throw refusal;
      if (tries === 0) log.warn({}, `${refusal.message} Trying again for ${patienceMs / 1000} s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function look(client: Client): Promise<Login> {
  const { rows } = await client.query<Login>(`
    select current_user as role, current_database() as database, rolsuper as superuser,
      current_setting('server_version_num')::int as version
    from pg_roles where rolname = current_user`);
  const [login] = rows;
  if (!login) throw new Error('it did not say who signed in');
  return login;
}

/** Starting up, shutting down, recovering, or full; everything else that the server says is final. */
const isTransient = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || ['57P03', '57P01', '53300'].includes(error.code ?? '');

function explain(name: string, url: string, error: unknown): DatabaseRefusal {
  const place = placeOf(url);
  const said = error instanceof Error ? error.message : String(error);
  const code = error instanceof DatabaseError ? error.code : undefined;
  if (code === '28P01' || code === '28000')
    return new DatabaseRefusal(`PostgreSQL at ${place} refuses the user or the password in ${name}.`, {
      cause: error,
    });
  if (code === '3D000')
    return new DatabaseRefusal(
      `PostgreSQL at ${place} has no database of the name in ${name}: make it first.`,
      {
        cause: error,
      },
    );
  return new DatabaseRefusal(`PostgreSQL of ${name}, ${place}, cannot be reached (${said}).`, {
    cause: error,
  });
}
