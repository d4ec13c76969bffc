import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarOf } from '../../contract/kit/workdays.js';
import { endAfter, lastDay, outagesOf, within, type StateEntry } from './outages.js';

const calendar = calendarOf([{ year: 2026, status: 'official', days: [] }]);
const at = (text: string): Date => new Date(`2026-11-${text}+08:00`);
const entry = (state: string, when: string, deliveryId = 'd1'): StateEntry => ({
  deliveryId,
  targetId: `of ${deliveryId}`,
  state,
  at: at(when),
});
const end = new Date('2026-12-01T00:00:00+08:00');

test('an outage lasts from missing until it is anything else, for each delivery by itself', () => {
  expect(
    outagesOf([
      entry('live', '23T09:30:00'),
      entry('live', '23T09:31:00', 'd2'),
      entry('missing', '25T10:00:00'),
      entry('missing', '25T11:00:00', 'd2'),
      entry('live', '25T12:00:00'),
    ]),
  ).toEqual([
    { targetId: 'of d1', from: at('25T10:00:00'), to: at('25T12:00:00') },
    { targetId: 'of d2', from: at('25T11:00:00') },
  ]);
});

test('what lay before the window or after it took nothing from it', () => {
  const outages = outagesOf([
    entry('missing', '23T10:00:00'),
    entry('live', '23T11:00:00'),
    entry('missing', '25T10:00:00'),
  ]);
  expect(within(outages, at('24T00:00:00'), end)).toEqual([outages[1]]);
  expect(within(outages, at('23T10:30:00'), at('25T10:00:00'))).toEqual([outages[0]]);
});

test('two hours on a Wednesday are one working day, over a weekend two, and on a Saturday alone still one', () => {
  const span = (from: string, to?: string) => ({
    targetId: 't',
    from: at(from),
    ...(to === undefined ? {} : { to: at(to) }),
  });
  const after = (...outages: ReturnType<typeof span>[]) =>
    endAfter(calendar, outages, end, at('30T12:00:00')).last;
  expect(after(span('25T10:00:00', '25T12:00:00'))).toBe('2026-12-01');
  expect(after(span('25T10:00:00', '25T12:00:00'), span('25T15:00:00', '25T15:10:00'))).toBe('2026-12-01');
  expect(after(span('27T10:00:00', '30T09:00:00'))).toBe('2026-12-02');
  expect(after(span('28T10:00:00', '28T12:00:00'))).toBe('2026-12-01');
  // It is still not there: until now counts.
  expect(after(span('27T10:00:00'))).toBe('2026-12-02');
});

test('every moment of a day has it as the last day but its first one, which is the day before’s end', () => {
  expect(lastDay(end)).toBe('2026-11-30');
  expect(lastDay(new Date(end.getTime() + 1))).toBe('2026-12-01');
});

test('the end is always later, and more outages never bring it forward', () => {
  const moment = fc
    .integer({ min: at('23T00:00:00').getTime(), max: end.getTime() })
    .map((ms) => new Date(ms));
  const outage = fc
    .tuple(moment, moment)
    .map(([a, b]) => ({ targetId: 't', from: a < b ? a : b, to: a < b ? b : a }));
  fc.assert(
    fc.property(fc.array(outage, { minLength: 1, maxLength: 5 }), outage, (outages, more) => {
      const once = endAfter(calendar, outages, end, end);
      expect(once.endsAt > end.toISOString()).toBe(true);
      expect(endAfter(calendar, [...outages, more], end, end).endsAt >= once.endsAt).toBe(true);
    }),
  );
});
