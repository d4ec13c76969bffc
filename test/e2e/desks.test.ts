import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TaskPage } from '../../src/contract/api.js';
import { until } from '../support/until.js';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';

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

/** What the page put on the clipboard. */
const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

house.test(
  'a clerk carries an announcement over to somebody else’s portal, and only the right page counts',
  async () => {
    const { title, path, desk } = await openHandoff();
    const page = await house.pageOf('clerk', { permissions: ['clipboard-read', 'clipboard-write'] });
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

house.test('the media liaison has three places, and notes an early publication as a breach', async () => {
  const page = await house.pageOf('liaison');
  const liaison = new Hand(page);
  await page.waitForURL('**/press');
  const places = page.getByRole('navigation').first().getByRole('link');
  expect(await places.allInnerTexts()).toEqual(['发布', '媒体', '采用']);
  for (const path of ['/announcements', '/board', '/ledger']) {
    await page.goto(`${house.hub.console}${path}`);
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

  await page.goto(`${house.hub.console}/press/pickups`);
  const row = page.locator('.pickup').filter({ hasText: name });
  await row.getByText('违反禁发').waitFor();
  expect(await row.innerText()).toContain('2版');
});

house.test(
  'an administrator changes a target: secrets are never shown, mistakes stand at their field',
  async () => {
    const page = await house.pageOf('administrator');
    const admin = new Hand(page);
    await admin.goTo('发布目标');
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
    await admin.press(form.getByRole('button', { name: '保存' }));
    await page.getByText(/的设置已保存/).waitFor();
    expect(house.complaints(page)).toEqual([]);
  },
);
