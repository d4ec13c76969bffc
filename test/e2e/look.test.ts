import { beforeAll, expect } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../src/contract/api.js';
import { go } from './support/go.js';
import { openHouse } from './support/house.js';

const house = openHouse();
const sizes: Record<string, BrowserContextOptions> = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
let places: [Role, string][];

beforeAll(async () => {
  const clerk = await house.hub.as('clerk');
  const { items: out } = await clerk.board();
  const all = (await clerk.call('GET', '/announcements?limit=100')).json['items'] as {
    id: string;
    stage: string;
    versionId?: string;
  }[];
  const at = (stage: string) => all.find((row) => row.stage === stage);
  const tasks = (await clerk.call('GET', '/tasks?limit=100')).json['items'] as {
    deliveryId: string;
    handoff: boolean;
  }[];
  const handoff = tasks.find((task) => task.handoff)?.deliveryId ?? '';
  const delivery = out[0]?.deliveries[0]?.id ?? '';
  const asked = await clerk.call('POST', `/announcements/${out[0]?.id ?? ''}/recall`, { reason: 'error' });
  const { id: recall } = asked.json['request'] as { id: string };
  places = [
    ['clerk', '/'],
    ['leader', '/'],
    ['leader', `/recalls/${recall}`],
    ['clerk', '/announcements'],
    ['clerk', '/announcements/new'],
    ['clerk', `/announcements/${at('drafting')?.id ?? ''}/edit`],
    ['clerk', `/announcements/${out[0]?.id ?? ''}`],
    ['reviewer', '/reviews'],
    ['reviewer', `/versions/${at('review')?.versionId ?? ''}`],
    ['clerk', '/board'],
    ['clerk', `/board?delivery=${delivery}`],
    ['clerk', '/ledger'],
    ['administrator', '/screens'],
    ['administrator', '/targets'],
    ['clerk', '/tasks'],
    ['clerk', `/deliveries/${handoff}/handoff`],
    ['liaison', '/press'],
    ['liaison', '/press/outlets'],
    ['liaison', '/press/pickups'],
    ['clerk', '/no-such-page'],
  ];
}, 60_000);

/** Whether the page is as wide as its window, and what sticks out if it is not. */
async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // A phone makes its page wider than its glass for what does not fit; window.screen is the glass.
    const room = Math.min(document.documentElement.clientWidth, window.screen.width);
    const isClipped = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).overflowX !== 'visible' || isClipped(element.parentElement));
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll('body *')]
      .filter(
        (element) => element.getBoundingClientRect().right > room + 1 && !isClipped(element.parentElement),
      )
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
      .slice(0, 5);
  });
}

/** At a desk each page is opened; on a phone one leads to the other, unless only the query differs. */
async function visit(page: Page, path: string, size: string): Promise<void> {
  if (size === 'desk' || path.includes('?')) await page.goto(`${house.hub.origin}${path}`);
  else await go(page, path);
}

async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.waitForFunction(
    () => document.querySelectorAll('[aria-busy="true"], .loading, .ant-spin').length === 0,
  );
}

for (const [size, options] of Object.entries(sizes)) {
  house.test(
    `each page of the console fits a ${size} and complains about nothing`,
    async () => {
      const pages = new Map<Role, Page>();
      for (const [role, path] of places) {
        const known = pages.get(role);
        const page = known ?? (await house.pageOf(role, path, options));
        pages.set(role, page);
        if (known) await visit(page, path, size);
        await settled(page);
        expect([path, await overflow(page)]).toEqual([path, []]);
        expect([path, house.complaints(page)]).toEqual([path, []]);
      }
    },
    90_000,
  );

  house.test(`the log-in and the public pages fit a ${size}`, async () => {
    const page = await house.page(options);
    await page.goto(`${house.hub.origin}/login`);
    await page.getByLabel('用户名').waitFor();
    expect(await overflow(page)).toEqual([]);
    const clerk = await house.hub.as('clerk');
    const site = (await clerk.targets()).find(({ channel }) => channel === 'website')?.publicUrl ?? '';
    const { items } = await clerk.board();
    for (const address of [`${site}/`, ...items.map((row) => row.permalink ?? '')]) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect([address, await overflow(page)]).toEqual([address, []]);
    }
    expect(house.complaints(page)).toEqual([]);
  });
}
