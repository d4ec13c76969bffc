import { resolve } from 'node:path';
import { sql } from 'kysely';
import { transact, type Actor, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import type { HubFacts, Manifest } from '../archive/format.js';
import type { Call, Command } from '../command.js';
import { useEmptyDatabase, withDatabase } from '../hub-database.js';
import { readPassphrase } from '../passphrase.js';
import { Progress } from '../progress.js';
import { UsageError } from '../refusal.js';
import { proofAnswer, proveLedger } from '../verify.js';
import { passphraseFile } from './export.command.js';
import { inspectArchive } from './export.js';
import { importHub, requireKnown } from './import.js';

export const importCommand: Command = {
  name: 'import',
  usage: 'FILE',
  summary:
    'Makes an empty hub the one that was exported, on the engine of the settings, and proves its ledger.',
  notes: [
    'End the old hub first, for good: two hubs with the same content would send the same things. All of the archive is',
    'checked before anything is written. On the distributed engine DATABASE_OWNER_URL has to be set; copy HUB_SECRETS and',
    'the folder keys beside it to the other machines. Settings do not travel: permalinks keep HUB_PUBLIC_URL only if it is',
    'set to the same address.',
  ],
  flags: {
    'passphrase-file': passphraseFile,
    'into-empty-data-folder': {
      type: 'boolean',
      help: 'make HUB_DATA and its database, where there is nothing yet (embedded engine)',
    },
  },
  async run(call) {
    const [name] = call.words;
    if (name === undefined || call.words.length > 1)
      throw new UsageError('import needs the name of one file.');
    const archive = {
      file: resolve(name),
      passphrase: await readPassphrase(call.flags.text('passphrase-file'), { isNew: false }),
      progress: new Progress(call.say),
    };
    const started = performance.now();
    const { facts } = await inspectArchive(archive.file, archive.passphrase, archive.progress);
    requireKnown(facts);
    const make = call.flags.has('into-empty-data-folder');
    return useEmptyDatabase(call.config, make, call.say, async (database) => {
      const manifest = await importHub({ ...database, config: call.config }, facts, archive);
      return withDatabase(database.appUrl, (db) => conclude(db, call, facts, manifest, started));
    });
  },
};

async function conclude(
  db: Db,
  { config, actor }: Call,
  facts: HubFacts,
  manifest: Manifest,
  started: number,
) {
  await record(db, actor, facts, manifest);
  const proof = proofAnswer(await proveLedger(db, config));
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const { files, keys } = manifest;
  const moved = facts.publicUrl !== config.publicUrl;
  return {
    facts: {
      seconds,
      madeAt: facts.madeAt,
      rows,
      files,
      keys,
      targetsPaused: facts.running,
      ledger: proof.facts,
    },
    lines: [
      `${rows} rows, ${files} files and ${keys} keys of ${facts.madeAt} are in place after ${seconds} s`,
      ...proof.lines,
      ...(facts.running
        ? [
            'The hub ran when this was exported: its targets are paused. Compare what it sent since, then resume them.',
          ]
        : []),
      ...(moved
        ? [
            `HUB_PUBLIC_URL was ${facts.publicUrl} and is ${config.publicUrl}: permalinks and QR codes change with it.`,
          ]
        : []),
    ],
    failed: proof.failed,
  };
}

/** Each office's ledger tells that it was moved. */
async function record(db: Db, actor: Actor, facts: HubFacts, { sums }: Manifest): Promise<void> {
  await transact(db, actor, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from office order by id`.execute(tx);
    await appendLedger(
      tx,
      rows.map(({ id }) => ({
        officeId: id,
        actor,
        kind: 'hub.imported',
        data: { exportedAt: facts.madeAt, sums, targetsPaused: facts.running },
      })),
    );
  });
}
