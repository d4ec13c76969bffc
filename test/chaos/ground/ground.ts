import pg from 'pg';
import { RedisServer } from '../../support/redis-server.js';
import type { NodeName } from '../plan/plan.js';

/** What the hub's processes stand on. It outlives the seeds; what is in it does not. */
export interface Ground {
  readonly redis: RedisServer | undefined;
  /** The console's origin, the same in every seed. */
  readonly console: string;
  /** Where the first start writes the first password. */
  readonly firstRunFolder: string;
  environment(node: NodeName): Record<string, string>;
  /** As `npm run ledger:verify` needs it. */
  verifierEnvironment(): Record<string, string>;
  /** Keeps what is there now as what every seed begins with. No hub may run. */
  keep(): Promise<void>;
  /** Puts back what was kept. No hub may run. */
  restore(): Promise<void>;
  /** Ends the database's server, which comes back by itself. */
  breakDatabase(signal: NodeJS.Signals): Promise<void>;
  /** Connection strings of the hub's database as it runs now. */
  urls(): Promise<{ appUrl: string; ownerUrl: string }>;
  stop(): Promise<void>;
}

const connections = new WeakMap<Ground, pg.Client>();

/** One question to the database as the tables' owner, on a connection that is kept as long as it lasts. */
export async function askDatabase<T extends pg.QueryResultRow>(ground: Ground, text: string): Promise<T[]> {
  const kept = connections.get(ground);
  try {
    const { rows } = await (kept ?? (await connect(ground))).query<T>(text);
    return rows;
  } catch (error) {
    await disconnect(ground);
    // The server has been another one since then.
    if (kept) return askDatabase(ground, text);
    throw error;
  }
}

async function connect(ground: Ground): Promise<pg.Client> {
  const { ownerUrl } = await ground.urls();
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  connections.set(ground, client);
  return client;
}

/** Ends the connection of `askDatabase`; the next question opens another one. */
export async function disconnect(ground: Ground): Promise<void> {
  const client = connections.get(ground);
  connections.delete(ground);
  await client?.end().catch(() => undefined);
}

/** Sets the hub's clock so far off this machine's. Milliseconds. */
export async function setClock(ground: Ground, offMs: number): Promise<void> {
  const body =
    offMs === 0 ? 'clock_timestamp()' : `clock_timestamp() + interval '${String(offMs)} milliseconds'`;
  await askDatabase(
    ground,
    `create or replace function hub_now() returns timestamptz language sql stable parallel safe as $$ select ${body} $$`,
  );
}
