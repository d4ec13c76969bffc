import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setupLink } from '../support/set-up.js';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';

const house = openHouse({ empty: true });
const password = 'vier gute worte hier';

async function join(page: Page, username: string, name: string): Promise<void> {
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel(/^用户名/).fill(username);
  await page.getByLabel(/^密码/).fill(password);
  await page.getByLabel('再输一次密码').fill(password);
}

/** The code of now, or of the next half minute, which the hub takes as well. */
const codeOf = (secret: string, offset: number): Promise<string> =>
  createOTP(base32.decode(secret)).hotp(Math.floor(Date.now() / 30_000) + offset);

house.test(
  'an empty hub is set up by its link; a colleague is invited, joins, and signs in in two steps',
  async () => {
    const boss = await house.page();
    const link = await setupLink(house.hub.dataDir);
    await boss.goto(link);
    await boss.getByRole('heading', { name: '启用本单位的通播' }).waitFor();
    // The secret leaves the address bar at once.
    expect(boss.url()).not.toContain('#');
    await boss.getByLabel('单位全称').fill('明川市望河区试验局');
    await boss.getByLabel('单位简称').fill('试验局');
    await join(boss, 'boss', '沈一舟');
    await boss.getByRole('button', { name: '启用' }).click();
    await boss.getByText('试验局').first().waitFor();

    const second = await house.page();
    await second.goto(link);
    await second.getByRole('heading', { name: '这个链接不能用了' }).waitFor();

    const hand = new Hand(boss);
    await hand.goTo('设置', '人员');
    await hand.write(boss.getByLabel('科室名称'), '政务公开科');
    await hand.button('添加科室');
    await boss.getByText('政务公开科').waitFor();
    await hand.button('邀请同事');
    const dialog = boss.getByRole('dialog');
    await hand.write(dialog.getByLabel('姓名'), '宁一舟');
    await hand.press(dialog.getByRole('button', { name: '生成链接' }));
    const invitation = await dialog.locator('code').innerText();
    await hand.press(dialog.getByRole('button', { name: '我已记下' }));
    await boss.getByRole('button', { name: '收回给“宁一舟”的邀请' }).waitFor();

    const guest = await house.page();
    await guest.goto(invitation);
    await guest.getByRole('heading', { name: '明川市望河区试验局 邀请您加入' }).waitFor();
    expect(await guest.getByLabel('姓名').inputValue()).toBe('宁一舟');
    await join(guest, 'ning.yizhou', '宁一舟');
    await guest.getByRole('button', { name: '加入' }).click();
    await guest.getByRole('navigation').first().waitFor();

    await guest.goto(`${house.hub.console}/account`);
    const own = new Hand(guest);
    await own.button('开启两步验证');
    const secret = (await guest.locator('.factor-secret').innerText()).replaceAll(' ', '');
    await own.write(guest.getByLabel('六位动态码'), await codeOf(secret, 0));
    await own.button('确认开启');
    await guest.locator('.recovery-codes li').nth(7).waitFor();
    expect(await guest.locator('.recovery-codes li').count()).toBe(8);
    const [recovery = '', spare = ''] = await guest.locator('.recovery-codes code').allInnerTexts();
    await own.button('我已记下');
    await guest.getByText('还有 8 个备用码').waitFor();

    const elsewhere = await house.page();
    await elsewhere.goto(house.hub.console);
    await elsewhere.getByLabel('用户名').fill('ning.yizhou');
    await elsewhere.getByLabel('密码').fill(password);
    await elsewhere.getByRole('button', { name: '登录' }).click();
    await elsewhere.getByLabel(/^动态码或备用码/).fill('000000');
    await elsewhere.getByRole('button', { name: '登录' }).click();
    await elsewhere.getByText('动态码不对').waitFor();
    await elsewhere.getByLabel(/^动态码或备用码/).fill(recovery);
    await elsewhere.getByRole('button', { name: '登录' }).click();
    await elsewhere.getByRole('navigation').first().waitFor();

    // The other log-in is ended from here; its open page says so by itself, and goes on where it was.
    await guest.reload();
    await own.button('退出其他所有设备');
    await guest.getByText('其他设备已退出登录').waitFor();
    const ended = elsewhere.getByRole('dialog', { name: '登录已失效' });
    await ended.waitFor();
    await ended.getByLabel('密码').fill(password);
    await ended.getByRole('button', { name: '登录', exact: true }).click();
    await ended.getByLabel('动态码或备用码').fill(spare);
    await ended.getByRole('button', { name: '登录', exact: true }).click();
    await ended.waitFor({ state: 'hidden' });
    await elsewhere.getByText('实时更新已断开').waitFor({ state: 'hidden' });
    for (const page of [boss, guest]) expect(house.complaints(page)).toEqual([]);
  },
  90_000,
);
