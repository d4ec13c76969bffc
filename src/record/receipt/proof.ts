import type { Db, Tx } from '../../store/database.js';
import { entriesBetween, leafOf, leafText, type Leaf, type LeafRow } from '../entries.js';
import { leafHash, MerkleTree } from '../merkle.js';
import { lastSeal, readSeals, sealsFrom, type Seal } from '../seals.js';

/** An entry and the way from its leaf to the root of its seal. */
export interface ProvenEntry {
  leaf: Leaf;
  seal: string;
  /** Its place among the seal's leaves, from 0. */
  index: number;
  path: string[];
}

export interface Proof {
  entries: ProvenEntry[];
  seals: Seal[];
  /** The newest seal's number. */
  newest: string;
}

/** A chain of at most so many seals comes along whole, some 200 KB. */
const WHOLE_CHAIN = 500;
/** Of a longer one, what was sealed within this time behind each entry: anchors are a minute apart. */
const PIECE_MS = 120_000;
/** Two minutes of a seal every two seconds. */
const PIECE = 60;

/** @throws Error when the ledger does not hold: a leaf is missing, or a root is another one */
export async function prove(tx: Db | Tx, rows: readonly (LeafRow & { seal: string })[]): Promise<Proof> {
  const numbers = [...new Set(rows.map(({ seal }) => seal))];
  const newest = await lastSeal(tx);
  if (!newest) throw new Error('nothing of the ledger is sealed');
  const seals = await chain(tx, numbers, newest);
  const entries: ProvenEntry[] = [];
  for (const number of numbers) {
    const seal = seals.find((known) => known.number === number);
    if (!seal) throw new Error(`the ledger has no seal ${number}`);
    const covered = rows.filter((row) => row.seal === number);
    entries.push(...(await underSeal(tx, seal, covered)));
  }
  return { entries, seals, newest: newest.number };
}

async function underSeal(tx: Db | Tx, seal: Seal, rows: readonly LeafRow[]): Promise<ProvenEntry[]> {
  const all = await entriesBetween(tx, seal.from, seal.to);
  const tree = all.length > 0 ? new MerkleTree(all.map((row) => leafHash(leafText(row)))) : undefined;
  if (tree?.root() !== seal.root)
    throw new Error(`the ledger does not hold under seal ${seal.number}: run npm run ledger:verify`);
  const places = new Map(all.map(({ id }, index) => [id, index]));
  return rows.map((row) => {
    const index = places.get(row.id) ?? -1;
    return { leaf: leafOf(row), seal: seal.number, index, path: tree.path(index) };
  });
}

/** The seals from the first that is needed to the newest; of a chain that is too long the pieces that matter. */
async function chain(tx: Db | Tx, numbers: readonly string[], newest: Seal): Promise<Seal[]> {
  const first = numbers.map(BigInt).reduce((least, number) => (number < least ? number : least));
  if (BigInt(newest.number) - first < BigInt(WHOLE_CHAIN))
    return readSeals(tx, String(first - 1n), WHOLE_CHAIN);
  const found = new Map([[newest.number, newest]]);
  for (const number of numbers)
    for (const seal of await sealsFrom(tx, number, PIECE_MS, PIECE)) found.set(seal.number, seal);
  return [...found.values()].sort((a, b) => (BigInt(a.number) < BigInt(b.number) ? -1 : 1));
}
