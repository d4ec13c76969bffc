import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ConsultationList, type Role } from '../../../src/contract/api.js';
import { setupLink } from '../../support/set-up.js';
import { desk } from './browser.js';
import { Hub } from './hub.js';
import { publish } from './member.js';
import { onPaper, slipOf } from './paper.js';
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
  const { draftId, versionId } = await changed(hub);
  const consultedId = await consulted(hub);
  const { slip, record } = await paper(hub);
  for (const [size, options] of sizes) {
    for (const [role, path, name, shows] of [
      ['clerk', `/calendar?month=${month}`, 'calendar', 'h1'],
      ['administrator', '/members', 'members', 'h1'],
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

/** Two versions that are signed by hand: a slip that is out, and a scan that waits for its check. */
async function paper(hub: Hub): Promise<{ slip: string; record: string }> {
  const clerk = await hub.as('clerk');
  const targetIds = [await clerk.target('website')];
  const [out, back] = await Promise.all(
    ['关于元旦假期服务安排的通告', '关于开展冬季清雪的通告'].map(async (title) => {
      const { id, draft } = await clerk.draft({
        ...{ title, category: '通知公告', body: '<p>现将有关事项通告如下。</p>', targetIds },
      });
      return (await clerk.submit(id, draft.revision)).versionId;
    }),
  );
  return {
    slip: (await slipOf(clerk, out ?? '')).code,
    record: (await onPaper(clerk, back ?? '')).id,
  };
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
  await page.goto(hub.console + path);
  await page.locator(shows).first().waitFor();
  await save(page, name);
  await page.context().close();
}

/** A draft, and a second version that waits for review, with what changed and what the screening found. */
async function changed(hub: Hub): Promise<{ draftId: string; versionId: string }> {
  const people = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  const { clerk } = people;
  const targetIds = [await clerk.target('website'), await clerk.target('wechat')];
  const body = (until: string, more = ''): string =>
    `<p>为方便群众办事，现将有关事项通知如下。</p><p>一、报名时间截止${until}。</p>${more}<p>三、联系电话：0000-5550312。</p>`;
  const title = '关于受理户外招牌设置备案的通知';
  const first = await publish(people, { title, body: body('2026年12月1日'), targetIds });
  await clerk.call('POST', `/announcements/${first.id}/correction`, { note: '报名时间有变。' });
  const { draft } = await clerk.detail(first.id);
  const more = '<p>二、申请人证件号码：11010519491231002X，手机13000000000。</p>';
  await clerk.call('PUT', `/announcements/${first.id}/draft`, {
    ...draft,
    body: body('2026年12月8日', more),
  });
  const { versionId } = await clerk.submit(first.id, (await clerk.detail(first.id)).draft.revision);
  const { id } = await clerk.draft({ title, category: '通知公告', body: body('2026年12月1日'), targetIds });
  return { draftId: id, versionId };
}

/** One that two bodies were asked about, of which one has replied, and another one that is not disclosed. */
async function consulted(hub: Hub): Promise<string> {
  const { clerk, reviewer } = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  const targetIds = [await clerk.target('website')];
  const submitted = async (title: string): Promise<{ id: string; versionId: string }> => {
    const { id, draft } = await clerk.draft({
      ...{ title, category: '通知公告', body: `<p>${title}。</p>`, targetIds },
    });
    return { id, versionId: (await clerk.submit(id, draft.revision)).versionId };
  };
  const { id } = await submitted('关于滨河路用地范围调整的公告');
  for (const [organ, question] of [
    ['区自然资源局', '公告所述用地范围与贵局批准的范围是否一致？'],
    ['区水务局', '是否涉及河道管理范围？'],
  ])
    await reviewer.call('POST', `/announcements/${id}/consultations`, {
      ...{ kind: 'consultation', organ, question },
    });
  const { items } = await clerk.get(ConsultationList, `/announcements/${id}/consultations`);
  await clerk.call('POST', `/consultations/${items.at(-1)?.id ?? ''}/reply`, {
    ...{ verdict: 'agrees', text: '范围一致，同意公开。', receivedAt: new Date().toISOString() },
  });
  const { versionId } = await submitted('关于机关内部值班安排的通知');
  const { hash, renditions } = await reviewer.version(versionId);
  await reviewer.call('POST', `/versions/${versionId}/decisions`, {
    ...{ verdict: 'withhold', opinion: '内部值班安排，属内部事务。', versionHash: hash },
    renditionHashes: Object.fromEntries(renditions.map(({ targetId, hash: own }) => [targetId, own])),
    withhold: { ground: 'internal' },
  });
  return id;
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
