import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { BoardView, WarningView } from '../../src/contract/api.js';
import { desk, launch } from './support/browser.js';
import { Hub } from './support/hub.js';
import { publish, type Member } from './support/member.js';
import { phone, save } from './support/picture.js';
import { allDay, putPlan } from './support/plan.js';
import { Screen } from './support/screen.js';

/** Takes the pictures of what stands on a wall, on a demo office of its own. */
async function main(): Promise<void> {
  const [hub, browser] = await Promise.all([Hub.start(), launch()]);
  try {
    await take(hub, browser);
  } finally {
    await browser.close();
    await hub.discard();
  }
}

const clause = (number: number): string =>
  `<p><strong>第${String(number)}条</strong> 在人行道、广场和公共绿地举办活动的，应当在活动前十五日向所在街道提出申请，并按照批准的时间、地点和范围进行；活动结束后两小时内恢复原状，清理面积不少于3200平方米。</p>`;
const long = `<p>各有关单位：</p>${Array.from({ length: 12 }, (_, index) => clause(index + 1)).join('')}`;
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

async function take(hub: Hub, browser: Browser): Promise<void> {
  const page = (options: BrowserContextOptions = {}): Promise<Page> =>
    browser.newPage({ ...desk, ...options });
  const [clerk, leader, reviewer] = [await hub.as('clerk'), await hub.as('leader'), await hub.as('reviewer')];
  const target = await clerk.target('display');
  const screen = await Screen.switchOn({ hub, page });
  await clerk.claim(await screen.code(), '一楼大厅东屏', target);
  const title = '关于规范户外活动管理的通告';
  await publish({ clerk, reviewer }, { title, body: long, targetIds: [target] });
  await screen.shows(title);
  await save(screen.page, 'screen-long');
  await screen.page.setViewportSize({ width: 1080, height: 1920 });
  await screen.page.waitForFunction(() => document.querySelector('#stage .slide')?.clientWidth === 1080);
  await screen.shows(title);
  await save(screen.page, 'screen-portrait');
  await screen.page.setViewportSize({ width: 1920, height: 1080 });
  await board(clerk, target, screen.page);
  await warning({ clerk, leader }, screen.page, async (path) => signedIn(await page(), hub, clerk, path));
}

async function board(clerk: Member, target: string, glass: Page): Promise<void> {
  const made = await clerk.call('POST', '/boards', {
    name: '局领导去向牌',
    reset: { at: '00:00', to: 'unknown' },
    targetIds: [target],
  });
  const { id } = BoardView.parse(made.json);
  for (const [name, post, duties] of [
    ['测试甲', '局长', '主持全面工作'],
    ['测试乙', '副局长', '分管市容管理、户外广告'],
    ['测试丙', '副局长', '分管行政审批、政务公开'],
    ['测试丁', '办公室主任', '负责文电、值班、信访'],
  ])
    await clerk.call('POST', `/boards/${id}/entries`, { name, post, duties, keeperIds: [] });
  await putPlan(clerk, target, allDay('full', [{ kind: 'board', boardId: id, seconds: 60 }]));
  await glass.locator('#stage .board-card').first().waitFor();
  await glass.waitForFunction(() => document.querySelectorAll('#stage > .layer').length === 1);
  await save(glass, 'screen-board');
}

async function warning(
  { clerk, leader }: { clerk: Member; leader: Member },
  glass: Page,
  open: (path: string) => Promise<Page>,
): Promise<void> {
  const text = {
    ...{ level: 'orange', hazard: '寒潮', issuer: '市气象台', area: '全市，其中东部山区影响较重' },
    ...{ issuedAt: inHours(-1), from: inHours(-1), until: inHours(20) },
    headline: '未来24小时气温将下降12℃以上，并伴有6级以上偏北风',
    instruction:
      '一、注意添衣保暖，老人、儿童和心脑血管疾病患者减少外出。\n二、关好门窗，加固围板、棚架、广告牌等易被大风吹动的搭建物。\n三、做好水管防冻，燃气取暖注意通风。',
  };
  for (const [drill, name] of [
    [false, 'screen-warning'],
    [true, 'screen-drill'],
  ] as const) {
    const { id } = WarningView.parse(
      (await clerk.call('POST', '/warnings', { text, drill, voice: true })).json,
    );
    const { targets } = { targets: [await clerk.target('display')] };
    await leader.call('POST', `/warnings/${id}/start`, { targetIds: targets });
    await glass.locator('#stage .warning').waitFor();
    await save(glass, name);
    if (!drill) {
      const page = await open('/warnings');
      await page.getByText('全部 1 块屏已确认画面').waitFor();
      await save(page, 'warnings');
      await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 });
      await save(page, 'warnings-phone');
    }
    await leader.call('POST', `/warnings/${id}/end`, { reason: 'lifted' });
    await glass.locator('#stage .warning').waitFor({ state: 'detached' });
  }
  await clerk.call('POST', '/slates', { reason: '画面内容待核实' });
  await glass.locator('#stage .slate').waitFor();
  await save(glass, 'screen-slate');
}

async function signedIn(page: Page, hub: Hub, { visitor }: Member, path: string): Promise<Page> {
  const [name = '', ...value] = (visitor.cookie ?? '').split('=');
  await page.context().addCookies([{ name, value: value.join('='), url: hub.origin, httpOnly: true }]);
  await page.goto(hub.origin + path);
  return page;
}

await main();
