import type { Db, Tx } from '../store/database.js';
import type { Anchor } from './anchors/anchor.js';
import {
  entriesBehind,
  isBehind,
  leafText,
  START,
  tailBehind,
  type LeafRow,
  type Position,
} from './entries.js';
import { leafHash, MerkleRoot } from './merkle.js';
import { GENESIS, readSeals, sealHash, type Seal } from './seals.js';

/** What a proof of the ledger found. `faults` is empty when it holds. */
export interface LedgerProof {
  seals: number;
  entries: number;
  /** The newest seal's hash: compare it with an anchor that was kept elsewhere. */
  head: string | undefined;
  /** How many anchors it was compared with, and the number of the newest seal among them. */
  anchors: { given: number; newest: number | undefined };
  /** Entries that no seal covers yet, and the age of the oldest in milliseconds. */
  unsealed: { entries: number; oldestMs: number };
  faults: string[];
}

/** Where a ledger is read from: the database, or rows in memory. */
export interface LedgerSource {
  /** The next entries behind a position, in sealing order. */
  entries(after: Position, limit: number): Promise<LeafRow[]>;
  /** The next seals behind a number, in their order; the first ones without it. */
  seals(after: string | undefined, limit: number): Promise<Seal[]>;
  tail(after: Position): Promise<LedgerProof['unsealed']>;
  /** Whether a page may be asked for while another one is read. */
  readsAhead: boolean;
}

const PAGE = 5_000;
const SEALS_PAGE = 1_000;

const inDatabase = (db: Db | Tx): LedgerSource => ({
  entries: (after, limit) => entriesBehind(db, after, limit),
  seals: (after, limit) => readSeals(db, after, limit),
  tail: (after) => tailBehind(db, after),
  readsAhead: !db.isTransaction,
});

/**
 * Computes every seal anew from the entries and compares: an entry that was edited, removed, added or moved within a
 * sealed range changes a root; a seal that was edited, removed or put in another order breaks the chain; a cut tail
 * lacks the seals that anchors name. Cost grows linearly with the entries; memory does not grow.
 */
export async function verifyLedger(db: Db | Tx, anchors: readonly Anchor[] = []): Promise<LedgerProof> {
  return verifySource(inDatabase(db), anchors);
}

export async function verifySource(source: LedgerSource, anchors: readonly Anchor[]): Promise<LedgerProof> {
  const faults: string[] = [];
  const entries = new Entries(source);
  const anchored = new Anchored(anchors);
  let before: Seal | undefined;
  let [counted, seals] = [0, 0];
  const next = (): Promise<Seal[]> => source.seals(before?.number, SEALS_PAGE);
  for (let page = await next(); page.length > 0; page = await next()) {
    for (const seal of page) {
      const { root, size } = await entries.rootUntil(seal.to);
      counted += size;
      seals += 1;
      faults.push(...compare(seal, before, root, size), ...anchored.compare(seal));
      before = seal;
    }
  }
  faults.push(...anchored.missing());
  const unsealed = await source.tail(before?.to ?? START);
  return { seals, entries: counted, head: before?.hash, anchors: anchored.facts, unsealed, faults };
}

function compare(seal: Seal, before: Seal | undefined, root: string, size: number): string[] {
  const faults: string[] = [];
  const name = `seal ${seal.number} of ${seal.sealedAt}`;
  const expected = String(BigInt(before?.number ?? 0) + 1n);
  if (seal.number !== expected) faults.push(`${name} stands where seal ${expected} should: some are missing`);
  if (seal.prev !== (before?.hash ?? GENESIS)) faults.push(`${name} is not chained to the one before it`);
  if (seal.hash !== sealHash(seal)) faults.push(`${name} was changed after it was made`);
  if (size !== seal.entries) faults.push(`${name} covers ${seal.entries} entries, and ${size} are there`);
  else if (root !== seal.root) faults.push(`an entry under ${name} was changed or replaced`);
  return faults;
}

/** Anchors by the seal that they name. */
class Anchored {
  private readonly left = new Map<string, Anchor[]>();
  readonly facts: LedgerProof['anchors'];

  constructor(anchors: readonly Anchor[]) {
    for (const anchor of anchors) {
      const name = String(anchor.number);
      this.left.set(name, [...(this.left.get(name) ?? []), anchor]);
    }
    const newest = anchors.reduce((most, { number }) => Math.max(most, number), 0);
    this.facts = { given: anchors.length, newest: newest === 0 ? undefined : newest };
  }

  compare(seal: Seal): string[] {
    const named = this.left.get(seal.number) ?? [];
    this.left.delete(seal.number);
    return named
      .filter((anchor) => anchor.hash !== seal.hash)
      .map(({ at }) => `seal ${seal.number} is not the one that was anchored at ${at}: it was replaced`);
  }

  missing(): string[] {
    return [...this.left.values()]
      .flat()
      .map(({ number, at }) => `seal ${number}, anchored at ${at}, is missing: the ledger was cut`);
  }
}

/** Reads the ledger once, in sealing order, page by page; the next page comes while this one is hashed. */
class Entries {
  private page: LeafRow[] = [];
  private next = 0;
  private position: Position = START;
  private ahead: Promise<LeafRow[]> | undefined;
  private ended = false;

  constructor(private readonly source: LedgerSource) {}

  /** The root and number of the entries behind the last call's end, up to and including `end`. */
  async rootUntil(end: Position): Promise<{ root: string; size: number }> {
    const tree = new MerkleRoot();
    while (this.next < this.page.length || (await this.turn())) {
      const row = this.page[this.next];
      if (!row || isBehind(row, end)) break;
      tree.add(leafHash(leafText(row)));
      this.next += 1;
    }
    return { root: tree.root(), size: tree.size };
  }

  /** Goes on to the next page; false when there is none. */
  private async turn(): Promise<boolean> {
    if (this.ended) return false;
    this.page = await (this.ahead ?? this.source.entries(this.position, PAGE));
    this.next = 0;
    this.ended = this.page.length === 0;
    this.position = this.page.at(-1) ?? this.position;
    if (this.source.readsAhead && !this.ended) {
      this.ahead = this.source.entries(this.position, PAGE);
      // It is waited for at the next turn; until then its failure is nobody's.
      this.ahead.catch(() => undefined);
    }
    return !this.ended;
  }
}
