import { readFile } from 'node:fs/promises';
import type { HubConfig } from '../platform/config/index.js';
import { openShelf } from '../platform/storage/open.js';
import type { Json } from '../contract/values.js';
import type { LedgerProof } from '../record/index.js';
import type { Db } from '../store/database.js';
import type { Answer, Command } from './command.js';
import { useHub } from './hub-database.js';
import { Refusal } from './refusal.js';

export const verify: Command = {
  name: 'verify',
  usage: '',
  summary: 'Proves the ledger, as npm run ledger:verify does.',
  notes: ['It is compared with the hub’s own anchors and with those of a file.'],
  flags: { anchor: { type: 'string', value: 'FILE', help: 'anchors that were kept elsewhere' } },
  async run({ config, flags, say }) {
    const file = flags.text('anchor');
    const proof = await useHub(config, say, ({ db }) => proveLedger(db, config, file));
    return proofAnswer(proof);
  },
};

/** @throws Refusal for a file that cannot be read or holds no anchors */
export async function proveLedger(
  db: Db,
  { files }: Pick<HubConfig, 'files'>,
  anchorFile?: string,
): Promise<LedgerProof> {
  // With the whole of the stage, which the other commands do without.
  const { AnchorBook, parseAnchors, verifyLedger } = await import('../record/index.js');
  const own = await new AnchorBook(await openShelf(files)).latest();
  return verifyLedger(db, [
    ...own,
    ...(anchorFile === undefined ? [] : parseAnchors(await textOf(anchorFile), anchorFile)),
  ]);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Refusal(`${path} could not be read.`, { cause });
  }
}

/** What was found, for people and for scripts. */
export function proofAnswer(proof: LedgerProof): Answer {
  const { seals, entries, head, anchors, unsealed, faults } = proof;
  const facts: Record<string, Json> = {
    seals,
    entries,
    head: head ?? null,
    anchors: { given: anchors.given, newest: anchors.newest ?? null },
    unsealed: { entries: unsealed.entries, oldestMs: Math.round(unsealed.oldestMs) },
    faults,
  };
  return {
    facts,
    lines: [
      `ledger: ${seals} seals over ${entries} entries, ${unsealed.entries} not sealed yet, ${anchors.given} anchors compared`,
      ...faults.map((fault) => `FAULT: ${fault}`),
    ],
    failed: faults.length === 0 ? undefined : `The ledger does not hold: ${faults.length} faults.`,
  };
}
