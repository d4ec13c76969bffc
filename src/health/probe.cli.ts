import { hostname } from 'node:os';
import pg from 'pg';
import { readConfig } from '../platform/config/index.js';

/** A process beats every three seconds; the health check may come between two late ones. */
const freshSeconds = 15;

/**
 * The container's health check: 0 when the hub's process on this machine lives. A web node is asked over HTTP whether
 * it can answer; the others are looked up in the database, where they say so themselves.
 */
async function main(): Promise<number> {
  const { roles, port, engine } = readConfig();
  if (roles.includes('web') || engine.kind === 'embedded') return (await isReady(port)) ? 0 : 1;
  const client = new pg.Client({ connectionString: engine.databaseUrl, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select 1 from node where starts_with(name, $1) and seen_at > hub_now() - make_interval(secs => $2)`,
      [`${hostname()}-`, freshSeconds],
    );
    return (rowCount ?? 0) > 0 ? 0 : 1;
  } finally {
    await client.end();
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
  return answer.ok;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
