import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readConfig, type HubConfig } from '../platform/config/index.js';
import { usePostgres } from '../platform/postgres/index.js';
import { openShelf } from '../platform/storage/open.js';
import { createDatabase } from '../store/database.js';
import { AnchorBook } from './anchors/anchor-book.js';
import { parseAnchors, type Anchor } from './anchors/anchor.js';
import { verifyLedger, type LedgerProof } from './verify.js';

/**
 * `npm run ledger:verify [-- --anchor FILE]…`: 0 when the ledger holds and has every seal that the anchors name, 1 when it
 * does not, 2 when it or an anchor could not be read. The hub's own anchors are always among them.
 */
async function main(): Promise<number> {
  const config = readConfig();
  const anchors = await anchorsFor(config, process.argv.slice(2));
  const { engine, dataDir } = config;
  if (engine.kind === 'distributed') return verify(engine.databaseUrl, anchors);
  const quiet = { info: () => undefined, warn: say, error: say };
  return usePostgres({ dataDir, log: quiet }, (urls) => verify(urls.appUrl(), anchors));
}

/** @throws Error with a sentence for what cannot be read or is no anchor */
async function anchorsFor({ files }: HubConfig, args: string[]): Promise<Anchor[]> {
  const { values } = parseArgs({
    args,
    options: { anchor: { type: 'string', multiple: true, default: [] } },
  });
  const given = await Promise.all(
    values.anchor.map(async (path) => parseAnchors(await readFile(path, 'utf8'), path)),
  );
  return [...(await new AnchorBook(await openShelf(files)).latest()), ...given.flat()];
}

async function verify(connectionString: string, anchors: readonly Anchor[]): Promise<number> {
  const db = createDatabase(new pg.Pool({ connectionString, max: 2, application_name: 'tongbo-verify' }));
  try {
    return report(await verifyLedger(db, anchors));
  } finally {
    await db.destroy();
  }
}

function report(proof: LedgerProof): number {
  process.stdout.write(`${JSON.stringify({ ok: proof.faults.length === 0, ...proof })}\n`);
  for (const fault of proof.faults) process.stderr.write(`FAULT: ${fault}\n`);
  return proof.faults.length === 0 ? 0 : 1;
}

function say(_facts: unknown, message?: string): void {
  if (message !== undefined) process.stderr.write(`${message}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(
    `The ledger could not be read: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 2;
}
