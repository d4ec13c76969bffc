import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { readDocx } from '../../../src/intake/files/docx.js';
import { docx, properties } from '../../support/office-files.js';
import { until } from '../../support/until.js';
import { wordParagraph } from '../../support/zip.js';
import type { Hand } from '../support/hand.js';
import type { Member } from '../support/member.js';
import type { Scene } from '../support/scene.js';
import { Screen } from '../support/screen.js';

const FILE = '01-tonggao.docx';
const ATTACHMENT = '整治范围表.docx';
const FIVE = ['city-portal', 'lobby-1', 'wechat', 'tv', 'daily'] as const;

/** S1: one announcement passes four steps on Mon 2026-11-23 and goes everywhere at half past ten. */
export async function everywhere(scene: Scene): Promise<void> {
  const { house } = scene;
  await scene.clock.at('2026-11-23 09:10');
  const clerk = await scene.as('clerk');
  await scene.procedure('通知公告', [
    ['first', '初审', ['reviewer']],
    ['second', '复审', ['reviewer']],
    ['secrecy', '保密审查', ['reviewer']],
    ['sign', '终审', ['leader']],
  ]);
  const leader = await scene.as('leader');
  await leader.call('PUT', '/metadata-rule', {
    indexPattern: 'MB9900005/{year}-{serial:5}',
    nextSerial: 9001,
  });
  const screens = [await Screen.switchOn(house), await Screen.switchOn(house)] as const;
  for (const [index, screen] of screens.entries())
    await clerk.claim(await screen.code(), `大厅${index + 1}号屏`, scene.target('lobby-1').id);

  // The clerk writes it for five channels and half past ten.
  const { announcement } = await clerk.importWord(FILE, await readFile(`demo/word/${FILE}`));
  const saved = await clerk.call('PUT', `/announcements/${announcement.id}/draft`, {
    ...announcement.draft,
    category: '通知公告',
    targetIds: scene.ids(...FIVE),
    plannedAt: '2026-11-23T02:30:00.000Z',
  });
  expect([saved.status, saved.text]).toEqual([200, expect.anything()]);
  const { id } = announcement;
  const { title } = announcement.draft;
  const drafting = await scene.hand('clerk', `/announcements/${id}/edit`);
  await drafting.page.getByText('可以送审').waitFor();
  await scene.picture(drafting.page, 'editor');
  await attachClean(scene, drafting, clerk, id);
  await drafting.button('送审');
  await drafting.page.waitForURL(/\/versions\//);
  const path = new URL(drafting.page.url()).pathname;

  // Four steps, the last one on a phone; nobody can jump the queue.
  await drafting.page.getByText('您是起草人，这一版要由他人审查。').waitFor();
  const leading = await scene.hand('leader', path, true);
  await leading.page.getByText('这一步由其他角色审查，您可以查看。').waitFor();
  const reviewing = await scene.hand('reviewer', path);
  await reviewing.page.getByRole('button', { name: '同意' }).waitFor();
  await scene.picture(reviewing.page, 'review');
  for (const [waits, done] of [
    ['复审', '初审'],
    ['保密审查', '复审'],
    ['终审', '保密审查'],
  ] as const) {
    await reviewing.button('同意');
    const opinions = reviewing.page.locator('.opinions li');
    await opinions.filter({ hasText: done }).getByText('同意').waitFor();
    await opinions.filter({ hasText: waits }).getByText('等待审查').waitFor();
  }
  await leading.page.reload();
  await leading.page.getByRole('button', { name: '同意' }).waitFor();
  await scene.picture(leading.page, 'leader-phone');
  await scene.agree(leading, '审查通过，可以发布');

  // It is planned as it was written, and waits.
  await drafting.page.reload();
  await drafting.button('发布…');
  await drafting.page.getByText('起草时计划').waitFor();
  await drafting.button(/^向 5 处发布/);
  await drafting.page.waitForURL(/\/board/);
  const planned = Object.fromEntries(FIVE.map((slug) => [slug, 'scheduled']));
  // The press has its pack ahead of time, under embargo.
  await scene.reach(id, { ...planned, daily: 'accepted' });
  const mails = (await scene.outside.mails()).filter(({ subject }) => subject.includes(title));
  const pack = await house.page();
  await pack.goto(await scene.outside.linkIn(mails[0] ?? { id: 0, to: '', subject: '', messageId: '' }));
  await pack.getByText('2026年11月23日').first().waitFor();
  await scene.picture(pack, 'pack');
  await screens[1].page.goto('about:blank');
  await scene.clock.at('2026-11-23 10:29:57');
  // A player hears the hub's clock when it connects.
  await screens[0].page.reload();

  // At half past ten: screens within ten seconds, WeChat and TV; the portal and the press have it.
  await scene.reach(id, { wechat: 'live', tv: 'live', 'city-portal': 'accepted', daily: 'accepted' });
  await screens[0].shows(title, 10_000);
  const shown = async (name: string) =>
    (await clerk.record(id)).deliveries
      .flatMap(({ screens: receipts }) => receipts ?? [])
      .find((receipt) => receipt.name === name)?.state;
  expect([await shown('大厅1号屏'), await shown('大厅2号屏')]).toEqual(['painted', 'queued']);
  const board = await scene.hand('clerk', '/board');
  const row = board.page.getByRole('row').filter({ hasText: title });
  await row
    .getByRole('button', { name: /：待上线/ })
    .first()
    .waitFor();
  await scene.picture(board.page, 'board');
  await screens[1].page.goto(`${house.hub.origin}/display`);
  await screens[1].shows(title);
  await scene.reach(id, { 'lobby-1': 'live' });
  await scene.picture(screens[1].page, 'screen');

  // The editor's address comes at 10:52, and is compared with what was approved.
  await scene.clock.at('2026-11-23 10:52');
  await scene.handOver(id);
  await scene.reach(id, { 'city-portal': 'live' });

  // One item, five rows, who decided on which bytes.
  const record = await clerk.record(id);
  expect(record.deliveries).toHaveLength(FIVE.length);
  // What the document says of itself stands on what citizens read, its number among it.
  const article = record.deliveries.find(({ targetId }) => targetId === scene.target('wechat').id);
  const visitor = await house.page();
  await visitor.goto(article?.url ?? '');
  await visitor.getByText('MB9900005/2026-09001').waitFor();
  await visitor.getByText('望城管通〔2026〕9号').first().waitFor();
  await scene.picture(visitor, 'public');
  const [version] = record.versions;
  const { attachments } = await (await scene.as('reviewer')).version(version?.id ?? '');
  expect(attachments).toMatchObject([{ name: ATTACHMENT, cleanedFrom: expect.stringMatching(/^sha256:/) }]);
  const copy = await fetch(`${house.hub.console}/api/v1/blobs/${attachments[0]?.hash ?? ''}`, {
    headers: { cookie: clerk.visitor.cookie ?? '' },
  });
  const read = await readDocx(new Uint8Array(await copy.arrayBuffer()));
  expect([read.traits, read.stories.map((story) => story.text())]).toEqual([
    [],
    ['整治范围表\n整治范围：主次干道和背街小巷。\n'],
  ]);
  expect(version?.decisions.map(({ stepLabel }) => stepLabel?.zh)).toEqual([
    '初审',
    '复审',
    '保密审查',
    '终审',
  ]);
  const story = await scene.hand('reviewer', `/announcements/${id}`);
  await story.page.getByRole('heading', { name: '版本与审查' }).waitFor();
  await scene.picture(story.page, 'record');

  // One word changed: a second version, which nobody has approved and which goes nowhere.
  const begun = await clerk.call('POST', `/announcements/${id}/correction`, { note: '日期更正。' });
  expect(begun.status).toBeLessThan(300);
  const { draft } = await clerk.detail(id);
  await clerk.call('PUT', `/announcements/${id}/draft`, {
    ...draft,
    plannedAt: undefined,
    body: draft.body.replace('12月1日', '12月2日'),
  });
  const again = await clerk.submit(id, (await clerk.detail(id)).draft.revision);
  expect(again.hash).not.toBe(version?.hash);
  const second = await (await scene.as('reviewer')).version(again.versionId);
  expect(second).toMatchObject({ state: 'review', decisions: [], waitsFor: { key: 'first' } });
  const refused = await clerk.call('POST', `/versions/${again.versionId}/release`, {
    targetIds: scene.ids(...FIVE),
    correction: true,
  });
  expect(refused.json).toMatchObject({ code: 'wrong_state' });
  const diff = await scene.hand('reviewer', `/versions/${again.versionId}`);
  await diff.page.locator('.changes ins').first().waitFor();
  await scene.picture(diff.page, 'diff');
  expect(
    await until(
      () => scene.states(id, 'update'),
      () => true,
    ),
  ).toEqual({});
  expect(house.complaints(diff.page)).toEqual([]);
}

/**
 * A file in which somebody's changes wait stands in the way of its submission; one press puts a clean copy in its place, and
 * only that goes on.
 */
async function attachClean(scene: Scene, { page }: Hand, clerk: Member, id: string): Promise<void> {
  const body =
    '<w:p><w:r><w:t>整治范围：主次干道</w:t></w:r><w:del w:id="1"><w:r><w:delText>（暂不含城北片区）</w:delText></w:r></w:del>' +
    '<w:ins w:id="2"><w:r><w:t>和背街小巷</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>';
  const content = docx(wordParagraph('整治范围表') + body, properties('某科室', '望河区城市管理局'));
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '添加附件' }).click();
  await (await asked).setFiles({ name: ATTACHMENT, mimeType: 'application/octet-stream', buffer: content });
  const accept = page.getByRole('button', { name: `接受“${ATTACHMENT}”里的全部修订并清理` });
  await accept.waitFor();
  await page.getByText('还有 1 处要改').waitFor();
  expect(await page.getByRole('button', { name: '送审' }).isDisabled()).toBe(true);
  const { draft } = await clerk.detail(id);
  expect(draft.attachments).toHaveLength(1);
  const refused = await clerk.call('POST', `/announcements/${id}/submit`, { revision: draft.revision });
  expect([refused.status, refused.json['code']]).toEqual([422, 'screening_blocks']);
  // The bar leads to it.
  await page
    .locator('.desk-blocks-first')
    .getByRole('button', { name: new RegExp(ATTACHMENT) })
    .click();
  await accept.hover();
  await scene.picture(page, 'tracked');
  await accept.click();
  await page.getByText('清理后的副本，原件保留').waitFor();
  await accept.waitFor({ state: 'detached' });
  await page.getByText('可以送审').waitFor();
}
