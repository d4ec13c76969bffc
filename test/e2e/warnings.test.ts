import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { WarningView } from '../../src/contract/api.js';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';
import { Screen } from './support/screen.js';

const house = openHouse();

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const text = {
  level: 'orange',
  hazard: '寒潮',
  issuer: '市气象台',
  issuedAt: inHours(-1),
  from: inHours(-1),
  until: inHours(12),
  area: '全市，其中东部山区影响较重',
  headline: '未来24小时气温将下降12℃以上，并伴有6级以上偏北风',
  instruction:
    '一、注意添衣保暖，老人、儿童和心脑血管疾病患者减少外出。\n二、关好门窗，加固围板、棚架、广告牌等易被大风吹动的搭建物。\n三、做好水管防冻，燃气取暖注意通风。\n四、驾驶车辆注意路面结冰，保持车距。',
};
const clickThrough = async (page: Page, ...names: string[]) => {
  for (const name of names) await page.getByRole('button', { name }).first().click();
};

house.test(
  'a warning typed by one and started by another fills the glass at once, and the programme comes back when it is lifted',
  async () => {
    const [clerk, leader, reviewer] = await Promise.all(
      (['clerk', 'leader', 'reviewer'] as const).map((role) => house.hub.as(role)),
    );
    if (!clerk || !leader || !reviewer) throw new Error('somebody is missing');
    const screen = await Screen.switchOn(house);
    const targetId = await clerk.target('display');
    await clerk.claim(await screen.code(), '大厅东屏', targetId);
    const title = '关于冬季供暖服务的通告';
    await publish({ clerk, reviewer }, { title, body: '<p>供暖热线昼夜开通。</p>', targetIds: [targetId] });
    await screen.shows(title);

    const answer = await clerk.call('POST', '/warnings', { text, drill: false, voice: true });
    const { id } = WarningView.parse(answer.json);
    const desk = await house.pageOf('leader', '/warnings');
    await desk.getByText('寒潮 橙色（Ⅱ级 严重）').waitFor();
    const watching = screen.watch(6_000);
    await desk.getByRole('button', { name: '启动…' }).click();
    const begun = performance.now();
    await desk.getByRole('button', { name: /^在 .* 块屏上启动$/ }).click();
    await screen.page.locator('#stage .warning').waitFor();
    expect(performance.now() - begun).toBeLessThan(5_000);
    const said = screen.page.locator('#stage .warning-band');
    expect(await said.textContent()).toContain('寒潮橙色预警');
    expect(await said.textContent()).toContain('Ⅱ级 严重');
    expect((await watching).blanks).toBe(0);
    await desk.getByText('全部 1 块屏已确认画面').waitFor();

    // A reload without the hub finds it again.
    await screen.page.waitForFunction(
      async () => (await caches.open('player-shell').then((c) => c.keys())).length > 2,
    );
    await screen.page.reload();
    await screen.page.locator('#stage .warning').waitFor();

    await desk.getByRole('button', { name: '解除…' }).click();
    await desk.getByRole('button', { name: '发布单位已解除' }).click();
    await screen.shows(title);
    await until(
      async () => WarningView.parse((await clerk.call('GET', `/warnings/${id}`)).json),
      ({ state, reach }) => state === 'ended' && reach?.shown === 1,
      { withinMs: 15_000 },
    );
    expect(house.complaints(screen.page)).toEqual([]);
    expect(house.complaints(desk)).toEqual([]);
  },
  120_000,
);

house.test('the safe slate covers everything by one key, and two people lift it', async () => {
  const clerk = await house.hub.as('clerk');
  const screen = await Screen.switchOn(house);
  await clerk.claim(await screen.code(), '安全屏', await clerk.target('display'));
  await screen.page.locator('#stage .slide, #stage .idle').first().waitFor();
  const desk = await house.pageOf('clerk', '/warnings');
  await clickThrough(desk, '一键安全画面', '立即换成安全画面');
  await screen.page.locator('#stage .slate').waitFor();
  await clickThrough(desk, '申请解除');
  await desk.getByText('已申请解除，须由另一人确认').waitFor();
  const other = await house.pageOf('leader', '/warnings');
  await clickThrough(other, '确认解除');
  await screen.page.locator('#stage .slide, #stage .idle').first().waitFor();
});
