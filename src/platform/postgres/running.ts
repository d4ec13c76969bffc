import { realpath } from 'node:fs/promises';
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded.js';
import { checkLogin } from './login.js';
import { locate } from './place.js';
import { readSecrets } from './secrets.js';
import { findServer } from './server.js';
import { findSystemUser } from './system-user.js';
import { urlsOf, type PostgresUrls } from './urls.js';

/**
 * The PostgreSQL that runs for a data folder now, without touching it; undefined when none does. For tools that work
 * beside a running hub.
 */
export async function findRunningPostgres(dataDir: string): Promise<PostgresUrls | undefined> {
  const real = await realpath(dataDir).catch(() => undefined);
  if (real === undefined) return undefined;
  const place = await locate(real);
  const secrets = await readSecrets(real);
  const user = place.asRoot ? await findSystemUser() : undefined;
  const server = await findServer({ place, user });
  if (!secrets || !server?.ready) return undefined;
  const urls = urlsOf(server.port, secrets);
  await checkLogin(urls, place);
  return urls;
}

/** For a tool: uses the hub's running PostgreSQL, or starts it for the time of `use` when the hub is stopped. */
export async function usePostgres<T>(
  options: EmbeddedPostgresOptions,
  use: (urls: PostgresUrls) => Promise<T>,
): Promise<T> {
  const running = await findRunningPostgres(options.dataDir);
  if (running) return use(running);
  const started = await startEmbeddedPostgres(options);
  try {
    return await use(started);
  } finally {
    await started.stop();
  }
}
