import { expect } from '@jest/globals';
import { emptyPlan, type Plan } from '../../src/contract/programme.js';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';
import { allDay, putPlan } from './support/plan.js';
import { Screen } from './support/screen.js';

const house = openHouse();
const restId = '00000000-0000-4000-8000-000000000003';

/** All notices beside what is open to objections, and their titles below. */
const zoned = (layoutId: string): Plan => allDay(layoutId, [{ kind: 'notices', category: '通知公告' }]);

async function plan(wish: Plan): Promise<void> {
  const clerk = await house.hub.as('clerk');
  await putPlan(clerk, await clerk.target('display'), wish);
}

async function show(title: string, category: string) {
  const [clerk, reviewer] = [await house.hub.as('clerk'), await house.hub.as('reviewer')];
  const body = `<p>各有关单位：</p><p>${'现就有关事项公告如下，请遵照执行。'.repeat(8)}</p>`;
  return publish({ clerk, reviewer }, { title, body, category, targetIds: [await clerk.target('display')] });
}

house.test(
  'a rule divides the glass: the playlist, the 公示 with days left, the clock; a recall leaves every zone within two seconds',
  async () => {
    const clerk = await house.hub.as('clerk');
    const screen = await Screen.switchOn(house);
    await clerk.claim(await screen.code(), '分区屏', await clerk.target('display'));
    const { page } = screen;
    await page.locator('#stage .slide, #stage .idle').first().waitFor();
    const notice = await show('关于冬季供暖服务安排的通告', '通知公告');
    const publicity = await show('关于优秀志愿者拟表彰名单的公示', '公示');
    await plan(zoned('side'));
    await page.locator('[data-zone="main"] .slide-title', { hasText: '冬季供暖' }).waitFor();
    // While one page fades into the other, both stand there.
    const side = page.locator('[data-zone="side"] .publicity', { hasText: '关于优秀志愿者拟表彰名单的公示' });
    await side.waitFor();
    expect(await side.textContent()).toMatch(/还剩 \d 个工作日|今日截止/);
    await page.locator('[data-zone="clock"] .clock-face').waitFor();
    // Every zone's letters have the size that is legible from where people stand.
    const sizes = await page
      .locator('[data-zone] .slide-flow')
      .evaluateAll((flows) => flows.map((flow) => Number.parseFloat(getComputedStyle(flow).fontSize)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(45);

    const begun = performance.now();
    await (await house.hub.as('leader')).takeBack(publicity.id);
    const entry = page.locator('[data-zone]', { hasText: '关于优秀志愿者拟表彰名单的公示' });
    await until(async () => (await entry.count()) === 0);
    expect(performance.now() - begun).toBeLessThan(2_000);

    await plan(zoned('ticker'));
    const ticker = page.locator('[data-zone="ticker"] .ticker-text');
    await ticker.waitFor();
    // Han characters a second: the strip's own width and the text's, in characters, over the time of one run.
    const speed = await ticker.evaluate((text) => {
      const style = getComputedStyle(text);
      const way = text.getBoundingClientRect().width + (text.parentElement?.clientWidth ?? 0);
      return way / Number.parseFloat(style.fontSize) / Number.parseFloat(style.animationDuration);
    });
    expect(speed).toBeLessThanOrEqual(6);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.locator('[data-zone="ticker"] .ticker.still').waitFor();

    await plan(emptyPlan);
    await screen.shows('关于冬季供暖服务安排的通告');
    expect((await clerk.record(notice.id)).deliveries.map(({ state }) => state)).toContain('live');
    expect(house.complaints(page)).toEqual([]);
  },
  120_000,
);

house.test('in its hours of rest a screen is dark on purpose, and wakes when the plan says so', async () => {
  const clerk = await house.hub.as('clerk');
  const screen = await Screen.switchOn(house);
  await clerk.claim(await screen.code(), '夜间屏', await clerk.target('display'));
  await screen.page.locator('#stage .slide, #stage .idle').first().waitFor();
  await plan({ ...emptyPlan, rests: [{ id: restId, when: {}, screens: { ids: [], tags: [] } }] });
  await screen.page.locator('#stage .resting').getByText('休息时段').waitFor();
  await plan(emptyPlan);
  await screen.page.locator('#stage .slide, #stage .idle').first().waitFor();
});
