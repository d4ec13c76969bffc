import { createHash } from 'node:crypto';
import type { Hash } from '../contract/values.js';

/** SHA-256 of bytes or of a text's UTF-8 bytes, with the algorithm's name. */
export function sha256(content: Uint8Array | string): Hash {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/**
 * The one text form of a JSON value: keys sorted by UTF-16 code unit, no white space, `undefined` members left out
 * (as RFC 8785 for the values that the hub keeps). Throws on what JSON cannot carry.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('JSON carries finite numbers only');
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`JSON cannot carry a ${typeof value}`);
  return text;
}
