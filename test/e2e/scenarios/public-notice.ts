import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { AnnouncementNotice } from '../../../src/contract/api.js';
import { until } from '../../support/until.js';
import { approved } from '../support/member.js';
import { phone } from '../support/picture.js';
import { sample, type Scene } from '../support/scene.js';
import { Screen } from '../support/screen.js';

const PLACES = ['wanghe', 'lobby-1'] as const;

/** S3: an appointment is made public on Mon 2026-11-23 for five working days, with an objection. */
export async function publicNotice(scene: Scene): Promise<void> {
  const { house } = scene;
  const people = { clerk: await scene.as('clerk'), reviewer: await scene.as('reviewer') };
  const { clerk } = people;
  await scene.clock.at('2026-11-23 15:00');
  const screen = await Screen.switchOn(house);
  await clerk.claim(await screen.code(), '公示屏', scene.target('lobby-1').id);
  const fields = await sample('02-gongshi-cadre');
  const targetIds = scene.ids(...PLACES);
  const { id, versionId, permalink } = await approved(people, { ...fields, targetIds });

  // Too short an end is refused; without one it stands for its five working days.
  const path = `/versions/${versionId}/release`;
  const short = await clerk.call('POST', path, { targetIds, expiresAt: '2026-11-27T16:00:00.000Z' });
  expect(short.json).toMatchObject({ code: 'notice_too_short' });
  await clerk.release(versionId, { targetIds });
  await scene.reach(id, { wanghe: 'live', 'lobby-1': 'live' });
  await screen.shows(String(fields.title));
  const notice = async () => (await clerk.get(AnnouncementNotice, `/announcements/${id}/notice`)).notice;
  expect(await notice()).toMatchObject({
    state: 'running',
    days: 5,
    first: '2026-11-24',
    last: '2026-11-30',
    endsAt: '2026-11-30T16:00:00.000Z',
  });
  const seeing = await scene.hand('clerk', `/announcements/${id}`);
  await seeing.page.getByText('11月30日').first().waitFor();
  await scene.picture(seeing.page, 'window');

  // The site is without it for two hours on Wednesday the 25th; the clerk is asked to give the time back, and does.
  await outage(scene, id, permalink);
  await scene.clock.at('2026-11-25 12:10');
  const asked = await scene.hand('clerk', '/');
  const line = asked.page.getByRole('region', { name: '公示' });
  await line.getByText('有中断或期限不足，请延期').waitFor();
  await scene.picture(asked.page, 'asked');
  await asked.press(line.getByRole('link', { name: String(fields.title) }));
  await asked.press(asked.page.getByRole('button', { name: '延期…' }).first());
  await asked.write(asked.page.getByLabel('原因'), '25 日上午网站中断两小时');
  await scene.picture(asked.page, 'extend');
  await asked.button('延期');
  await asked.page.getByText('公示延至').first().waitFor();
  expect(await notice()).toMatchObject({ last: '2026-12-01', outages: [{ answered: true }] });

  // A citizen objects on Saturday the 28th, on the notice's own page and without script; only those who deal with it read it.
  await scene.clock.at('2026-11-28 11:00');
  const receipt = await object(scene, permalink);
  const leader = await scene.as('leader');
  expect((await clerk.call('GET', `/announcements/${id}/objections`)).json).toMatchObject({
    code: 'forbidden',
  });
  const leading = await scene.hand('leader', `/announcements/${id}`);
  await leading.page.getByText('对任职年限有疑问。').waitFor();
  await leading.page.getByText(`受理编号 ${receipt}`).waitFor();
  await scene.picture(leading.page, 'objection');

  // Its end takes it down everywhere that is the hub's own; it cannot be closed before the objection has its result.
  await scene.clock.at('2026-12-02 00:00:05');
  await scene.reach(id, { wanghe: 'gone', 'lobby-1': 'gone' });
  expect((await fetch(permalink)).status).toBe(410);
  const late = new URLSearchParams({ anonymous: 'yes', text: '迟到的异议' });
  const address = `${(await fetch(permalink)).url}objection`;
  expect((await fetch(address, { method: 'POST', body: late })).status).toBe(410);
  await screen.page.reload();
  await until(
    () => screen.titles(),
    (titles) => titles.length > 0 && !titles.includes(String(fields.title)),
  );
  const close = (outcome: string) => leader.call('POST', `/announcements/${id}/notice/closing`, { outcome });
  expect((await close('no_objection')).json).toMatchObject({ code: 'objections_open' });
  const { items } = (await leader.call('GET', `/announcements/${id}/objections`)).json as {
    items: { id: string }[];
  };
  const settled = await leader.call('POST', `/objections/${items[0]?.id ?? ''}/result`, {
    finding: 'unfounded',
    text: '经核查，任职年限符合规定。',
  });
  expect(settled.status).toBeLessThan(300);
  expect((await close('no_objection')).status).toBe(409);
  expect((await close('objections_settled')).status).toBeLessThan(300);
  expect(await notice()).toMatchObject({ state: 'closed', closed: { outcome: 'objections_settled' } });
  const closed = await scene.hand('leader', `/announcements/${id}`);
  await closed.page.getByText('异议已处理').first().waitFor();
  await scene.picture(closed.page, 'closed');
}

/** What the site keeps of the notice is away from ten to twelve, as the patrol finds it. */
async function outage(scene: Scene, id: string, permalink: string): Promise<void> {
  const { dataDir } = scene.house.hub;
  const slug = permalink.split('/').at(-1) ?? '';
  const kept = join(dataDir, 'files', scene.target('wanghe').id, 'n', slug, 'item.json');
  await rename(kept, `${kept}.away`);
  await scene.clock.at('2026-11-25 10:00');
  await scene.reach(id, { wanghe: 'missing' });
  await rename(`${kept}.away`, kept);
  await scene.clock.at('2026-11-25 12:00');
  await scene.reach(id, { wanghe: 'live' });
}

/** Fills the form in as a citizen does whose browser runs no script. Returns the receipt number. */
async function object(scene: Scene, permalink: string): Promise<string> {
  const { house } = scene;
  const page = await house.page({ javaScriptEnabled: false, ...phone });
  await page.goto(permalink);
  const form = page.getByRole('region', { name: '对本公示有异议' });
  await form.getByLabel('异议内容').fill('对任职年限有疑问。');
  await form.getByRole('button', { name: '提交异议' }).click();
  await page.getByText('请填写姓名，或者选择匿名提出。').waitFor();
  expect(await page.getByLabel('异议内容').inputValue()).toBe('对任职年限有疑问。');
  await page.getByLabel('姓名', { exact: true }).fill('言某');
  await page.getByLabel('联系方式', { exact: true }).fill('0000-5550318');
  await scene.picture(page, 'form');
  await page.getByRole('button', { name: '提交异议' }).click();
  const receipt = (await page.locator('#receipt').textContent()) ?? '';
  expect(receipt).toMatch(/^YY20261128-/);
  await scene.picture(page, 'receipt');
  // A refused form is an error to the browser's console, and the only one.
  expect(house.complaints(page).filter((line) => !line.includes('422'))).toEqual([]);
  return receipt;
}
