import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../../src/contract/api.js';
import { setupLink } from '../../support/set-up.js';
import { desk } from './browser.js';
import { Hub } from './hub.js';
import { changed, consulted, paper, planAhead, rewritten } from './office-things.js';
import { phone, save } from './picture.js';

const sizes: readonly [string, BrowserContextOptions][] = [
  ['', desk],
  ['-phone', phone],
];

/** The pages beside the main job, on a desk and on a phone. */
export async function officePictures(hub: Hub, browser: Browser): Promise<void> {
  const month = await planAhead(hub);
  const { draftId, versionId } = await changed(hub);
  const rewrittenId = await rewritten(hub);
  const consultedId = await consulted(hub);
  const { slip, record } = await paper(hub);
  for (const [size, options] of sizes) {
    for (const [role, path, name, shows] of [
      ['clerk', `/calendar?month=${month}`, 'calendar', 'h1'],
      ['administrator', '/members', 'members', '.member'],
      ['administrator', '/procedures', 'procedures', '.chain'],
      ['administrator', '/templates', 'templates', '.templates'],
      ['administrator', '/workdays', 'workdays', 'h1'],
      ['clerk', '/announcements?q=招牌', 'search', 'mark'],
      ['reviewer', `/versions/${versionId}`, 'review-diff', '.changes ins'],
      ['clerk', `/slips/${slip}`, 'paper-slip', '.paper-form'],
      ['reviewer', `/paper/${record}`, 'paper-check', '.paper-scan'],
      ['clerk', '/notifications', 'notifications', 'h1'],
      ['reviewer', `/announcements/${consultedId}#consultations`, 'consultations', '.consultation'],
      ['reviewer', '/withheld', 'withheld', '.withheld-row'],
      ['leader', '/statistics', 'statistics', '.chart svg'],
    ] as const)
      await take(hub, browser, { role, path, name: name + size, shows, options });
    await history(hub, browser, {
      path: `/announcements/${rewrittenId}/edit`,
      name: `history${size}`,
      options,
    });
  }
  for (const [path, name, shows] of [
    ['/', 'today', 'h1'],
    [`/announcements/${draftId}/edit`, 'editor', '.ProseMirror'],
    ['/board', 'board', '[role=row], .board-row, h1'],
    ['/ledger', 'ledger', 'h1'],
  ] as const)
    await take(hub, browser, { role: 'clerk', path, name: `${name}-phone`, shows, options: phone });
  const page = await pageOf(hub, browser, 'clerk', { ...desk, contrast: 'more' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await save(page, 'today-contrast');
  await page.context().close();
}

/** What a text said before, beside the text as it is. */
async function history(
  hub: Hub,
  browser: Browser,
  { path, name, options }: Pick<Shot, 'path' | 'name' | 'options'>,
): Promise<void> {
  const page = await pageOf(hub, browser, 'clerk', options);
  await page.goto(hub.origin + path);
  await page.getByRole('button', { name: '历史版本' }).click();
  await page.locator('.history-choice').first().click();
  await page.locator('.history-chosen .changes').waitFor();
  await save(page, name);
  await page.context().close();
}

interface Shot {
  role: Role;
  path: string;
  name: string;
  /** What has to be there before it is taken. */
  shows: string;
  options: BrowserContextOptions;
}

async function take(hub: Hub, browser: Browser, { role, path, name, shows, options }: Shot): Promise<void> {
  const page = await pageOf(hub, browser, role, options);
  await page.goto(hub.origin + path);
  await page.locator(shows).first().waitFor();
  await save(page, name);
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

/** A page on which a member of this role is signed in. */
export async function pageOf(
  hub: Hub,
  browser: Browser,
  role: Role,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext(options);
  const { visitor } = await hub.as(role);
  const [name = '', ...value] = (visitor.cookie ?? '').split('=');
  await context.addCookies([{ name, value: value.join('='), url: hub.origin, httpOnly: true }]);
  const page = await context.newPage();
  await page.goto(hub.origin);
  return page;
}
