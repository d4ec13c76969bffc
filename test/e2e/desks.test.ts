import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TaskPage } from '../../src/contract/api.js';
import { until } from '../support/until.js';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';
import { approved, publish } from './support/member.js';

const house = openHouse();

/** The demo's open hand-off: a portal that waits for a person. */
async function openHandoff(): Promise<{ title: string; path: string; desk: string }> {
  const clerk = await house.hub.as('clerk');
  const { items } = await clerk.get(TaskPage, '/tasks?limit=100');
  const task = items.find((one) => one.handoff);
  if (!task) throw new Error('nothing waits to be handed over');
  const desk = JSON.stringify(task.facts).match(/https?:\/\/[^"]+\/desk/)?.[0] ?? '';
  return { title: task.announcementTitle, path: `/deliveries/${task.deliveryId}/handoff`, desk };
}

/** Approved announcements for the office's site that nobody has released yet, by title. */
async function waiting(...titles: string[]): Promise<{ id: string; versionId: string }[]> {
  const [clerk, reviewer] = await Promise.all([house.hub.as('clerk'), house.hub.as('reviewer')]);
  const targetIds = [await clerk.target('website')];
  return Promise.all(
    titles.map((title) => approved({ clerk, reviewer }, { title, body: `<p>${title}。</p>`, targetIds })),
  );
}

/** What the page put on the clipboard. */
const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

house.test(
  'a clerk carries an announcement over to somebody else’s portal, and only the right page counts',
  async () => {
    const { title, path, desk } = await openHandoff();
    const page = await house.pageOf('clerk', '/', { permissions: ['clipboard-read', 'clipboard-write'] });
    const clerk = new Hand(page);

    // Today names it, and leads there.
    await page.getByRole('region', { name: '待办' }).getByRole('link').filter({ hasText: title }).click();
    await page.waitForURL(`**${path}`);
    await page.locator('.page-head').getByText('演练', { exact: true }).waitFor();

    // Ticks stay over a reload.
    const box = page.getByRole('region', { name: '逐项核对' }).getByRole('checkbox').first();
    await box.check();
    await page.reload();
    await until(() => box.isChecked());

    // The portal's own front page is not the article, and the hub says what it is instead.
    await clerk.button('提交');
    await page.getByText('请至少填写一项再提交。').waitFor();
    await clerk.write(page.getByLabel('上线网址'), desk);
    await clerk.button('提交');
    await page.getByText('看过了，还不能算上线').waitFor();
    expect(await page.getByRole('region', { name: '发布好了，填回结果' }).innerText()).toContain(
      '没有通过核对',
    );

    // Copied into the portal's form, it becomes a page there.
    await clerk.button('复制标题');
    expect(await copied(page)).toBe(title);
    await clerk.button('复制 HTML 源码');
    const html = await copied(page);
    const portal = await house.page();
    await portal.goto(desk);
    await portal.locator('[name="title"]').fill(title);
    await portal.locator('[name="html"]').fill(html);
    await portal.getByRole('button', { name: '发布' }).click();
    const address = await portal
      .locator('a[href*="/art/"]')
      .first()
      .evaluate((link) => (link as HTMLAnchorElement).href);

    // The look shows on the open page by itself.
    await clerk.write(page.getByLabel('上线网址'), address);
    await clerk.button('提交');
    await page.getByText('核对通过，已上线').waitFor();
    expect(await page.getByRole('link', { name: address }).count()).toBe(1);
    expect(house.complaints(page)).toEqual([]);
  },
  120_000,
);

house.test(
  'a clerk corrects what is out: it is reviewed again and replaced in place, with the notice above it',
  async () => {
    const [clerk, reviewer] = await Promise.all([house.hub.as('clerk'), house.hub.as('reviewer')]);
    const title = '关于调整临时摊点申请受理时间的通告';
    const notice = '受理时间应为“周一至周五”，原文误为“周一至周六”。';
    const targetIds = [await clerk.target('website')];
    const made = await publish(
      { clerk, reviewer },
      { title, body: '<p>受理时间为周一至周六。</p>', targetIds },
    );
    const page = await house.pageOf('clerk');
    const hand = new Hand(page);
    await hand.goTo('发布看板');
    const row = page.getByRole('row').filter({ hasText: title });
    await row.getByRole('button', { name: '机关门户网站：已上线' }).waitFor();

    // It can be begun and given up: what is out stays as it is.
    const begin = async () => {
      await hand.press(page.getByRole('button', { name: `《${title}》的更多操作` }));
      await hand.press(page.getByRole('menuitem', { name: '更正…' }));
      await hand.write(page.getByLabel('更正说明'), notice);
      await hand.button('开始更正');
      await page.waitForURL('**/edit');
    };
    await begin();
    await hand.button('放弃更正');
    await hand.press(page.getByRole('dialog').getByRole('button', { name: '放弃更正' }));
    await page.getByText('已放弃更正').waitFor();
    expect((await clerk.detail(made.id)).locked).toBe(true);

    // The draft says what the public will read, and shows it where it will stand.
    await hand.goTo('发布看板');
    await begin();
    await page.getByText('正在更正', { exact: true }).waitFor();
    await hand.write(page.locator('.ProseMirror'), '受理时间为周一至周五。');
    const preview = page.locator('iframe[title="“机关门户网站”上的样子"]').last().contentFrame();
    await preview.getByText(notice).waitFor();
    await preview.getByText('受理时间为周一至周五。').waitFor();
    await page.getByText('可以送审').waitFor();
    await hand.button('送审');
    await page.waitForURL(/\/versions\//);
    // Whoever reviews it sees what changed.
    await page.getByRole('heading', { name: '与第 1 版相比' }).waitFor();
    await page.locator('.changes ins').filter({ hasText: notice }).waitFor();
    await page.locator('.changes del').filter({ hasText: '六' }).waitFor();
    expect(await (await fetch(made.permalink)).text()).toContain('受理时间为周一至周六。');
    await reviewer.approve(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    await hand.button('发布…');
    await page.getByRole('dialog').getByText('就地替换').waitFor();
    await hand.button(/^向 1 处发布更正/);
    await row.getByRole('button', { name: '机关门户网站：已更新' }).waitFor();

    // Same address, new text; the record keeps both.
    const published = await (await fetch(made.permalink)).text();
    for (const words of ['更正说明', notice, '受理时间为周一至周五。']) expect(published).toContain(words);
    expect(published).not.toContain('<p>受理时间为周一至周六。</p>');
    const { deliveries, entries } = await clerk.record(made.id);
    expect(deliveries.map(({ operation, state, goneReason }) => [operation, state, goneReason])).toEqual([
      ['publish', 'gone', 'superseded'],
      ['update', 'live', undefined],
    ]);
    expect(deliveries[1]?.url).toBe(deliveries[0]?.url);
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['correction.begun', 'correction.discarded', 'delivery.live', 'delivery.gone']),
    );
    await hand.press(page.getByRole('link', { name: title }));
    await page.getByText('更新', { exact: true }).first().waitFor();
    expect(await page.locator('main').innerText()).toContain('发布 · 被新版替换');
    expect(house.complaints(page)).toEqual([]);
  },
  120_000,
);

house.test(
  'a policy and its interpretation go together; a group that lost an approval is held, said, and dissolved',
  async () => {
    const [policy, reading] = ['关于规范共享单车停放的通告', '《关于规范共享单车停放的通告》解读'];
    const [first] = await waiting(policy, reading);
    const page = await house.pageOf('clerk', `/versions/${first?.versionId ?? ''}`);
    const clerk = new Hand(page);
    await clerk.button('发布…');
    const dialog = page.getByRole('dialog');
    await clerk.write(dialog.getByRole('combobox', { name: '与这些信息同时发布' }), '解读');
    const option = page.locator('.ant-select-item-option').filter({ hasText: reading });
    const chosen = dialog.locator('.ant-select-selection-item');
    // The list may still move when it is pressed.
    await until(async () => {
      if ((await chosen.count()) === 0) {
        await clerk.press(option);
        await chosen.waitFor({ timeout: 3_000 }).catch(() => undefined);
      }
      return chosen.count();
    }, Boolean);
    expect(await dialog.getByLabel('这一组的名称').inputValue()).toBe(`《${policy}》等 2 件`);
    await clerk.write(dialog.getByLabel('这一组的名称'), '共享单车政策与解读');
    await clerk.press(dialog.getByRole('button', { name: /^2 件同时发布/ }));
    await page.waitForURL(/\/groups\//);
    await page.getByText('全部放行').waitFor();
    await clerk.goTo('发布看板');
    for (const title of [policy, reading]) {
      const row = page.getByRole('row').filter({ hasText: title });
      await row.getByRole('button', { name: '机关门户网站：已上线' }).first().waitFor();
      await row.getByRole('link', { name: '成组发布：共享单车政策与解读' }).first().waitFor();
    }

    // Another group, for later; one of it is changed meanwhile.
    const [plan, guide] = ['夜间施工管理办法', '《夜间施工管理办法》解读'];
    const members = await waiting(plan, guide);
    const member = await house.hub.as('clerk');
    const targetIds = [await member.target('website')];
    const made = await member.call('POST', '/release-groups', {
      name: '夜间施工政策与解读',
      publishAt: new Date(Date.now() + 3_600_000).toISOString(),
      members: members.map(({ versionId }) => ({ versionId, targetIds })),
    });
    expect(made.status).toBe(201);
    const changed = members[1]?.id ?? '';
    const begun = await member.call('POST', `/announcements/${changed}/correction`, { note: '条款有误' });
    expect(begun.status).toBe(200);

    // Today says so, and leads to where it is dissolved.
    await clerk.goTo('今日');
    const urgent = page.getByRole('region', { name: '需要人处理' });
    await clerk.press(urgent.getByRole('link').filter({ hasText: '夜间施工政策与解读' }));
    await page.getByText('全组暂缓').waitFor();
    const broken = page.locator('.group-member').filter({ hasText: '原来的批准不再有效' });
    expect(await broken.innerText()).toContain(guide);
    await clerk.button('解散这一组');
    await clerk.press(page.getByRole('dialog').getByRole('button', { name: '解散这一组' }));
    await page.getByText('没有发出').waitFor();
    const { stage, correction } = await member.detail(changed);
    expect([stage, correction]).toEqual(['drafting', undefined]);

    // What is still approved can go alone.
    await page.goto(`${house.hub.origin}/versions/${members[0]?.versionId ?? ''}`);
    await clerk.button('发布…');
    await clerk.button(/^向 1 处发布/);
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: plan, exact: true }) })
      .getByRole('button', { name: '机关门户网站：已上线' })
      .waitFor();
    expect(house.complaints(page)).toEqual([]);
  },
  120_000,
);

house.test('the media liaison has three places, and notes an early publication as a breach', async () => {
  const page = await house.pageOf('liaison');
  const liaison = new Hand(page);
  await page.waitForURL('**/press');
  const places = page.getByRole('navigation').first().getByRole('link');
  expect(await places.allInnerTexts()).toEqual(['发布', '媒体', '采用']);
  for (const path of ['/announcements', '/board', '/ledger']) {
    await page.goto(`${house.hub.origin}${path}`);
    await page.getByText('您的角色不能做这件事').first().waitFor();
  }

  await liaison.goTo('发布');
  const outlet = page.locator('.press-outlet').first();
  await outlet.getByText('演练', { exact: true }).waitFor();
  const name = (await outlet.locator('.press-outlet-name').innerText()).replace('演练', '').trim();
  await liaison.press(outlet);
  await liaison.button('登记采用情况');
  const dialog = page.getByRole('dialog').filter({ hasText: `登记“${name}”的采用` });
  await liaison.press(dialog.getByRole('button', { name: '保存' }));
  await dialog.getByText('请填写这一项。').waitFor();
  await liaison.press(dialog.getByRole('radio').first());
  const when = dialog.getByPlaceholder('请选择日期');
  await when.fill('2025-01-02 08:00');
  await when.press('Enter');
  await liaison.write(dialog.getByLabel('版面或节目'), '2版');
  await liaison.press(dialog.getByRole('button', { name: '保存' }));
  await page.getByText('已登记采用').waitFor();

  await page.goto(`${house.hub.origin}/press/pickups`);
  const row = page.locator('.pickup').filter({ hasText: name });
  await row.getByText('违约：提前刊发').waitFor();
  expect(await row.innerText()).toContain('2版');
});

house.test(
  'an administrator changes a target: secrets are never shown, mistakes stand at their field',
  async () => {
    const page = await house.pageOf('administrator');
    const admin = new Hand(page);
    await admin.goTo('设置', '发布目标');
    const row = page.locator('.target-row').filter({ has: page.getByText('wechat', { exact: true }) });
    await admin.press(row.getByRole('button', { name: '设置', exact: true }));
    const form = page.locator('.target-form');
    const secret = form.getByLabel('AppSecret', { exact: true });
    expect(await secret.inputValue()).toBe('');
    expect(await secret.getAttribute('placeholder')).toBe('已设置，留空不变');
    const appId = form.getByLabel('AppID', { exact: true });
    const before = await appId.inputValue();
    await admin.write(appId, '不对');
    await admin.press(form.getByRole('button', { name: '保存' }));
    await form.getByText('格式不对，请按提示填写。').waitFor();
    expect(await appId.getAttribute('aria-invalid')).toBe('true');
    await admin.write(appId, before);
    const perDay = form.getByLabel('每天', { exact: false });
    await admin.write(perDay, '0');
    await admin.press(form.getByRole('button', { name: '保存' }));
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    await admin.write(perDay, '80');
    await admin.press(form.getByRole('button', { name: '保存' }));
    await page.getByText(/的设置已保存/).waitFor();
    await admin.press(row.getByRole('button', { name: '设置', exact: true }));
    expect(await form.getByLabel('每天', { exact: false }).inputValue()).toBe('80');
    expect(house.complaints(page)).toEqual([]);
  },
);
