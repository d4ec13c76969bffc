import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';
import { Screen } from './support/screen.js';

const house = openHouse();

const clause = (number: number): string =>
  `<p><strong>第${number}条</strong> 在人行道、广场和公共绿地举办活动的，应当在2026年12月${number}日前向所在街道提出申请，并按照批准的时间、地点和范围进行；活动结束后两小时内恢复原状，清理面积不少于3200平方米。</p>`;
const longBody = `<p>各有关单位：</p>${Array.from({ length: 9 }, (_, index) => clause(index + 1)).join('')}
<table><tr><th>区域</th><th>负责科室</th><th>电话</th><th>开放时间</th></tr>${'<tr><td>滨河路</td><td>市容管理科</td><td>0000-5550312</td><td>8:30—17:30</td></tr>'.repeat(8)}</table>`;

/** A screen of the office's group that is claimed and online. */
async function aScreen(name: string): Promise<{ screen: Screen; id: string }> {
  const clerk = await house.hub.as('clerk');
  const screen = await Screen.switchOn(house);
  const { id } = await clerk.claim(await screen.code(), name, await clerk.target('display'));
  await screen.page.locator('#stage .slide, #stage .idle').first().waitFor();
  return { screen, id };
}

async function show(title: string, body: string, expiresAt?: Date) {
  const [clerk, reviewer] = [await house.hub.as('clerk'), await house.hub.as('reviewer')];
  const targetIds = [await clerk.target('display')];
  return publish({ clerk, reviewer }, { title, body, targetIds }, { expiresAt: expiresAt?.toISOString() });
}

const stateOf = async (id: string, operation = 'publish') => {
  const { deliveries } = await (await house.hub.as('clerk')).record(id);
  return deliveries.find((delivery) => delivery.operation === operation)?.state;
};
const reaches = (id: string, state: string, operation?: string) =>
  until(
    () => stateOf(id, operation),
    (now) => now === state,
    { withinMs: 30_000, everyMs: 100 },
  );

/** Lines of the notice that stick out of the page they are on, and the pages that its text takes. */
async function layout(
  page: Page,
): Promise<{ cut: string[]; pages: number; size: number; said: string | null }> {
  return page.evaluate(() => {
    const flow = document.querySelector<HTMLElement>('#stage .slide-flow');
    const window = document.querySelector<HTMLElement>('#stage .slide-window')?.getBoundingClientRect();
    if (!flow || !window) throw new Error('no notice is shown');
    const pitch = flow.clientWidth + Number.parseFloat(getComputedStyle(flow).columnGap);
    const left = flow.getBoundingClientRect().left;
    const cut: string[] = [];
    let pages = 0;
    const walker = document.createTreeWalker(flow, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const page = Math.floor((line.left - left + 1) / pitch);
        const inside = line.right - left - page * pitch <= flow.clientWidth + 1;
        if (!inside || line.top < window.top - 1 || line.bottom > window.bottom + 1)
          cut.push(node.textContent ?? '');
        pages = Math.max(pages, page + 1);
      }
    }
    const size = Number.parseFloat(getComputedStyle(flow).fontSize);
    return { cut, pages, size, said: document.querySelector('#stage .slide-page')?.textContent ?? null };
  });
}

house.test(
  'a long notice is cut into pages at the legible size, upright and lying, and every page comes in turn',
  async () => {
    const { screen } = await aScreen('长文屏');
    const title = '关于规范户外活动管理的通告';
    const { id } = await show(title, longBody);
    await screen.shows(title);
    await reaches(id, 'live');
    for (const viewport of [
      { width: 1920, height: 1080 },
      { width: 1080, height: 1920 },
    ]) {
      await screen.page.setViewportSize(viewport);
      await screen.page.waitForFunction(
        (width) => document.querySelector('#stage .slide')?.clientWidth === width,
        viewport.width,
      );
      await screen.shows(title);
      const { cut, pages, size, said } = await layout(screen.page);
      expect(cut).toEqual([]);
      expect(pages).toBeGreaterThan(1);
      expect(said).toMatch(new RegExp(`^\\d+ / ${pages}$`));
      // 25 arc minutes on a 55-inch panel at four metres.
      expect(size).toBeGreaterThanOrEqual(45);
    }
    await screen.page.waitForFunction(
      () => document.querySelector('#stage .slide-page')?.textContent.startsWith('2 '),
      null,
      {
        timeout: 30_000,
      },
    );
    expect(house.complaints(screen.page)).toEqual([]);
  },
  120_000,
);

house.test(
  'a notice that is taken back leaves the glass within two seconds in the middle of its time, without a blank',
  async () => {
    const { screen } = await aScreen('撤回屏');
    const title = '关于错发信息的通告';
    const { id } = await show(title, '<p>内容有误。</p>');
    await screen.shows(title);
    await reaches(id, 'live');
    const watching = screen.watch(4_000);
    await (await house.hub.as('leader')).takeBack(id);
    const begun = performance.now();
    await until(async () => !(await screen.titles()).includes(title));
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect((await watching).blanks).toBe(0);
    await reaches(id, 'done', 'recall');
    expect(await stateOf(id)).toBe('gone');
  },
);

house.test(
  'without the hub it goes on, survives a reload, drops what expires, and reports when the hub is back',
  async () => {
    const { screen } = await aScreen('断网屏');
    const lasting = '关于冬季供暖服务的通告';
    const passing = '关于今日临时停电的通告';
    const stays = await show(lasting, '<p>供暖期间服务热线二十四小时开通。</p>');
    await screen.shows(lasting);
    const expiresAt = new Date(Date.now() + 25_000);
    const goes = await show(passing, '<p>今日停电。</p>', expiresAt);
    await screen.shows(passing);
    await reaches(goes.id, 'live');
    await reaches(stays.id, 'live');
    await screen.page.waitForFunction(
      async () => (await caches.open('player-shell').then((c) => c.keys())).length > 2,
    );

    await house.hub.kill();
    await screen.page.reload();
    await screen.page.locator('#stage .slide').first().waitFor();
    expect([lasting, passing]).toContain((await screen.titles())[0]);
    await until(() => Date.now() > expiresAt.getTime() + 500, Boolean, { withinMs: 40_000 });
    const later = await screen.watch(14_000);
    expect(later.titles).not.toContain(passing);
    expect(later.titles).toContain(lasting);
    expect(later.blanks).toBe(0);

    await house.hub.begin();
    const receiptOf = async () => {
      const { deliveries } = await (await house.hub.as('clerk')).record(goes.id);
      return deliveries.flatMap(({ screens = [] }) => screens).find(({ name }) => name === '断网屏')?.state;
    };
    await until(receiptOf, (state) => state === 'retracted', { withinMs: 30_000, everyMs: 200 });
    await reaches(goes.id, 'gone');
  },
  150_000,
);

house.test('a screen that is removed forgets everything and asks to be paired anew', async () => {
  const { screen, id } = await aScreen('旧屏');
  const clerk = await house.hub.as('clerk');
  await show('关于旧屏的通告', '<p>只在旧屏上。</p>');
  await screen.shows('关于旧屏的通告');
  expect((await clerk.call('DELETE', `/screens/${id}`)).status).toBe(204);
  const code = await screen.code();
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
  const left = await screen.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opened = indexedDB.open('tongbo-display');
      opened.onsuccess = () => resolve(opened.result);
      opened.onerror = () => reject(new Error('the store does not open'));
    });
    const count = (store: string) =>
      new Promise<number>((resolve) => {
        const asked = database.transaction(store).objectStore(store).count();
        asked.onsuccess = () => resolve(asked.result);
      });
    return { blobs: await count('blobs') };
  });
  expect(left).toEqual({ blobs: 0 });
});
