import { expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../platform/hash.js';
import { canonicalOf, dataOf } from './jsonb.js';

/** As PostgreSQL writes jsonb: keys by length and then by their bytes, a blank behind each colon and comma. */
function asPostgres(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asPostgres).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const bytes = (key: string): Buffer => Buffer.from(key);
  const members = Object.entries(value)
    .sort(([a], [b]) => bytes(a).length - bytes(b).length || Buffer.compare(bytes(a), bytes(b)))
    .map(([key, member]) => `${JSON.stringify(key)}: ${asPostgres(member)}`);
  return `{${members.join(', ')}}`;
}

const words = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a', 'a b', 'a!', '"', '\\', '\\"', '通播'),
);
const plain = fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    plain,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(words, tie('tree'), { maxKeys: 6 }),
  ),
}));

it('is the canonical JSON of the value, whatever stands in it', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(canonicalOf(asPostgres(value))).toBe(canonicalJson(value));
    }),
    { numRuns: 1_000 },
  );
});

test.each(['{"n": 1.5}', '[0.1, -2.25]', '{"n": 900719925474099}'])(
  'a number that is exact stays one: %s',
  (text) => {
    expect(canonicalOf(text)).toBe(canonicalJson(JSON.parse(text)));
    expect(dataOf(text)).toEqual(JSON.parse(text));
  },
);

test.each([
  '{"n": 1.0}',
  '{"n": 1.00000000000000000000001}',
  '{"n": 12345678901234567891}',
  '[1000000000000000000000]',
  '0.0000001',
])('a number that would be written otherwise leaves the text: %s', (text) => {
  expect(dataOf(text)).toBe(text);
  expect(canonicalOf(text)).toBe(JSON.stringify(text));
});

test.each(['{"a": "1.0"}', '{"sha256:1.0": "x 1.0"}'])('digits in strings are no numbers: %s', (text) => {
  expect(dataOf(text)).toEqual(JSON.parse(text));
});
