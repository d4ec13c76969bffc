import type { Db } from '../store/database.js';
import { leafText, settledEntries, START, tailBehind, type LeafRow, type Position } from './entries.js';
import { leafHash, MerkleRoot } from './merkle.js';
import { GENESIS, readSeals, sealHash, type Seal } from './seals.js';

/** What a proof of the ledger found. `faults` is empty when it holds. */
export interface LedgerProof {
  seals: number;
  entries: number;
  /** The newest seal's hash: compare it with an anchor that was kept elsewhere. */
  head: string | undefined;
  /** Entries that no seal covers yet, and the age of the oldest in milliseconds. */
  unsealed: { entries: number; oldestMs: number };
  faults: string[];
}

const PAGE = 20_000;

/**
 * Computes every seal anew from the entries and compares: an entry that was edited, removed, added or moved within a
 * sealed range changes a root; a seal that was edited, removed or put in another order breaks the chain.
 * Cost grows linearly with the entries; memory does not grow.
 */
export async function verifyLedger(db: Db): Promise<LedgerProof> {
  const faults: string[] = [];
  const entries = new Entries(db);
  let before: Seal | undefined;
  let counted = 0;
  for (let page = await readSeals(db); page.length > 0; page = await readSeals(db, before?.number)) {
    for (const seal of page) {
      const { root, size } = await entries.rootUntil(seal.to);
      counted += size;
      faults.push(...compare(seal, before, root, size));
      before = seal;
    }
  }
  const unsealed = await tailBehind(db, before?.to ?? START);
  return { seals: Number(before?.number ?? 0), entries: counted, head: before?.hash, unsealed, faults };
}

function compare(seal: Seal, before: Seal | undefined, root: string, size: number): string[] {
  const faults: string[] = [];
  const name = `seal ${seal.number} of ${seal.sealedAt.toISOString()}`;
  const expected = String(BigInt(before?.number ?? 0) + 1n);
  if (seal.number !== expected)
    faults.push(`seals ${expected} to ${String(BigInt(seal.number) - 1n)} are missing`);
  if (seal.prev !== (before?.hash ?? GENESIS)) faults.push(`${name} is not chained to the one before it`);
  if (seal.hash !== sealHash(seal)) faults.push(`${name} was changed after it was made`);
  if (size !== seal.entries) faults.push(`${name} covers ${seal.entries} entries, and ${size} are there`);
  else if (root !== seal.root) faults.push(`an entry under ${name} was changed or replaced`);
  return faults;
}

/** Reads the ledger once, in sealing order, page by page. */
class Entries {
  private page: LeafRow[] = [];
  private next = 0;
  private position: Position = START;
  private ended = false;

  constructor(private readonly db: Db) {}

  /** The root and number of the entries behind the last call's end, up to and including `end`. */
  async rootUntil(end: Position): Promise<{ root: string; size: number }> {
    const tree = new MerkleRoot();
    for (let row = await this.peek(); row && !isBehind(row, end); row = await this.peek()) {
      tree.add(leafHash(leafText(row)));
      this.next += 1;
    }
    return { root: tree.root(), size: tree.size };
  }

  private async peek(): Promise<LeafRow | undefined> {
    if (this.next >= this.page.length && !this.ended) {
      this.page = await settledEntries(this.db, this.position, PAGE);
      this.next = 0;
      this.ended = this.page.length === 0;
      this.position = this.page.at(-1) ?? this.position;
    }
    return this.page[this.next];
  }
}

function isBehind(row: Position, end: Position): boolean {
  const [a, b] = [BigInt(row.txid), BigInt(end.txid)];
  return a > b || (a === b && BigInt(row.id) > BigInt(end.id));
}
