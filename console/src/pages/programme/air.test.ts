import { expect, it } from '@jest/globals';
import { emptyPlan, type Plan } from '../../../../src/contract/programme.js';
import { usualPanel } from '../../../../src/contract/slide/panel.js';
import { airOf, spansOf, viewportOf } from './air.js';
import { newRule, put, usesPlaylist, without } from './plan.js';

const list = {
  id: '00000000-0000-4000-8000-000000000001',
  name: '全部',
  entries: [{ kind: 'notices' as const }],
};
const item = {
  key: '00000000-0000-4000-8000-000000000002',
  title: '通告',
  from: '2026-01-01T00:00:00Z',
  priority: 'routine' as const,
  category: '通知公告',
};
const view = {
  targetId: list.id,
  name: '大厅',
  programme: { ...emptyPlan, zone: 'Asia/Shanghai', calendar: { off: ['2026-10-01'], work: [] } },
  revision: 0,
  panel: usualPanel,
  items: [item],
  webOrigins: [],
};
const rule = {
  ...newRule(list.id),
  name: '上午',
  when: { days: 'workdays' as const, dayparts: [{ from: '09:00', to: '12:00' }] },
};
const rest = {
  id: list.id,
  when: { dayparts: [{ from: '18:00', to: '08:00' }] },
  screens: { ids: [], tags: [] },
};
const plan: Plan = { ...emptyPlan, playlists: [list], rules: [rule], rests: [rest] };

it('a day is told in stretches, as the player will show them', () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00+08:00`);
  const air = airOf(view, plan, undefined, viewportOf(undefined, false));
  const told = (from: string, to: string) =>
    spansOf(air, day(from), day(to)).map(({ from: at, what }) => [
      (at - day(from)) / 3_600_000,
      String(what),
    ]);
  expect(told('2026-09-30', '2026-10-01')).toEqual([
    [0, 'rest'],
    [8, ''],
    [9, rule.id],
    [12, ''],
    [18, 'rest'],
  ]);
  expect(told('2026-10-01', '2026-10-02')).toEqual([
    [0, 'rest'],
    [8, ''],
    [18, 'rest'],
  ]);
});

it('what is named is not removed', () => {
  expect(usesPlaylist(plan, list.id)).toBe(true);
  expect(usesPlaylist({ ...plan, rules: without(plan.rules, rule.id) }, list.id)).toBe(false);
  expect(put(plan.rules, { ...rule, name: '改' })).toEqual([{ ...rule, name: '改' }]);
});
