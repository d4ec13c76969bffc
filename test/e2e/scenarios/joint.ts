import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { until } from '../../support/until.js';
import { approved } from '../support/member.js';
import { settingsOf } from '../support/outside.js';
import { sample, type Scene } from '../support/scene.js';

const PLACES = ['wanghe', 'wechat', 'daily', 'tv'] as const;
const AT = '2026-12-01T02:00:00.000Z';
const POLICY = '03-policy-with-photo.docx';

/** The paper is handed its pack four days before the publication. */
const LEAD_MINUTES = 4 * 24 * 60;

/**
 * S5: a policy and its interpretation, put into a group on Fri 2026-11-27, go out together at ten on Tue 2026-12-01; the
 * paper has both under embargo from the Friday on.
 */
export async function joint(scene: Scene): Promise<void> {
  const people = { clerk: await scene.as('clerk'), reviewer: await scene.as('reviewer') };
  const { clerk } = people;
  await scene.clock.at('2026-11-27 09:00');
  const targetIds = scene.ids(...PLACES);
  const { announcement } = await clerk.importWord(POLICY, await readFile(`demo/word/${POLICY}`));
  await clerk.call('PUT', `/announcements/${announcement.id}/draft`, {
    ...announcement.draft,
    category: '政策文件',
    targetIds,
  });
  const submitted = await clerk.submit(announcement.id, (await clerk.detail(announcement.id)).draft.revision);
  await people.reviewer.approve(submitted.versionId);
  const interpretation = await approved(people, {
    ...(await sample('04-interpretation-signboard')),
    targetIds,
  });

  const daily = scene.target('daily').id;
  const administrator = await scene.as('administrator');
  const settings = { ...(await settingsOf(administrator, daily)), leadMinutes: LEAD_MINUTES };
  const changed = await administrator.call('PATCH', `/targets/${daily}`, { settings });
  expect([changed.status, changed.text]).toEqual([200, expect.anything()]);

  // The group is made in the release's dialog, for ten o'clock.
  const made = await clerk.call('POST', '/release-groups', {
    name: '户外招牌政策与解读',
    publishAt: AT,
    members: [submitted, interpretation].map(({ versionId }) => ({ versionId, targetIds })),
  });
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  const group = await scene.hand('clerk', `/groups/${String(made.json['id'])}`);
  await group.page.locator('.group-member').first().waitFor();
  await scene.picture(group.page, 'group');

  // Four days ahead the paper gets both packs, marked with the end of the embargo; nobody else gets anything.
  await scene.clock.at('2026-11-27 10:00');
  for (const id of [announcement.id, interpretation.id])
    await scene.reach(id, { daily: 'accepted', wanghe: 'held', wechat: 'held', tv: 'held' });
  const packs = await until(
    async () =>
      (await scene.outside.mails()).filter(({ subject }) =>
        subject.includes(`【禁发】${announcement.draft.title}`),
      ),
    (mails) => mails.length >= 1,
  );
  const pack = await scene.house.page();
  await pack.goto(await scene.outside.linkIn(packs[0] ?? { id: 0, to: '', subject: '', messageId: '' }));
  await pack
    .getByText(/禁发至 2026年12月0?1日/)
    .first()
    .waitFor();
  await scene.picture(pack, 'pack');

  // One of the two loses its approval: nothing of both goes out, and everybody sees why.
  const begun = await clerk.call('POST', `/announcements/${interpretation.id}/correction`, {
    note: '第三问有误。',
  });
  expect(begun.status).toBe(200);
  await scene.clock.at('2026-11-30 14:00');
  const today = await scene.hand('clerk', '/');
  await today.page
    .getByRole('region', { name: '需要人处理' })
    .getByRole('link')
    .filter({ hasText: '户外招牌政策与解读' })
    .waitFor();
  await scene.picture(today.page, 'held');
  const own = ['wanghe', 'wechat', 'tv'] as const;
  const waiting = async () => ({
    ...(await scene.states(announcement.id)),
    ...(await scene.states(interpretation.id)),
  });
  await until(waiting, (now) => own.every((slug) => now[slug] === 'held'));

  // The correction is given up, its approval holds again, and at ten both go together.
  const given = await clerk.call('DELETE', `/announcements/${interpretation.id}/correction`);
  expect(given.status).toBeLessThan(300);
  await scene.clock.at('2026-12-01 09:59:59');
  for (const id of [announcement.id, interpretation.id])
    await scene.reach(id, { wanghe: 'live', wechat: 'live', tv: 'live' });
  const times = await Promise.all(
    [announcement.id, interpretation.id].map(async (id) => (await clerk.record(id)).releases[0]?.publishAt),
  );
  expect(times).toEqual([AT, AT]);

  // What the press made of it is written down afterwards.
  const printed = (await clerk.record(announcement.id)).deliveries.find(({ targetId }) => targetId === daily);
  const liaison = await scene.as('liaison');
  const pickup = { result: 'published', at: '2026-12-01T23:00:00.000Z', edition: '2版' };
  await scene.clock.at('2026-12-02 09:00');
  const said = await liaison.call('POST', `/deliveries/${printed?.id ?? ''}/pickups`, { answers: pickup });
  expect([said.status, said.text]).toEqual([201, expect.anything()]);
  await scene.reach(announcement.id, { daily: 'live' });
  const pickups = await scene.hand('liaison', '/press/pickups');
  await scene.picture(pickups.page, 'pickups');
}
