import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ManifestFrame, ManifestItem } from '../../src/contract/display.js';
import { nothingRemembered, onAir, type AirItem } from '../../src/contract/on-air.js';
import type { Entry, Plan } from '../../src/contract/programme.js';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';
import { allDay, putPlan } from './support/plan.js';
import { Screen } from './support/screen.js';

const house = openHouse();

const hour = 3_600_000;
const day = 24 * hour;
const stepMs = 5 * hour;
/** Within which the glass has to follow the clock. */
const followMs = 5_000;

const idOf = (n: number): string => `00000000-0000-4000-8000-00000000000${String(n)}`;
const only = (announcementId: string): Entry[] => [{ kind: 'notices', announcementId }];

/** Working hours, weekends, nights and the rest of the time show something else each; deep at night the screen rests. */
function monthPlan([byDay, byNight, always]: readonly [string, string, string]): Plan {
  const base = allDay('full', only(always));
  const [rule] = base.rules;
  const [playlist] = base.playlists;
  if (!rule || !playlist) throw new Error('a plan begins with a rule');
  const more = (n: number, announcementId: string, when: (typeof rule)['when']) => ({
    playlist: { ...playlist, id: idOf(n + 2), name: `第${String(n)}单`, entries: only(announcementId) },
    rule: { ...rule, id: idOf(n + 6), playlistId: idOf(n + 2), when, priority: 7 },
  });
  const parts = [
    more(1, byDay, { days: 'workdays', dayparts: [{ from: '08:30', to: '17:30' }] }),
    more(2, byNight, { dayparts: [{ from: '19:00', to: '02:00' }] }),
  ];
  return {
    ...base,
    playlists: [playlist, ...parts.map((part) => part.playlist)],
    rules: [{ ...rule, priority: 1 }, ...parts.map((part) => part.rule)],
    rests: [
      { id: idOf(9), when: { dayparts: [{ from: '02:00', to: '05:30' }] }, screens: { ids: [], tags: [] } },
    ],
  };
}

house.test(
  'thirty days without network: at every step the glass shows what the pure function says, and nothing that is over',
  async () => {
    const [clerk, reviewer] = [await house.hub.as('clerk'), await house.hub.as('reviewer')];
    const target = await clerk.target('display');
    const end = (days: number): string => new Date(Date.now() + days * day + 3 * hour).toISOString();
    const ids: string[] = [];
    for (const [title, category, expiresAt] of [
      ['关于供暖服务的通告', '通知公告', end(22)],
      ['关于便民措施的政策解读', '政策解读', end(12)],
      ['关于办事窗口服务时间的公告', '通知公告', undefined],
    ] as const) {
      const { id } = await publish(
        { clerk, reviewer },
        { title, category, body: '<p>特此公告。</p>', targetIds: [target] },
        { expiresAt },
      );
      ids.push(id);
    }
    const [byDay = '', byNight = '', always = ''] = ids;
    await putPlan(clerk, target, monthPlan([byDay, byNight, always]));

    const page = await house.page({ viewport: { width: 1920, height: 1080 } });
    await page.clock.install();
    await page.goto(`${house.hub.origin}/display`);
    const screen = Screen.on(page);
    await clerk.claim(await screen.code(), '断网一月', target);
    await page.locator('#stage .slide, #stage .resting').first().waitFor();
    const kept = await until(
      () => keptManifest(page),
      (found) =>
        found?.frame.programme !== undefined &&
        ids.every((id) => found.items.some((item) => item.announcementId === id)) &&
        found.items.every(({ rendition }) => found.blobs.includes(rendition)),
      { withinMs: 30_000 },
    );
    if (!kept) throw new Error('the player keeps no manifest');
    const { frame, items } = kept;
    await page.waitForFunction(() => document.fonts.status === 'loaded');

    await page.context().setOffline(true);
    const shown = new Set<string>();
    for (let step = 1; step * stepMs <= 30 * day; step += 1) {
      await page.clock.fastForward(stepMs - followMs);
      await page.clock.runFor(followMs);
      const now = await page.evaluate(() => window.tongbo?.now() ?? Number.NaN);
      const scene = onAir(
        {
          programme: frame.programme,
          items: items.map(airItem),
          screen: { id: '', tags: [], portrait: false },
          pages: () => 1,
          fits: () => true,
          dwellMs: frame.panel.dwellSeconds * 1_000,
          pageMs: () => undefined,
          memory: nothingRemembered,
        },
        now,
      );
      const face = scene.show === 'air' ? scene.zones[0]?.face : undefined;
      const wanted = scene.show === 'rest' ? 'rest' : face?.show === 'page' ? face.key : 'idle';
      const seen = await page.evaluate(() => {
        const layers = [...document.querySelectorAll<HTMLElement>('#stage > .layer')];
        const layer = layers.at(-1);
        return layer?.querySelector('.resting') || layer?.classList.contains('resting')
          ? 'rest'
          : (layer?.dataset['key'] ?? 'idle');
      });
      expect([step, new Date(now).toISOString(), seen]).toEqual([step, new Date(now).toISOString(), wanted]);
      shown.add(wanted);
    }
    // All three notices and the rest had their times, and the glass was never without either.
    const planned = items.filter(({ announcementId = '' }) => ids.includes(announcementId));
    expect([...shown]).toEqual(expect.arrayContaining([...planned.map(({ key }) => key), 'rest']));
    expect(shown).not.toContain('idle');
  },
  300_000,
);

const airItem = (item: ManifestItem): AirItem => ({
  key: item.key,
  from: Date.parse(item.from),
  until: item.until === undefined ? undefined : Date.parse(item.until),
  priority: item.priority,
  category: item.category,
  announcementId: item.announcementId,
});

/** What the player keeps, read from its own store. */
async function keptManifest(page: Page) {
  const kept = await page.evaluate(
    () =>
      new Promise<{ frame: string; items: string[]; blobs: string[] } | undefined>((resolve, reject) => {
        const opened = indexedDB.open('tongbo-display');
        opened.onerror = () => {
          reject(new Error('the store does not open'));
        };
        opened.onsuccess = () => {
          const store = opened.result.transaction(['kept', 'blobs']);
          const manifest = store.objectStore('kept').get('manifest');
          const blobs = store.objectStore('blobs').getAllKeys();
          store.oncomplete = () => {
            opened.result.close();
            const found = manifest.result as { frame: string; items: string[] } | undefined;
            resolve(found && { ...found, blobs: blobs.result.map(String) });
          };
        };
      }),
  );
  return (
    kept && {
      frame: ManifestFrame.parse(JSON.parse(kept.frame)),
      items: kept.items.map((text) => ManifestItem.parse(JSON.parse(text))),
      blobs: kept.blobs,
    }
  );
}
