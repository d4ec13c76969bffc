import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import type { Role } from '../../src/contract/api.js';
import { until } from '../support/until.js';
import { desk, launch } from './support/browser.js';
import { fleetPictures } from './support/fleet-pictures.js';
import { Hand } from './support/hand.js';
import { Hub } from './support/hub.js';
import { officePictures, setUpPictures } from './support/office-pictures.js';
import { Outside, settingsOf } from './support/outside.js';
import { phone, save } from './support/picture.js';
import { Screen } from './support/screen.js';

const FILE = 'demo/word/03-policy-with-photo.docx';
/** Takes the README's pictures along the main job, on a demo office of its own. */
async function main(): Promise<void> {
  const [hub, browser] = await Promise.all([Hub.start(), launch()]);
  try {
    await take(hub, browser);
    await setUpPictures(browser);
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
  const title = await draft(clerk, hub.origin);
  await clerk.button('送审');
  await clerk.page.waitForURL(/\/versions\//);
  const version = clerk.page.url();
  await review(await signedIn(hub, await page(), 'reviewer'), version);

  await claim(clerk, hub.origin, code);
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
  await clerk.page.goto(`${hub.origin}/board`);

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
    await clerk.page.goto(`${hub.origin}${path}`);
    await clerk.page.getByRole('heading', { level: 1 }).waitFor();
    await save(clerk.page, name);
  }
  await correction(clerk, hub.origin, title);
  await officePictures(hub, browser);
  await fleetPictures(hub, browser);
  await recall(hub, clerk, { page, screen, title });
}

type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

/** The hand-off page, and what stands on the other sides: a phone's article, a TV page, an outlet's pack. */
async function outsidePages(hub: Hub, { page: desk }: Hand, page: OpenPage, title: string): Promise<void> {
  const clerk = await hub.as('clerk');
  const outside = new Outside(hub);
  const row = (await clerk.board()).items.find((item) => item.title === title);
  const { deliveries } = await clerk.record(row?.id ?? '');
  const to = (name: string) => deliveries.find(({ targetName }) => targetName === name);
  await desk.goto(`${hub.origin}/deliveries/${to('市政府门户网站')?.id ?? ''}/handoff`);
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

/** Begun, pictured and given up again: what is out stays as it is. */
async function correction(clerk: Hand, url: string, title: string): Promise<void> {
  const { page } = clerk;
  await page.goto(`${url}/board`);
  await clerk.press(page.getByRole('button', { name: `《${title}》的更多操作` }));
  await clerk.press(page.getByRole('menuitem', { name: '更正…' }));
  await clerk.write(
    page.getByLabel('更正说明'),
    '第十六条的施行日期应为“2027年1月1日”，原文误为“2026年1月1日”。',
  );
  await clerk.button('开始更正');
  await page.getByText('正在更正', { exact: true }).waitFor();
  await page.getByText('可以送审').waitFor();
  const preview = page.locator('iframe[title="“机关门户网站”上的样子"]').last().contentFrame();
  await preview.getByText('更正说明').waitFor();
  await save(page, 'correction');
  await clerk.button('放弃更正');
  await clerk.press(page.getByRole('dialog').getByRole('button', { name: '放弃更正' }));
  await page.getByText('已放弃更正').waitFor();
}

/** Two portals' editors have put it on their sites, so that somebody has to ask for it back there. */
async function adopted(hub: Hub, title: string): Promise<void> {
  const [clerk, administrator] = [await hub.as('clerk'), await hub.as('administrator')];
  const outside = new Outside(hub);
  const row = (await clerk.board()).items.find((item) => item.title === title);
  const theirs = async () =>
    (await clerk.record(row?.id ?? '')).deliveries.filter(({ targetName }) =>
      ['市政府新闻网', '廉政网'].includes(targetName),
    );
  for (const { id, targetId } of await theirs()) {
    const { origins } = await settingsOf(administrator, targetId);
    await outside.edit(z.array(z.string()).min(1).parse(origins)[0] ?? '', 'adopt', id);
  }
  await until(theirs, (deliveries) => deliveries.every(({ state }) => state === 'live'), {
    withinMs: 60_000,
  });
}

/** Asked for by the clerk, agreed to by a leader, with a screen that is switched off and portals that never answer. */
async function recall(
  hub: Hub,
  clerk: Hand,
  { page, screen, title }: { page: OpenPage; screen: Screen; title: string },
): Promise<void> {
  await adopted(hub, title);
  await screen.page.goto('about:blank');
  const desk = clerk.page;
  await desk.goto(`${hub.origin}/board`);
  await clerk.press(desk.getByRole('row').filter({ hasText: title }).getByRole('button', { name: '撤回…' }));
  await clerk.press(desk.getByRole('radio', { name: '内容有误' }));
  await clerk.write(desk.getByLabel('说明'), '附件与正文的金额不一致。');
  await desk.getByText(/从 9 个渠道、1 块屏撤回/).waitFor();
  await save(desk, 'recall-dialog');
  await clerk.button('申请撤回');
  await clerk.press(desk.getByRole('link', { name: '查看进展' }));
  const leader = await signedIn(hub, await page(), 'leader');
  await leader.page
    .getByRole('region', { name: '撤回申请' })
    .getByText(/将从 9 个渠道/)
    .waitFor();
  await save(leader.page, 'recall-today');
  await leader.write(leader.page.getByLabel('意见'), '情况属实，同意撤回。');
  const letPortalsGo = await hub.freezeDrill('portal');
  await leader.button('同意撤回');
  const count = (name: string) =>
    leader.page.locator('.recall-count').filter({ hasText: name }).locator('dd');
  await count('已撤下').filter({ hasText: '4' }).waitFor({ timeout: 60_000 });
  await count('待人工').filter({ hasText: '5' }).waitFor({ timeout: 60_000 });
  await save(leader.page, 'recall');
  const small = await signedIn(hub, await page(phone), 'leader');
  await small.page.goto(leader.page.url());
  await small.page.getByText('待人工').first().waitFor();
  await save(small.page, 'recall-phone');
  const document = await leader.page.getByRole('link', { name: '进展说明（网页）' }).getAttribute('href');
  await leader.page.goto(`${hub.origin}${document ?? ''}`);
  await save(leader.page, 'recall-document');
  letPortalsGo();
}

async function signedIn(hub: Hub, page: Page, role: Role): Promise<Hand> {
  const hand = new Hand(page);
  await hand.signIn(hub.origin, await hub.credentials(role));
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

await main();
