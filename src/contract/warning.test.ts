import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  alertAt,
  ALERT_TURN_MS,
  levelWords,
  WarningLevel,
  type AlertV1,
  type ShownWarning,
} from './warning.js';

const hour = 3_600_000;
const zero = Date.parse('2026-11-26T08:00:00.000Z');
const at = (ms: number): string => new Date(zero + ms).toISOString();
const idOf = (n: number): string => `00000000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
const warning = (
  n: number,
  level: WarningLevel,
  from: number,
  until: number,
  startedAt = 0,
): ShownWarning => ({
  id: idOf(n),
  level,
  hazard: '寒潮',
  issuer: '市气象台',
  issuedAt: at(0),
  from: at(from),
  until: at(until),
  area: '全市',
  headline: '气温将明显下降',
  instruction: '注意防寒保暖。',
  startedAt: at(startedAt),
  drill: false,
  voice: false,
});
const alert = (warnings: ShownWarning[], slateSince?: number): AlertV1 => ({
  format: 'alert.v1',
  group: idOf(99),
  seq: 1,
  warnings,
  ...(slateSince === undefined ? {} : { slate: { since: at(slateSince) } }),
});

describe('what stands above the programme', () => {
  it('is nothing before a warning begins and from its end on', () => {
    const one = alert([warning(1, 'orange', 0, hour)]);
    expect(alertAt(one, zero - 1)).toBeUndefined();
    expect(alertAt(one, zero)).toMatchObject({ show: 'warning', of: 1, until: zero + hour });
    expect(alertAt(one, zero + hour)).toBeUndefined();
  });

  it('is the gravest alone, and those of one level in turn', () => {
    const all = alert([
      warning(1, 'yellow', 0, hour),
      warning(2, 'red', 0, hour),
      warning(3, 'red', 0, hour),
    ]);
    const seen = new Set(
      Array.from({ length: 8 }, (_, n) => {
        const scene = alertAt(all, zero + n * ALERT_TURN_MS);
        return scene?.show === 'warning' ? scene.warning.id : '';
      }),
    );
    expect(seen).toEqual(new Set([idOf(2), idOf(3)]));
  });

  it('is the slate over what began before it, and a warning that was started after it', () => {
    const before = warning(1, 'red', 0, hour, -1_000);
    const after = warning(2, 'blue', 0, hour, 1_000);
    expect(alertAt(alert([before], 0), zero)).toMatchObject({ show: 'slate' });
    expect(alertAt(alert([before, after], 0), zero)).toMatchObject({
      show: 'warning',
      warning: { id: idOf(2) },
    });
  });

  it('is one thing at every instant, and changes at no moment that it did not name', () => {
    const warnings = fc.uniqueArray(
      fc
        .record({
          n: fc.integer({ min: 1, max: 9 }),
          level: fc.constantFrom(...WarningLevel.options),
          from: fc.integer({ min: -100_000, max: 100_000 }),
          long: fc.integer({ min: 1, max: 200_000 }),
          startedAt: fc.integer({ min: -50, max: 50 }),
        })
        .map(({ n, level, from, long, startedAt }) => warning(n, level, from, from + long, startedAt)),
      { maxLength: 4, selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(
        warnings,
        fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
        fc.integer({ min: -150_000, max: 300_000 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (all, slate, ms, part) => {
          const now = zero + ms;
          const scene = alertAt(alert(all, slate), now);
          if (scene?.show === 'warning') {
            expect(Date.parse(scene.warning.from)).toBeLessThanOrEqual(now);
            expect(now).toBeLessThan(Date.parse(scene.warning.until));
            const open = all.filter(
              ({ from, until, startedAt }) =>
                Date.parse(from) <= now &&
                now < Date.parse(until) &&
                Date.parse(startedAt) > zero + (slate ?? -1e9),
            );
            const most = Math.max(...open.map(({ level }) => levelWords[level].bars));
            expect(levelWords[scene.warning.level].bars).toBe(most);
          }
          const until = scene?.until ?? now + 1;
          if (!scene || until === Infinity) return;
          const between = now + Math.floor((until - now) * part);
          const later = alertAt(alert(all, slate), between);
          expect({ ...later, until: 0 }).toEqual({ ...scene, until: 0 });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

it('has letters on every level’s band that can be read', () => {
  const light = (hex: string): number => {
    const part = (from: number): number => {
      const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  };
  for (const { band, ink } of Object.values(levelWords)) {
    const [a, b] = [light(band), light(ink)].sort((x, y) => y - x);
    expect(((a ?? 0) + 0.05) / ((b ?? 0) + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});
