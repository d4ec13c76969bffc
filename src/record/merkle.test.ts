import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { leafHash, MerkleRoot, MerkleTree } from './merkle.js';

/** RFC 9162 section 2.1.1, word for word: split at the largest power of two below n. */
function byDefinition(leaves: Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(byDefinition(leaves.slice(0, k)))
    .update(byDefinition(leaves.slice(k)))
    .digest();
}

/** RFC 9162 section 2.1.3.1, word for word. */
function pathByDefinition(index: number, leaves: Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return index < k
    ? [...pathByDefinition(index, leaves.slice(0, k)), byDefinition(leaves.slice(k))]
    : [...pathByDefinition(index - k, leaves.slice(k)), byDefinition(leaves.slice(0, k))];
}

/** RFC 9162 section 2.1.1, for a leaf. */
const leafByDefinition = (content: string): Buffer =>
  createHash('sha256').update(Buffer.of(0)).update(content).digest();
const name = (hash: Buffer): string => `sha256:${hash.toString('hex')}`;

function streamed(contents: string[]): string {
  const tree = new MerkleRoot();
  for (const content of contents) tree.add(leafHash(content));
  return tree.root();
}

describe('MerkleRoot', () => {
  it('equals the definition of RFC 9162 for any number of leaves', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 70 }), (contents) => {
        expect(streamed(contents)).toBe(name(byDefinition(contents.map(leafByDefinition))));
      }),
    );
  });
  it('keeps leaves and nodes apart, so that a node cannot be passed off as a leaf', () => {
    const both = [leafHash('a'), leafHash('b')].join('');
    expect(streamed(['a', 'b'])).not.toBe(streamed([both]));
  });
  it('knows the root of nothing and of the empty leaf', () => {
    expect(streamed([])).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(streamed([''])).toBe('sha256:6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });
});

describe('MerkleTree', () => {
  it('has the root and the audit paths of RFC 9162 for any number of leaves', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 40 }), (contents) => {
        const leaves = contents.map(leafByDefinition);
        const tree = new MerkleTree(contents.map(leafHash));
        expect(tree.root()).toBe(streamed(contents));
        leaves.forEach((_, index) => {
          expect(tree.path(index)).toEqual(pathByDefinition(index, leaves).map(name));
        });
      }),
    );
  });
});
