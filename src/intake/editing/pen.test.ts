import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editing } from '../../contract/api.js';
import { answer, ask, beat, isHolder, leave, penNow, type Pen, type Who } from './pen.js';

const start = new Date('2026-11-28T01:00:00Z');
const at = (ms: number) => new Date(start.getTime() + ms);
const [a, b, c, a2] = [
  { member: 'A', tab: '1' },
  { member: 'B', tab: '2' },
  { member: 'C', tab: '3' },
  { member: 'A', tab: '4' },
] as const;

describe('a pen', () => {
  const withA = beat({}, a, 0, start);

  test('is with who comes first, until it is gone, idle or leaves', () => {
    expect(isHolder(beat(withA, b, 0, at(1)), a)).toBe(true);
    expect(isHolder(beat(withA, b, 0, at(editing.leaseMs)), b)).toBe(true);
    expect(isHolder(beat(leave(withA, a, at(1)), b, 0, at(2)), b)).toBe(true);
    // The page is there, and nobody has touched it.
    let pen = withA;
    for (let ms = 0; ms < editing.idleMs; ms += editing.beatMs) {
      expect(isHolder(pen, a)).toBe(true);
      pen = beat(pen, a, ms, at(ms));
    }
    expect(beat(pen, a, editing.idleMs, at(editing.idleMs))).toEqual({});
  });

  test('goes to who asked: when it is given, when the holder leaves, and by itself when the holder is idle', () => {
    const asked = ask(withA, b, at(1));
    expect(isHolder(asked, a)).toBe(true);
    expect(isHolder(answer(asked, a, true, at(2)), b)).toBe(true);
    expect(answer(asked, a, false, at(2))).toEqual({ holder: withA.holder });
    expect(isHolder(leave(asked, a, at(2)), b)).toBe(true);
    const waiting = beat(asked, b, 0, at(editing.leaseMs - 1));
    expect(isHolder(beat(waiting, c, 0, at(editing.leaseMs)), b)).toBe(true);
    // Nobody else answers for the holder, and who asked second waits for the first.
    expect(answer(asked, c, true, at(2))).toEqual(asked);
    expect(ask(asked, c, at(2))).toEqual(asked);
  });

  test('goes to another page of the same member at a word', () => {
    expect(isHolder(beat(withA, a2, 0, at(1)), a)).toBe(true);
    expect(isHolder(beat(withA, a2, 0, at(1), true), a2)).toBe(true);
    expect(isHolder(beat(withA, b, 0, at(1), true), a)).toBe(true);
  });

  test('that was leased before the clock was set back is free', () => {
    expect(penNow(withA, at(-3_600_000))).toEqual({});
  });
});

type Move = (pen: Pen, now: Date) => Pen;
const who = fc.constantFrom<Who>(a, b, c, a2);
const moves = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 60_000 }),
    by: who,
    move: fc.oneof(
      fc.record({ kind: fc.constant('beat' as const), idle: fc.integer({ min: 0, max: 400_000 }) }),
      fc.record({
        kind: fc.constantFrom('ask' as const, 'give' as const, 'keep' as const, 'leave' as const),
      }),
    ),
  }),
  { maxLength: 60 },
);

test('however people come and go: nobody takes a lease that stands, and a free pen is with who asked', () => {
  fc.assert(
    fc.property(moves, (steps) => {
      let [pen, ms]: [Pen, number] = [{}, 0];
      for (const { after, by, move } of steps) {
        ms += after;
        const before = penNow(pen, at(ms));
        const does: Move = (p, now) =>
          move.kind === 'beat'
            ? beat(p, by, move.idle, now)
            : move.kind === 'ask'
              ? ask(p, by, now)
              : move.kind === 'leave'
                ? leave(p, by, now)
                : answer(p, by, move.kind === 'give', now);
        pen = does(pen, at(ms));
        const { holder } = before;
        if (holder && !isHolder(pen, holder)) expect(by).toEqual({ member: holder.member, tab: holder.tab });
        if (pen.holder) {
          expect(pen.holder.until.getTime()).toBeGreaterThan(ms + start.getTime());
          expect(pen.holder.until.getTime()).toBeLessThanOrEqual(ms + start.getTime() + editing.leaseMs);
        } else expect(pen.asked).toBeUndefined();
        if (pen.asked) expect(pen.asked.member).not.toBe(pen.holder?.member);
      }
    }),
  );
});
