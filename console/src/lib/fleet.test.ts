import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAmong } from '../../../src/contract/api/fleet.js';
import type { ScreenView } from '../../../src/contract/api/screens.js';
import { countsOf, readAddress, sorted, tagsOf, windowOf } from './fleet.js';

const screen = (name: string, more: Partial<ScreenView> = {}): ScreenView => ({
  id: name,
  name,
  tags: [],
  place: '',
  contact: '',
  targetId: 't',
  targetName: '一组',
  online: true,
  claimedAt: '2026-11-30T00:00:00Z',
  epoch: 5,
  wantedEpoch: 5,
  alerts: [],
  ...more,
});
const names = (screens: readonly ScreenView[]): string[] => screens.map(({ name }) => name);

describe('the order of screens', () => {
  it('has what needs somebody first, and numbers as people read them', () => {
    const screens = [
      screen('屏 10'),
      screen('屏 9'),
      screen('慢', { epoch: 1 }),
      screen('离线', { online: false }),
      screen('钟', { alerts: ['clock'] }),
      screen('黑', { alerts: ['picture'] }),
      screen('两份', { online: false, alerts: ['copied'] }),
    ];
    expect(names(sorted(screens, { by: 'state', down: false }))).toEqual([
      '两份',
      '黑',
      '离线',
      '钟',
      '慢',
      '屏 9',
      '屏 10',
    ]);
    expect(names(sorted([screen('屏 10'), screen('屏 9')], { by: 'name', down: true }))).toEqual([
      '屏 10',
      '屏 9',
    ]);
  });

  it('is one order, whatever came first', () => {
    const one = fc.record({
      name: fc.constantFrom('甲', '乙', '丙'),
      online: fc.boolean(),
      id: fc.uuid(),
      epoch: fc.integer({ min: 4, max: 5 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), fc.boolean(), (rows, down) => {
        const screens = rows.map(({ name, ...more }) => screen(name, more));
        const sort = { by: 'name' as const, down };
        expect(sorted([...screens].reverse(), sort)).toEqual(sorted(screens, sort));
      }),
    );
  });
});

describe('what narrows the list', () => {
  const all = [
    screen('东', { tags: ['窗口'], place: '二楼' }),
    screen('西', { online: false, targetId: 'u' }),
    screen('南', { epoch: 1, alerts: ['storage'] }),
  ];
  it('is group, tag, state and words, all of them', () => {
    const found = (filter: Parameters<typeof isAmong>[1]) => names(all.filter((one) => isAmong(one, filter)));
    expect(found({})).toEqual(['东', '西', '南']);
    expect(found({ group: 'u' })).toEqual(['西']);
    expect(found({ tag: '窗口' })).toEqual(['东']);
    expect(found({ state: 'trouble' })).toEqual(['西', '南']);
    expect(found({ state: 'behind' })).toEqual(['南']);
    expect(found({ q: '二楼' })).toEqual(['东']);
    expect(found({ q: '二楼', state: 'offline' })).toEqual([]);
    expect(countsOf(all)).toEqual({ all: 3, trouble: 2, online: 2, offline: 1, behind: 1 });
    expect(tagsOf(all)).toEqual(['窗口']);
  });

  it('is read from the address, and rubbish there narrows nothing', () => {
    const read = (text: string, count = 3) => readAddress(new URLSearchParams(text), count);
    expect(read('')).toEqual({ view: 'wall', filter: {}, sort: { by: 'state', down: false } });
    expect(read('', 500).view).toBe('table');
    expect(read('view=alerts&state=offline&q=%20a%20&sort=name.down')).toEqual({
      view: 'alerts',
      filter: { state: 'offline', q: 'a' },
      sort: { by: 'name', down: true },
    });
    expect(read('view=x&group=1&state=odd&sort=drop').filter).toEqual({});
  });
});

it('draws every row that can be seen, and few that cannot', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 0, max: 200_000 }),
      fc.integer({ min: 0, max: 2_000 }),
      (count, top, height) => {
        const row = 48;
        const { from, to } = windowOf({ top, height, row, count });
        for (let index = 0; index < count; index += 1) {
          const isSeen = (index + 1) * row > top && index * row < top + height;
          if (isSeen) expect(index >= from && index < to).toBe(true);
        }
        expect(to - from).toBeLessThanOrEqual(height / row + 18);
      },
    ),
    { numRuns: 50 },
  );
});
