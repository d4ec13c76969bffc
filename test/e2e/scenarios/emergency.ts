import { expect } from '@jest/globals';
import { until } from '../../support/until.js';
import { sample, type Scene } from '../support/scene.js';
import { Screen } from '../support/screen.js';

const THREE = ['lobby-1', 'wechat', 'tv'] as const;

/** S2: a cold wave warning on Thu 2026-11-26, from the warning to the all-clear. */
export async function emergency(scene: Scene): Promise<void> {
  const { house } = scene;
  const [clerk, leader] = [await scene.as('clerk'), await scene.as('leader')];
  await scene.clock.at('2026-11-26 16:20');
  await scene.procedure(
    '应急信息',
    [
      ['duty', '值班审核', ['reviewer']],
      ['sign', '带班签发', ['leader']],
    ],
    true,
  );
  const fields = await sample('08-emergency-hall-closure');
  const { id, draft } = await clerk.draft({
    ...fields,
    targetIds: scene.ids(...THREE),
    expiresAt: '2026-11-27T12:00:00.000Z',
  });
  const { versionId } = await clerk.submit(id, draft.revision);

  // Two people on duty agree at 16:58, both from their phones; one alone is not enough.
  await scene.clock.at('2026-11-26 16:58');
  const screens = [await Screen.switchOn(house), await Screen.switchOn(house), await Screen.switchOn(house)];
  for (const [index, screen] of screens.entries())
    await clerk.claim(await screen.code(), `应急${index + 1}号屏`, scene.target('lobby-1').id);
  const first = await scene.hand('reviewer', `/versions/${versionId}`, true);
  await first.button('同意');
  await first.page.getByText('这一步由其他角色审查，您可以查看。').waitFor();
  const early = await leader.call('POST', `/versions/${versionId}/release`, {
    targetIds: scene.ids(...THREE),
  });
  expect(early.json).toMatchObject({ code: 'wrong_state' });
  const second = await scene.hand('leader', `/versions/${versionId}`, true);
  await second.page.getByRole('button', { name: '同意' }).waitFor();
  await scene.picture(second.page, 'leader-phone');
  await scene.agree(second, '审查通过，可以发布');

  await leader.release(versionId, { targetIds: scene.ids(...THREE), priority: 'emergency' });
  const title = String(fields.title);
  await Promise.all(screens.map((screen) => screen.shows(title, 10_000)));
  await scene.picture(screens[0]?.page ?? first.page, 'screen');
  await scene.reach(id, { 'lobby-1': 'live', wechat: 'live', tv: 'live' });

  // The all-clear takes it from every screen.
  await scene.clock.at('2026-11-26 22:00');
  await leader.takeBack(id);
  await scene.reach(id, { 'lobby-1': 'done', wechat: 'done', tv: 'done' }, 'recall');
  await until(
    async () => (await Promise.all(screens.map((screen) => screen.titles()))).flat(),
    (titles) => !titles.includes(title),
  );
}
