import type { Layout } from '../../src/contract/layouts.js';
import {
  nothingRemembered,
  onAir,
  remember,
  type Air,
  type AirItem,
  type AirScene,
} from '../../src/contract/on-air.js';
import { emptyPlan, type Entry, type Programme, type Rule } from '../../src/contract/programme.js';

export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const noon = Date.parse('2026-11-30T12:00:00+08:00');
export const hour = 3_600_000;
export const item = (key: string, more: Partial<AirItem> = {}): AirItem => ({
  key,
  from: 0,
  priority: 'routine',
  category: '通知公告',
  ...more,
});
export const rule = (n: number, playlist: number, more: Partial<Rule> = {}): Rule => ({
  id: id(n),
  name: `规则${String(n)}`,
  playlistId: id(playlist),
  layoutId: 'full',
  when: {},
  priority: 5,
  exclusive: false,
  screens: { ids: [], tags: [] },
  ...more,
});
export const lists: Record<number, Entry[]> = {
  101: [{ kind: 'notices' }],
  102: [{ kind: 'notices', category: '公示' }],
  103: [
    { kind: 'clock', seconds: 20 },
    { kind: 'notices', category: '通知公告' },
  ],
  104: [{ kind: 'publicity', seconds: 15 }],
};
export const mixed: Layout = {
  id: 'mixed',
  name: '三区',
  landscape: [
    { id: 'a', x: 0, y: 0, width: 50, height: 90, shows: { kind: 'playlist', playlistId: id(102) } },
    { id: 'b', x: 50, y: 0, width: 50, height: 90, shows: { kind: 'rule' } },
    { id: 'c', x: 0, y: 90, width: 100, height: 10, shows: { kind: 'ticker', playlistId: id(102) } },
  ],
  portrait: [{ id: 'b', x: 0, y: 0, width: 100, height: 100, shows: { kind: 'rule' } }],
};
export const programme = (rules: Rule[], more: Partial<Programme> = {}): Programme => ({
  ...emptyPlan,
  playlists: Object.entries(lists).map(([n, entries]) => ({ id: id(Number(n)), name: n, entries })),
  layouts: [mixed],
  rules,
  zone: 'Asia/Shanghai',
  calendar: { off: ['2026-10-01'], work: ['2026-10-10'] },
  ...more,
});
export const air = (more: Partial<Air>): Air => ({
  items: [],
  screen: { id: id(1), tags: [], portrait: false },
  pages: () => 1,
  fits: () => true,
  dwellMs: 10_000,
  memory: nothingRemembered,
  ...more,
});

/** Everything that can be seen of a scene. */
export function seen(scene: AirScene): string {
  if (scene.show === 'rest') return 'rest';
  const zones = scene.zones.map(({ zone, face }) => {
    if (face.show === 'page') return `${zone.id}=${face.key}.${String(face.page)}`;
    return `${zone.id}=${face.show === 'ticker' ? `(${face.keys.join()})` : face.show}`;
  });
  return `${scene.layout}: ${zones.join(' ')}`;
}
/** Plays as the player does, and tells every cut. */
export function play(start: Air, from: number, to: number): string[] {
  const shown: string[] = [];
  let current = start;
  for (let now = from; now < to;) {
    const scene = onAir(current, now);
    shown.push(seen(scene));
    current = { ...current, memory: remember(current, scene) };
    now = scene.until ?? to;
  }
  return shown;
}
export const at = (given: Partial<Air>, now = noon): string => seen(onAir(air(given), now));
