import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../src/contract/api.js';
import { desk, launch } from './support/browser.js';
import { Hand } from './support/hand.js';
import { Hub } from './support/hub.js';
import { Outside } from './support/outside.js';
import { Screen } from './support/screen.js';

const [folder = 'docs/pictures'] = process.argv.slice(2);
const FILE = 'demo/word/03-policy-with-photo.docx';
const LARGEST_BYTES = 400_000;
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

/** Takes the README's pictures along the main job, on a demo office of its own. */
async function main(): Promise<void> {
  const [hub, browser] = await Promise.all([Hub.start(), launch()]);
  try {
    await mkdir(folder, { recursive: true });
    await take(hub, browser);
  } finally {
    await browser.close();
    await hub.discard();
  }
}

async function take(hub: Hub, browser: Browser): Promise<void> {
  const page = (options: BrowserContextOptions = {}) => browser.newPage({ ...desk, ...options });
  const screen = await Screen.switchOn({ hub, page });
  const code = await screen.code();
  await save(screen.page, 'pairing');

  const clerk = await signedIn(hub, await page(), 'clerk');
  const title = await draft(clerk, hub.console);
  await clerk.button('送审');
  await clerk.page.waitForURL(/\/versions\//);
  const version = clerk.page.url();
  await review(await signedIn(hub, await page(), 'reviewer'), version);

  await claim(clerk, hub.console, code);
  await clerk.page.goto(version);
  await clerk.button('发布…');
  await clerk.button(/^向 9 处发布/);
  await screen.shows(title);
  await save(screen.page, 'screen');
  const row = clerk.page.getByRole('row').filter({ hasText: title });
  for (const live of ['机关门户网站', '一楼大厅屏', '微信公众号', '区有线电视图文频道'])
    await row.getByRole('button', { name: `${live}：已上线` }).waitFor({ timeout: 60_000 });
  await save(clerk.page, 'board');
  await outsidePages(hub, clerk, page, title);
  await clerk.page.goto(`${hub.console}/board`);

  await clerk.press(clerk.page.getByRole('link', { name: title }));
  await clerk.page.getByRole('heading', { name: '版本与审查' }).waitFor();
  await save(clerk.page, 'record');
  const permalink = (await clerk.page.locator('a.permalink').getAttribute('href')) ?? '';
  for (const [name, options] of [
    ['article', {}],
    ['article-phone', phone],
  ] as const) {
    const reader = await page(options);
    await reader.goto(permalink);
    await save(reader, name);
  }
  for (const [path, name] of [
    ['/', 'today'],
    ['/tasks', 'tasks'],
    ['/ledger', 'ledger'],
    ['/screens', 'screens'],
  ] as const) {
    await clerk.page.goto(`${hub.console}${path}`);
    await clerk.page.getByRole('heading', { level: 1 }).waitFor();
    await save(clerk.page, name);
  }
}

type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

/** The hand-off page, and what stands on the other sides: a phone's article, a TV page, an outlet's pack. */
async function outsidePages(hub: Hub, { page: desk }: Hand, page: OpenPage, title: string): Promise<void> {
  const clerk = await hub.as('clerk');
  const outside = new Outside(hub);
  const row = (await clerk.board()).items.find((item) => item.title === title);
  const { deliveries } = await clerk.record(row?.id ?? '');
  const to = (name: string) => deliveries.find(({ targetName }) => targetName === name);
  await desk.goto(`${hub.console}/deliveries/${to('市政府门户网站')?.id ?? ''}/handoff`);
  await desk.getByText('Word 稿').first().waitFor();
  await save(desk, 'handoff');
  const [mail] = (await outside.mails()).filter(({ subject }) => subject.includes(title));
  if (!mail) throw new Error('no outlet got a pack');
  for (const [name, url, options] of [
    ['wechat-phone', to('微信公众号')?.url ?? '', phone],
    ['tv-page', to('区有线电视图文频道')?.url ?? '', {}],
    ['press-pack', await outside.linkIn(mail), {}],
  ] as const) {
    const reader = await page(options);
    await reader.goto(url);
    await save(reader, name);
  }
}

async function signedIn(hub: Hub, page: Page, role: Role): Promise<Hand> {
  const hand = new Hand(page);
  await hand.signIn(hub.console, await hub.credentials(role));
  return hand;
}

async function draft(clerk: Hand, url: string): Promise<string> {
  const { page } = clerk;
  await page.goto(`${url}/announcements/new`);
  await clerk.pickFile('选择 Word 文件', FILE);
  const title = await page.getByLabel('标题', { exact: true }).inputValue();
  for (const target of ['机关门户网站', '一楼大厅屏'])
    await clerk.tick(page.getByRole('checkbox', { name: new RegExp(`^${target}`) }));
  await clerk.write(page.getByLabel('类别'), '政策文件');
  await clerk.button('知道了');
  await page.getByText('可以送审').waitFor();
  const [site, wall] = ['机关门户网站', '一楼大厅屏'].map((target) =>
    page.locator(`iframe[title="“${target}”上的样子"]`).first().contentFrame(),
  );
  await site?.getByText(title).first().waitFor();
  await wall?.getByText(title).first().waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await save(page, 'editor');
  return title;
}

async function review(reviewer: Hand, version: string): Promise<void> {
  const { page } = reviewer;
  await page.goto(version);
  await page.locator('iframe').nth(1).contentFrame().locator('article').waitFor();
  await save(page, 'review');
  await reviewer.write(page.getByLabel('审查意见'), '内容属实，依据充分，同意公开。');
  await reviewer.button('同意');
  await page.getByText('审查通过，可以发布').waitFor();
}

async function claim(clerk: Hand, url: string, code: string): Promise<void> {
  const { page } = clerk;
  await page.goto(`${url}/screens`);
  await clerk.button('登记显示屏');
  await page.getByRole('dialog').locator('input').first().pressSequentially(code);
  await clerk.write(page.getByRole('dialog').getByLabel('名称'), '一楼大厅东侧屏');
  await clerk.press(page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }));
  await page.getByText('一楼大厅东侧屏', { exact: true }).waitFor();
}

/** Waits until the page has its fonts, pictures and data, and nothing moves any more. */
async function save(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForFunction(async () => {
    await document.fonts.ready;
    const loading = document.querySelectorAll('[aria-busy="true"], .loading, .ant-message-notice');
    const moving = document.getAnimations().filter(({ playState }) => playState === 'running');
    const pictures = [...document.images].every((image) => image.complete);
    return loading.length === 0 && moving.length === 0 && pictures;
  });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  const { size } = await stat(path);
  if (size > LARGEST_BYTES)
    throw new Error(`${path} has ${size} bytes; README pictures stay below ${LARGEST_BYTES}`);
  process.stdout.write(`${path}\n`);
}

await main();
