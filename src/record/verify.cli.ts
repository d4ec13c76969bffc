import pg from 'pg';
import { readConfig } from '../platform/config/index.js';
import { usePostgres } from '../platform/postgres/index.js';
import { createDatabase } from '../store/database.js';
import { verifyLedger, type LedgerProof } from './verify.js';

/** `npm run ledger:verify`: 0 when the ledger holds, 1 when it does not, 2 when it could not be read. */
async function main(): Promise<number> {
  const config = readConfig();
  const { engine, dataDir } = config;
  if (engine.kind === 'distributed') return verify(engine.databaseUrl);
  const quiet = { info: () => undefined, warn: say, error: say };
  return usePostgres({ dataDir, log: quiet }, (urls) => verify(urls.appUrl()));
}

async function verify(connectionString: string): Promise<number> {
  const db = createDatabase(new pg.Pool({ connectionString, max: 2, application_name: 'tongbo-verify' }));
  try {
    return report(await verifyLedger(db));
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
