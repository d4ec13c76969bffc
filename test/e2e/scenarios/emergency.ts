import { expect } from '@jest/globals';
import { Me, MemberWithPassword } from '../../../src/contract/api.js';
import { until } from '../../support/until.js';
import { Hand } from '../support/hand.js';
import { Member } from '../support/member.js';
import { sample, type Scene } from '../support/scene.js';
import { Screen } from '../support/screen.js';

const THREE = ['lobby-1', 'wechat', 'tv'] as const;
const END = '2026-11-27T12:00:00.000Z';

/** S2: a cold wave warning on Thu 2026-11-26, from the warning to its review on the next day. */
export async function emergency(scene: Scene): Promise<void> {
  const { house } = scene;
  const leader = await scene.as('leader');
  await scene.clock.at('2026-11-26 16:20');
  await onDuty(scene);
  const { id, versionId } = await submitted(scene);

  // Two people on duty agree at 16:58, both from their phones; one alone is not enough.
  await scene.clock.at('2026-11-26 16:58');
  const screens = [await Screen.switchOn(house), await Screen.switchOn(house), await Screen.switchOn(house)];
  const clerk = await scene.as('clerk');
  for (const [index, screen] of screens.entries())
    await clerk.claim(await screen.code(), `应急${index + 1}号屏`, scene.target('lobby-1').id);
  const first = await scene.hand('reviewer', `/versions/${versionId}`, true);
  await first.button('值班同意');
  await first.page.getByText('您已同意过，还要另一名值班人员同意。').waitFor();
  const wish = { targetIds: scene.ids(...THREE), priority: 'emergency' as const };
  const early = await leader.call('POST', `/versions/${versionId}/release`, wish);
  expect(early.json).toMatchObject({ code: 'wrong_state' });
  const second = await scene.hand('leader', `/versions/${versionId}`, true);
  const agree = second.page.getByRole('button', { name: '值班同意' });
  await agree.scrollIntoViewIfNeeded();
  await scene.picture(second.page, 'leader-phone');
  await second.press(agree);
  await second.page.getByText('审查通过，可以发布').first().waitFor();

  const endless = await leader.call('POST', `/versions/${versionId}/release`, wish);
  expect(endless.json).toMatchObject({ code: 'invalid_time' });
  await leader.release(versionId, { ...wish, expiresAt: END });
  const { title } = await clerk.detail(id);
  await Promise.all(screens.map((screen) => screen.shows(title, 10_000)));
  await scene.picture(screens[0]?.page ?? first.page, 'screen');
  await scene.reach(id, { 'lobby-1': 'live', wechat: 'live', tv: 'live' });

  // It is lifted: taken from every screen.
  await scene.clock.at('2026-11-26 22:00');
  await leader.takeBack(id);
  await scene.reach(id, { 'lobby-1': 'done', wechat: 'done', tv: 'done' }, 'recall');
  await until(
    async () => (await Promise.all(screens.map((screen) => screen.titles()))).flat(),
    (titles) => !titles.includes(title),
  );
  await afterwards(scene, versionId);
}

/** The office names who is on duty. */
async function onDuty(scene: Scene): Promise<void> {
  const administrator = await scene.house.hub.signIn('administrator');
  const both = [await scene.as('reviewer'), await scene.as('leader')];
  const memberIds = await Promise.all(both.map(async (one) => (await one.get(Me, '/me')).member.id));
  const set = await administrator.call('PUT', '/duty', { memberIds });
  expect([set.status, set.text]).toEqual([200, expect.anything()]);
}

/** Without an end it is not submitted, and the editor says so at the field. */
async function submitted(scene: Scene): Promise<{ id: string; versionId: string }> {
  const clerk = await scene.as('clerk');
  const fields = { ...(await sample('08-emergency-hall-closure')), targetIds: scene.ids(...THREE) };
  const { id, draft } = await clerk.draft(fields);
  const refused = await clerk.call('POST', `/announcements/${id}/submit`, { revision: draft.revision });
  expect(refused.json).toMatchObject({ code: 'not_submittable' });
  const { page } = await scene.hand('clerk', `/announcements/${id}/edit`);
  const note = page.getByText(/应急信息必须填写失效时间/).first();
  await note.scrollIntoViewIfNeeded();
  await scene.picture(page, 'end');
  await page.close();
  const saved = await clerk.call('PUT', `/announcements/${id}/draft`, { ...draft, expiresAt: END });
  expect([saved.status, saved.text]).toEqual([200, expect.anything()]);
  const { versionId } = await clerk.submit(id, draft.revision + 1);
  return { id, versionId };
}

/** On the next day, within 24 hours, somebody who neither wrote it nor let it go looks at it. */
async function afterwards(scene: Scene, versionId: string): Promise<void> {
  await scene.clock.at('2026-11-27 09:00');
  const { house } = scene;
  const administrator = await house.hub.signIn('administrator');
  const made = await administrator.call('POST', '/members', {
    ...{ username: 'second.reviewer', name: '江映雪', roles: ['reviewer'] },
  });
  const { member, password } = MemberWithPassword.parse(made.json);
  const other = await Member.signIn(house.hub.console, { username: member.username, password });
  const body = { currentPassword: password, newPassword: `${password}-2` };
  expect((await other.visitor.call('POST', '/api/auth/change-password', { body })).status).toBeLessThan(300);
  const page = await house.pageOf(other, `/versions/${versionId}`);
  const review = page.getByRole('region', { name: '应急补审' });
  await review.getByText('补审期限').waitFor();
  await review.scrollIntoViewIfNeeded();
  await scene.picture(page, 'after');
  await new Hand(page).button('记下补审结果');
  await review.getByText('已补审').waitFor();
}
