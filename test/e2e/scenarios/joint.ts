import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../../support/until.js';
import type { ArrivedMail } from '../support/outside.js';
import { settingsOf } from '../support/outside.js';
import { sample, type Scene } from '../support/scene.js';

const PLACES = ['wanghe', 'wechat', 'daily', 'tv'] as const;
const OWN = ['wanghe', 'wechat', 'tv'] as const;
const AT = '2026-12-01T02:00:00.000Z';
const POLICY = '03-policy-with-photo.docx';

/** The paper is handed its pack four days before the publication. */
const LEAD_MINUTES = 4 * 24 * 60;

/** The two announcements of the group. */
interface Pair {
  policy: string;
  interpretation: string;
}

/**
 * S5: a policy and its interpretation, put into a group on Fri 2026-11-27, go out together at ten on Tue 2026-12-01, each
 * with a link to the other; the paper has both under embargo from the Friday on, and a correction of one on the Monday.
 */
export async function joint(scene: Scene): Promise<void> {
  await scene.clock.at('2026-11-27 09:00');
  await leadOf(scene, LEAD_MINUTES);
  const pair = await together(scene);
  const packs = await embargoed(scene, pair);
  await corrected(scene, pair, packs);
  await released(scene, pair);
  await printed(scene, pair);
}

async function leadOf(scene: Scene, leadMinutes: number): Promise<void> {
  const daily = scene.target('daily').id;
  const administrator = await scene.as('administrator');
  const settings = { ...(await settingsOf(administrator, daily)), leadMinutes };
  const changed = await administrator.call('PATCH', `/targets/${daily}`, { settings });
  expect([changed.status, changed.text]).toEqual([200, expect.anything()]);
}

/** Both name each other, are approved, and are put into a group for ten o'clock, as the release's dialog does it. */
async function together(scene: Scene): Promise<Pair> {
  const [clerk, reviewer] = [await scene.as('clerk'), await scene.as('reviewer')];
  const targetIds = scene.ids(...PLACES);
  const { announcement } = await clerk.importWord(POLICY, await readFile(`demo/word/${POLICY}`));
  const pair = {
    policy: announcement.id,
    interpretation: (await clerk.draft({ ...(await sample('04-interpretation-signboard')), targetIds })).id,
  };
  const approve = async (id: string, related: string, more: object = {}): Promise<string> => {
    const { draft } = await clerk.detail(id);
    const metadata = { ...draft.metadata, related: [related] };
    const saved = await clerk.call('PUT', `/announcements/${id}/draft`, { ...draft, ...more, metadata });
    expect([saved.status, saved.text]).toEqual([200, expect.anything()]);
    if (id === pair.interpretation) await showRelated(scene, id);
    const { versionId } = await clerk.submit(id, (await clerk.detail(id)).draft.revision);
    await reviewer.approve(versionId);
    return versionId;
  };
  const versions = [
    await approve(pair.policy, pair.interpretation, { category: '政策文件', targetIds }),
    await approve(pair.interpretation, pair.policy),
  ];
  const made = await clerk.call('POST', '/release-groups', {
    name: '户外招牌政策与解读',
    publishAt: AT,
    members: versions.map((versionId) => ({ versionId, targetIds })),
  });
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  const { page } = await scene.hand('clerk', `/groups/${String(made.json['id'])}`);
  const linked = page.getByText('页面链接到组内其他各件');
  await linked.nth(1).waitFor();
  await scene.picture(page, 'group');
  return pair;
}

/** The editor says what the draft belongs with. */
async function showRelated(scene: Scene, id: string): Promise<void> {
  const { page } = await scene.hand('clerk', `/announcements/${id}/edit`);
  const section = page.locator('#field-metadata');
  await section.locator('summary').click();
  await section.getByText('关于印发').first().waitFor();
  await page.getByText('正在生成预览').first().waitFor({ state: 'detached' });
  await section.locator('#field-related').scrollIntoViewIfNeeded();
  await scene.picture(page, 'related');
}

/** Four days ahead the paper gets both packs, marked with the end of the embargo; nobody else gets anything. */
async function embargoed(scene: Scene, { policy, interpretation }: Pair): Promise<ArrivedMail[]> {
  await scene.clock.at('2026-11-27 10:00');
  for (const id of [policy, interpretation])
    await scene.reach(id, { daily: 'accepted', wanghe: 'held', wechat: 'held', tv: 'held' });
  const packs = await mailed(scene, policy, '【禁发】');
  const page = await opened(scene, packs[0]);
  await page
    .getByText(/禁发至 2026年12月0?1日/)
    .first()
    .waitFor();
  await scene.picture(page, 'pack');
  return packs;
}

/** The messages about an announcement that begin so; each of the paper's two desks gets its own. */
async function mailed(scene: Scene, id: string, mark: string): Promise<ArrivedMail[]> {
  const { title } = await (await scene.as('clerk')).detail(id);
  return until(
    async () => (await scene.outside.mails()).filter(({ subject }) => subject.includes(`${mark}${title}`)),
    (mails) => mails.length >= 2,
  );
}

async function opened(scene: Scene, mail: ArrivedMail | undefined): Promise<Page> {
  if (mail === undefined) throw new Error('nothing was mailed');
  const page = await scene.house.page();
  await page.goto(await scene.outside.linkIn(mail));
  return page;
}

/**
 * A figure was wrong. While the policy has no approval nothing of both goes out; with its correction the group is whole
 * again, and who had the pack gets what changed, and says that they know.
 */
async function corrected(scene: Scene, pair: Pair, packs: ArrivedMail[]): Promise<void> {
  const [clerk, reviewer] = [await scene.as('clerk'), await scene.as('reviewer')];
  const { policy } = pair;
  const note = '第十六条的有效期有误。';
  expect((await clerk.call('POST', `/announcements/${policy}/correction`, { note })).status).toBe(200);
  await scene.clock.at('2026-11-30 14:00');
  const today = await scene.hand('clerk', '/');
  const warning = today.page.getByRole('region', { name: '需要人处理' }).getByRole('link');
  await warning.filter({ hasText: '户外招牌政策与解读' }).waitFor();
  await scene.picture(today.page, 'held');
  for (const id of [policy, pair.interpretation])
    await scene.reach(id, { wanghe: 'held', wechat: 'held', tv: 'held' });

  const { draft } = await clerk.detail(policy);
  const body = draft.body.replace('有效期5年', '有效期3年');
  await clerk.call('PUT', `/announcements/${policy}/draft`, { ...draft, body });
  const { versionId } = await clerk.submit(policy, draft.revision + 1);
  await reviewer.approve(versionId);
  await clerk.release(versionId, { targetIds: scene.ids(...PLACES) });
  await scene.reach(policy, { daily: 'accepted' }, 'update');
  const letters = await mailed(scene, policy, '【更正】');
  expect(letters.map(({ to }) => to).sort()).toEqual(packs.map(({ to }) => to).sort());

  const page = await opened(scene, letters[0]);
  await page.locator('ins.added', { hasText: /^3$/ }).waitFor();
  await scene.picture(page, 'correction');
  await page.getByRole('button', { name: '已知悉' }).click();
  await page.getByText(/您已于 .* 确认知悉/).waitFor();

  const update = (await clerk.record(policy)).deliveries.findLast(({ operation }) => operation === 'update');
  const liaison = await scene.hand('liaison', `/press?delivery=${update?.id ?? ''}`);
  const readers = liaison.page.getByRole('region', { name: '送给了谁' });
  await readers.getByText('已知悉', { exact: true }).waitFor();
  await readers.getByText('还没有打开，没有确认知悉').waitFor();
  await scene.picture(liaison.page, 'acknowledged');
}

/** At ten all own channels let both out, and each page on the office's site leads to the other. */
async function released(scene: Scene, { policy, interpretation }: Pair): Promise<void> {
  const clerk = await scene.as('clerk');
  const links = await Promise.all(
    [policy, interpretation].map(async (id) => (await clerk.detail(id)).permalink ?? ''),
  );
  for (const link of links) expect((await fetch(link)).status).toBe(404);
  await scene.clock.at('2026-12-01 09:59:59');
  for (const id of [policy, interpretation])
    await scene.reach(id, Object.fromEntries(OWN.map((slug) => [slug, 'live'])));
  const times = await Promise.all(
    [policy, interpretation].map(async (id) => (await clerk.record(id)).releases.map((one) => one.publishAt)),
  );
  expect([...new Set(times.flat())]).toEqual([AT]);

  const page = await scene.house.page();
  await page.goto(links[1] ?? '');
  const related = page.getByRole('region', { name: '相关信息' });
  await related.scrollIntoViewIfNeeded();
  await scene.picture(page, 'linked');
  await related.getByRole('link').click();
  await page.getByText('有效期3年').first().waitFor();
  await related.getByRole('link', { name: '解读' }).click();
  await page.getByRole('heading', { level: 1, name: '解读' }).waitFor();
}

/** One put it on its page before the hour, which is kept with a picture of it; what was printed afterwards is written down. */
async function printed(scene: Scene, { policy, interpretation }: Pair): Promise<void> {
  const liaison = await scene.as('liaison');
  const clerk = await scene.as('clerk');
  const daily = scene.target('daily').id;
  const outletOf = async (id: string): Promise<string> =>
    (await clerk.record(id)).deliveries.findLast(({ targetId }) => targetId === daily)?.id ?? '';
  const report = async (delivery: string, answers: object): Promise<void> => {
    const said = await liaison.call('POST', `/deliveries/${delivery}/pickups`, { answers });
    expect([said.status, said.text]).toEqual([201, expect.anything()]);
  };
  await scene.clock.at('2026-12-02 09:00');
  const [first, second] = [await outletOf(policy), await outletOf(interpretation)];
  await report(second, { result: 'published', at: '2026-12-01T23:00:00.000Z', edition: '2版' });
  const page = await scene.house.page();
  await page.setContent(
    '<body style="font:64px/2 serif;padding:80px">明川日报客户端　12月1日 07:40<h1>望河区户外招牌有新规</h1>',
  );
  const shot = await liaison.upload(`/deliveries/${first}/evidence`, 'early.png', await page.screenshot());
  await report(first, {
    result: 'published',
    at: '2026-11-30T23:40:00.000Z',
    edition: '客户端',
    screenshot: shot.json['hash'],
  });
  await scene.reach(interpretation, { daily: 'live' });
  const pickups = await scene.hand('liaison', '/press/pickups');
  const breach = pickups.page.getByRole('listitem').filter({ hasText: '违约：提前刊发' });
  await breach.getByRole('img', { name: '截图' }).waitFor();
  await scene.picture(pickups.page, 'pickups');
}
