import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../../src/contract/api.js';
import { setupLink } from '../../support/set-up.js';
import { desk } from './browser.js';
import { Hub } from './hub.js';
import { publish } from './member.js';
import { phone, save } from './picture.js';

const DAY = 86_400_000;
const sizes: readonly [string, BrowserContextOptions][] = [
  ['', desk],
  ['-phone', phone],
];

/** What is planned in the month after this one: day of the month, hour, title. */
const plans: readonly [number, number, string][] = [
  [3, 9, '关于开展市容环境集中整治的通告'],
  [7, 10, '关于调整部分路段停车管理的通知'],
  [7, 15, '户外招牌设置管理办法解读'],
  [14, 9, '关于元旦期间值班安排的通知'],
  [21, 9, '机关干部任前公示'],
];

/** The pages beside the main job, on a desk and on a phone. */
export async function officePictures(hub: Hub, browser: Browser): Promise<void> {
  const month = await planAhead(hub);
  for (const [size, options] of sizes) {
    for (const [role, path, name] of [
      ['clerk', `/calendar?month=${month}`, 'calendar'],
      ['administrator', '/members', 'members'],
    ] as const) {
      const page = await pageOf(hub, browser, role, options);
      await page.goto(hub.console + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await save(page, name + size);
      await page.context().close();
    }
  }
  const page = await pageOf(hub, browser, 'clerk', { ...desk, contrast: 'more' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await save(page, 'today-contrast');
  await page.context().close();
}

/** An empty hub as whoever opens its link sees it. */
export async function setUpPictures(browser: Browser): Promise<void> {
  const hub = await Hub.start({ empty: true });
  try {
    for (const [size, options] of sizes) {
      const page = await browser.newPage(options);
      await page.goto(await setupLink(hub.dataDir));
      await page.getByLabel('单位全称').fill('明川市望河区教育局');
      await page.getByLabel('单位简称').fill('望河区教育局');
      await save(page, `set-up${size}`);
      await page.close();
    }
  } finally {
    await hub.stop();
    await hub.discard();
  }
}

/** Plans a few releases; the month that they are in. */
async function planAhead(hub: Hub): Promise<string> {
  const people = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  const targetIds = [await people.clerk.target('website'), await people.clerk.target('wechat')];
  const now = new Date(Date.now() + DAY / 3);
  const at = (day: number, hour: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, day, hour - 8));
  for (const [day, hour, title] of plans)
    await publish(
      people,
      { title, body: `<p>${title}。</p>`, targetIds },
      { publishAt: at(day, hour).toISOString() },
    );
  return at(1, 12).toISOString().slice(0, 7);
}

async function pageOf(hub: Hub, browser: Browser, role: Role, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  const { visitor } = await hub.as(role);
  const [name = '', ...value] = (visitor.cookie ?? '').split('=');
  await context.addCookies([{ name, value: value.join('='), url: hub.console, httpOnly: true }]);
  const page = await context.newPage();
  await page.goto(hub.console);
  return page;
}
