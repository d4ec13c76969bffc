import { describe, expect, it, test } from '@jest/globals';
import * as fc from 'fast-check';
import { indexNumber, patternFault } from './index-number.js';

describe('a pattern', () => {
  it.each([
    ['MB9900005/{year}-{serial:5}', undefined],
    ['{serial:3}', undefined],
    ['', 'empty'],
    ['   ', 'empty'],
    ['MB9900005/{year}', 'no_serial'],
    ['MB9900005', 'no_serial'],
    ['{serial:5}/{serial:5}', 'two_serials'],
    ['{serial}', 'unknown_part'],
    ['{serial:2}', 'unknown_part'],
    ['{month}-{serial:5}', 'unknown_part'],
    ['{year-{serial:5}', 'signs'],
    ['索引{serial:5}', 'signs'],
    ['A {serial:5}', 'signs'],
    [`${'A'.repeat(60)}{serial:5}`, 'too_long'],
  ] as const)('%j: %s', (pattern, fault) => {
    expect(patternFault(pattern)).toBe(fault);
  });

  it('makes the numbers that the guide shows', () => {
    expect(indexNumber('000014349/{year}-{serial:5}', 2017, 110)).toBe('000014349/2017-00110');
    expect(indexNumber('{serial:3}', 2026, 12_345)).toBe('12345');
  });
});

const literal = fc.string({ unit: fc.constantFrom('A', '9', '/', '-', '.'), maxLength: 8 });
const yearly = fc
  .tuple(literal, literal, literal, fc.boolean(), fc.integer({ min: 3, max: 8 }))
  .map(([a, b, c, first, width]) => {
    const [one, two] = first ? ['{year}', `{serial:${width}}`] : [`{serial:${width}}`, '{year}'];
    return `${a}${one}${b}${two}${c}`;
  });

test('two years, or two serials of a year, never make the same number', () => {
  const year = fc.integer({ min: 2000, max: 2199 });
  const serial = fc.integer({ min: 1, max: 20_000_000 });
  fc.assert(
    fc.property(yearly, year, serial, year, serial, (pattern, y1, s1, y2, s2) => {
      fc.pre(y1 !== y2 || s1 !== s2);
      expect(patternFault(pattern)).toBeUndefined();
      expect(indexNumber(pattern, y1, s1)).not.toBe(indexNumber(pattern, y2, s2));
    }),
  );
});
