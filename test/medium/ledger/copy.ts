import type { SigningKey } from '../../../src/platform/keys/index.js';
import { makeAnchor, type Anchor } from '../../../src/record/anchors/anchor.js';
import { isBehind, leafText, type LeafRow } from '../../../src/record/entries.js';
import { leafHash, MerkleRoot } from '../../../src/record/merkle.js';
import { sealHash, type Seal } from '../../../src/record/seals.js';
import { verifySource } from '../../../src/record/verify.js';

/** A ledger's rows in memory, as the database would give them. */
export interface Copy {
  entries: readonly LeafRow[];
  seals: readonly Seal[];
}

const whole = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0);

/** What the verifier finds wrong with a copy; in any order, as rows of a table are. */
export async function faultsOf({ entries, seals }: Copy, anchor?: Anchor): Promise<string[]> {
  const rows = [...entries].sort((a, b) => whole(a.txid, b.txid) || whole(a.id, b.id));
  const chain = [...seals].sort((a, b) => whole(a.number, b.number));
  const source = {
    entries: (after: { txid: string; id: string }, limit: number) =>
      Promise.resolve(rows.filter((row) => isBehind(row, after)).slice(0, limit)),
    seals: (after: string | undefined, limit: number) =>
      Promise.resolve(
        chain.filter(({ number }) => after === undefined || whole(number, after) > 0).slice(0, limit),
      ),
    tail: () => Promise.resolve({ entries: 0, oldestMs: 0 }),
    readsAhead: false,
  };
  return (await verifySource(source, anchor ? [anchor] : [])).faults;
}

/** Every seal from one on made anew over what the copy holds now, as somebody would who can write every row. */
export function resealed({ entries, seals }: Copy, from: number): Copy {
  const made = seals.slice(0, from);
  for (const seal of seals.slice(from)) {
    const under = entries.filter((row) => !isBehind(seal.from, row) && !isBehind(row, seal.to));
    const tree = new MerkleRoot();
    for (const row of under) tree.add(leafHash(leafText(row)));
    const prev = made.at(-1)?.hash ?? seal.prev;
    const next = { ...seal, prev, root: tree.root(), entries: under.length };
    made.push({ ...next, hash: sealHash(next) });
  }
  return { entries, seals: made };
}

export function newestAnchor({ seals }: Copy, key: SigningKey): Anchor {
  const seal = seals.at(-1);
  if (!seal) throw new Error('nothing is sealed');
  return makeAnchor(seal, key, { hub: 'https://hub.example.cn', at: new Date() });
}
