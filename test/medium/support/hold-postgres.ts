/*
 * A stand-in for the hub: starts the embedded PostgreSQL of the folder in its first argument, writes one line of JSON
 * about it, and keeps it until SIGTERM. Run with test/support/ts-loader.mjs; tests kill it.
 */
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../../../src/platform/postgres/index.js';

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const note = (fields: object, message: string) =>
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const log = { info: note, warn: note, error: note };

try {
  const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log });
  postgres.onRestart(() => {
    say({ restarted: postgres.pid });
  });
  process.once('SIGTERM', () => {
    void postgres.stop().then(() => {
      process.exit(0);
    });
  });
  say({
    pid: postgres.pid,
    port: postgres.port,
    superuserUrl: postgres.superuserUrl,
    ownerUrl: postgres.ownerUrl(),
    appUrl: postgres.appUrl(),
    uid: process.getuid?.(),
  });
} catch (error) {
  if (!(error instanceof EmbeddedPostgresError)) throw error;
  say({ refused: error.code, sentence: error.message });
  process.exit(1);
}
