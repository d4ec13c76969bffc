import { expect } from '@jest/globals';
import { AnnouncementNotice } from '../../../src/contract/api.js';
import { until } from '../../support/until.js';
import { approved } from '../support/member.js';
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

  // A citizen objects on Saturday the 28th; only those who deal with it can read it.
  await scene.clock.at('2026-11-28 11:00');
  const leader = await scene.as('leader');
  const told = await leader.call('POST', `/announcements/${id}/objections`, {
    receivedAt: '2026-11-28T02:40:00.000Z',
    way: 'online',
    text: '对任职年限有疑问。',
  });
  expect([told.status, told.text]).toEqual([expect.any(Number), expect.not.stringContaining('code')]);
  expect((await clerk.call('GET', `/announcements/${id}/objections`)).json).toMatchObject({
    code: 'forbidden',
  });
  const leading = await scene.hand('leader', `/announcements/${id}`);
  await leading.page.getByText('对任职年限有疑问。').waitFor();
  await scene.picture(leading.page, 'objection');

  // Its end takes it down everywhere that is the hub's own; it cannot be closed before the objection has its result.
  await scene.clock.at('2026-12-01 00:00:05');
  await scene.reach(id, { wanghe: 'gone', 'lobby-1': 'gone' });
  expect((await fetch(permalink)).status).toBe(410);
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
