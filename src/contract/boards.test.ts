import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lastReset, nextChange, standingOf, type Board, type Stated } from './boards.js';

const at = (text: string): number => Date.parse(`2026-12-${text}:00+08:00`);
const iso = (text: string): string => new Date(at(text)).toISOString();
const reset = { at: '08:30', to: 'unknown' } as const;
const out: Stated = { state: 'out', at: iso('01T14:00'), note: '去区政府' };

test('what was said stands until the next reset, and then says of itself that it is old', () => {
  expect(standingOf(out, reset, at('01T23:59'))).toEqual({
    ...{ state: 'out', stale: false, note: '去区政府', until: undefined },
  });
  expect(standingOf(out, reset, at('02T08:29')).state).toBe('out');
  expect(standingOf(out, reset, at('02T08:30'))).toEqual({ state: 'unknown', stale: true });
  expect(standingOf(out, { at: '08:30', to: 'in' }, at('02T08:30'))).toEqual({ state: 'in', stale: true });
  expect(standingOf(undefined, reset, at('01T10:00'))).toEqual({ state: 'unknown', stale: true });
});

test('what has an end stands over the reset until then, and no longer', () => {
  const leave: Stated = { state: 'leave', at: iso('01T14:00'), until: iso('05T18:00') };
  expect(standingOf(leave, reset, at('04T09:00'))).toMatchObject({ state: 'leave', stale: false });
  expect(standingOf(leave, reset, at('05T18:00'))).toEqual({ state: 'unknown', stale: true });
  const meeting: Stated = { state: 'meeting', at: iso('01T14:00'), until: iso('01T15:30') };
  expect(standingOf(meeting, reset, at('01T15:30')).state).toBe('unknown');
});

const instant = fc.integer({ min: at('01T00:00'), max: at('09T00:00') });
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

test('the last reset is the only one within the day up to now, at the office’s clock', () => {
  fc.assert(
    fc.property(clock, instant, (time, now) => {
      const last = lastReset(time, now);
      expect(last <= now && now - last < 86_400_000).toBe(true);
      const text = new Intl.DateTimeFormat('en-GB', {
        ...{ timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      }).format(last);
      expect(text).toBe(time);
    }),
  );
});

test('no standing changes between now and the next change', () => {
  const stated = fc.record({
    state: fc.constantFrom('in' as const, 'out' as const, 'leave' as const),
    at: instant.map((ms) => new Date(ms).toISOString()),
    until: fc.option(
      instant.map((ms) => new Date(ms).toISOString()),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(
      fc.array(stated, { maxLength: 4 }),
      clock,
      instant,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (said, time, now, part) => {
        const people = said.map((one, index) => ({
          id: String(index),
          name: '',
          post: '',
          duties: '',
          stated: one,
        }));
        const board: Board = { id: '', name: '', reset: { at: time, to: 'unknown' }, people };
        // What was said in the future was said by a clock that is ahead: it stands from the start.
        const next = nextChange(board, now);
        const between = now + Math.floor((next - now) * part);
        expect(next).toBeGreaterThan(now);
        for (const one of said)
          expect(standingOf(one, board.reset, between)).toEqual(standingOf(one, board.reset, now));
      },
    ),
  );
});
