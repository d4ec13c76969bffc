import { createHash } from 'node:crypto';

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** RFC 9162 section 2.1: the hash of a leaf. */
export function leafHash(content: string): Buffer {
  return createHash('sha256').update(LEAF).update(content).digest();
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** The root of an RFC 9162 tree over leaves that come one by one; keeps one hash a level. */
export class MerkleRoot {
  private readonly stack: { size: number; hash: Buffer }[] = [];
  private leaves = 0;

  add(leaf: Buffer): void {
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
    const hash = last
      ? rest.reduce((right, left) => nodeHash(left.hash, right), last.hash)
      : createHash('sha256').digest();
    return `sha256:${hash.toString('hex')}`;
  }
}
