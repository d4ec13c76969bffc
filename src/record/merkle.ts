import { hash } from 'node:crypto';

/**
 * A hash as a string of 32 characters, one a byte: a ledger has millions of them, and strings are collected far more
 * cheaply than buffers.
 */
type Digest = string;

/** RFC 9162 section 2.1: the hash of a leaf. */
export function leafHash(content: string): Digest {
  return hash('sha256', `\0${content}`, 'binary');
}

const node = Buffer.alloc(65, 1);

function nodeHash(left: Digest, right: Digest): Digest {
  node.write(left, 1, 'latin1');
  node.write(right, 33, 'latin1');
  return hash('sha256', node, 'binary');
}

/** A hash with its algorithm's name. */
const named = (digest: Digest): string => `sha256:${Buffer.from(digest, 'latin1').toString('hex')}`;

/** The root of an RFC 9162 tree over leaves that come one by one; keeps one hash a level. */
export class MerkleRoot {
  private readonly stack: { size: number; hash: Digest }[] = [];
  private leaves = 0;

  add(leaf: Digest): void {
    this.leaves += 1;
    let top = { size: 1, hash: leaf };
    for (let last = this.stack.at(-1); last?.size === top.size; last = this.stack.at(-1)) {
      this.stack.pop();
      top = { size: last.size + top.size, hash: nodeHash(last.hash, top.hash) };
    }
    this.stack.push(top);
  }

  get size(): number {
    return this.leaves;
  }

  /** The root with its algorithm's name; of no leaves it is the hash of nothing. */
  root(): string {
    const [last, ...rest] = [...this.stack].reverse();
    return named(
      last
        ? rest.reduce((right, left) => nodeHash(left.hash, right), last.hash)
        : hash('sha256', '', 'binary'),
    );
  }
}

/** An RFC 9162 tree that is kept whole, for proofs that a leaf is in it. */
export class MerkleTree {
  private readonly levels: Digest[][];

  /** @param leaves at least one */
  constructor(leaves: readonly Digest[]) {
    let level = [...leaves];
    this.levels = [level];
    while (level.length > 1) {
      level = pairs(level).map(([left, right]) => (right === undefined ? left : nodeHash(left, right)));
      this.levels.push(level);
    }
  }

  root(): string {
    const top = this.levels.at(-1)?.[0];
    if (top === undefined) throw new RangeError('a tree without leaves has no root');
    return named(top);
  }

  /** RFC 9162 section 2.1.3: the hashes beside the way from a leaf up to the root, from below. */
  path(index: number): string[] {
    const path: string[] = [];
    let place = index;
    for (const level of this.levels.slice(0, -1)) {
      // What has nothing beside it is taken up a level as it is.
      const beside = level[place ^ 1];
      if (beside !== undefined) path.push(named(beside));
      place >>= 1;
    }
    return path;
  }
}

function pairs(level: readonly Digest[]): [Digest, Digest | undefined][] {
  const found: [Digest, Digest | undefined][] = [];
  level.forEach((node, index) => {
    if (index % 2 === 0) found.push([node, level[index + 1]]);
  });
  return found;
}
