import { expect } from '@jest/globals';
import { RecallProgress, RectificationPage, RescanView } from '../../../src/contract/api.js';
import { AssetRef } from '../../../src/contract/values.js';
import { cell, row, xlsx } from '../../support/office-files.js';
import type { Member } from '../support/member.js';
import { until } from '../../support/until.js';
import type { Scene } from '../support/scene.js';
import { Screen } from '../support/screen.js';

const FOUR = ['lobby-1', 'wechat', 'city-portal', 'daily'] as const;
const TITLE = '望河区临时救助补贴发放名单公示';
/** A made-up number that keeps the rule of its check digit. */
const NUMBER = '11010519491231002X';
const HIDDEN = '<cols><col min="3" max="3" hidden="1"/></cols>';

/** The list of who gets how much, as it goes with the text; with `columns` the last one is hidden. */
async function list(clerk: Member, last: string[] = [], columns = ''): Promise<AssetRef> {
  const line = (number: number, texts: string[]) =>
    row(number, texts.map((text, at) => cell(`${'ABC'[at] ?? ''}${String(number)}`, text)).join(''));
  const rows = [
    ['序号', '金额', ...last.slice(0, 1)],
    ['1', '800元', ...last.slice(1)],
  ].map((texts, at) => line(at + 1, texts));
  const sheet = xlsx([{ name: '发放名单', columns, rows: rows.join('') }]);
  return AssetRef.parse((await clerk.upload('/blobs', '发放名单.xlsx', sheet)).json);
}

/** S4: ID numbers in a list's hidden column go out on Tue 2026-11-24, are found, taken back everywhere and put right. */
export async function takeBack(scene: Scene): Promise<void> {
  const { house } = scene;
  const [clerk, reviewer] = [await scene.as('clerk'), await scene.as('reviewer')];
  await scene.clock.at('2026-11-24 09:20');
  const targetIds = scene.ids(...FOUR);
  const fields = { title: TITLE, category: '工作动态', issuer: '救助科', targetIds };
  const body = '<p>现将名单公示如下，详见附件。</p>';
  const attachments = [await list(clerk, ['身份证号', NUMBER], HIDDEN)];
  const { id, draft } = await clerk.draft({ ...fields, body, attachments });

  // The screening stops it; the reviewer lets it pass all the same, and has to say why.
  const refused = await clerk.call('POST', `/announcements/${id}/submit`, { revision: draft.revision });
  expect(refused.json['code']).toBe('screening_blocks');
  const passing = await scene.hand('reviewer', `/announcements/${id}#blocks`);
  const reasons = passing.page.getByRole('textbox', { name: /可以放行的理由$/ });
  await reasons.first().waitFor();
  for (const reason of await reasons.all()) await passing.write(reason, '已核对');
  await scene.picture(passing.page, 'screening');
  await passing.button('放行');
  await reasons.first().waitFor({ state: 'detached' });
  const { versionId } = await clerk.submit(id, draft.revision);
  await reviewer.approve(versionId);
  await scene.clock.at('2026-11-24 09:30');
  const screen = await Screen.switchOn(house);
  await clerk.claim(await screen.code(), '补贴公示屏', scene.target('lobby-1').id);
  await clerk.release(versionId, { targetIds });
  await scene.reach(id, { 'lobby-1': 'live', wechat: 'live', 'city-portal': 'accepted', daily: 'accepted' });
  await scene.handOver(id);
  await scene.reach(id, { 'city-portal': 'live' });
  await screen.shows(TITLE);

  // The office watches for such columns from 10:11 on: at 10:12 it is found, down to the hidden column.
  await scene.clock.at('2026-11-24 10:11');
  const word = { word: '身份证号', kind: 'sensitive', level: 'block', why: '名单不得附证件号码' };
  expect((await reviewer.call('POST', '/dictionary', word)).status).toBe(201);
  await until(
    () => clerk.get(RescanView, '/rescan'),
    ({ items }) => items.some(({ announcement }) => announcement.id === id),
    { withinMs: 40_000, everyMs: 500 },
  );
  await scene.clock.at('2026-11-24 10:12');
  const board = await scene.hand('clerk', '/');
  const found = board.page.getByRole('article').filter({ hasText: TITLE });
  await found.getByText('发放名单.xlsx').first().waitFor();
  await scene.picture(board.page, 'found');

  // One action with its reason, and a second person's agreement.
  await board.press(found.getByRole('button', { name: '撤回…' }));
  await board.page.getByRole('radio', { name: '涉及个人信息' }).check();
  await board.write(board.page.getByLabel('说明'), '附件的隐藏列中有完整的证件号码。');
  await scene.picture(board.page, 'ask');
  await board.button('申请撤回');
  await board.page.getByText('撤回申请已提出').waitFor();
  const leading = await scene.hand('leader', '/', true);
  const card = leading.page.getByRole('article').filter({ hasText: TITLE });
  await card.getByText('附件的隐藏列中有完整的证件号码。').waitFor();
  await scene.picture(leading.page, 'leader-phone');
  await leading.press(card.getByRole('button', { name: '同意撤回' }));
  await leading.page.waitForURL(/\/recalls\//);

  // Own places are verified gone within ten seconds; the portal and the press are a person's list.
  await scene.reach(
    id,
    { 'lobby-1': 'done', wechat: 'done', 'city-portal': 'with_person', daily: 'with_person' },
    'recall',
  );
  const progress = await clerk.get(RecallProgress, new URL(leading.page.url()).pathname);
  const took = progress.targets.flatMap(({ target, orderedAt, endedAt }) =>
    endedAt !== undefined && !target.drill ? [Date.parse(endedAt) - Date.parse(orderedAt)] : [],
  );
  expect(took.length).toBeGreaterThan(0);
  expect(Math.max(...took)).toBeLessThan(10_000);
  expect(await screen.titles()).not.toContain(TITLE);
  const { articles } = await scene.outside.wechat();
  expect(articles.filter(({ title, deleted }) => title === TITLE && !deleted)).toEqual([]);
  const page = await scene.hand('clerk', new URL(leading.page.url()).pathname);
  await page.page.getByText('待人工').first().waitFor();
  await page.page.getByRole('link', { name: '整改单', exact: true }).waitFor();
  await scene.picture(page.page, 'progress');

  // Put right: reviewed anew, and out again with what was corrected above it.
  await scene.clock.at('2026-11-24 15:00');
  await screen.page.reload();
  const begun = await clerk.call('POST', `/announcements/${id}/correction`, {
    note: '原名单含个人信息，已作去标识化处理。',
  });
  expect([begun.status, begun.text]).toEqual([200, expect.anything()]);
  const now = await clerk.detail(id);
  const saved = await clerk.call('PUT', `/announcements/${id}/draft`, {
    ...now.draft,
    attachments: [await list(clerk)],
  });
  expect(saved.status).toBe(200);
  const again = await clerk.submit(id, (await clerk.detail(id)).draft.revision);
  const { findings } = await reviewer.version(again.versionId);
  expect(findings.filter(({ level }) => level === 'block')).toEqual([]);
  await reviewer.approve(again.versionId);
  await clerk.release(again.versionId, { targetIds: scene.ids('lobby-1', 'wechat'), correction: true });
  await screen.shows(TITLE);
  const right = await scene.hand('reviewer', `/announcements/${id}`);
  await right.page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await right.page.getByRole('link', { name: '整改单', exact: true }).waitFor();
  await scene.picture(right.page, 'record');
  expect(house.complaints(right.page)).toEqual([]);
  await rectify(scene, id);
}

/** The ticket that the recall opened is written, the persons are told, and somebody who wrote none of it signs it off. */
async function rectify(scene: Scene, announcementId: string): Promise<void> {
  const clerk = await scene.as('clerk');
  const [ticket] = (await clerk.get(RectificationPage, `/rectifications?announcementId=${announcementId}`))
    .items;
  // Ten working days after the recall.
  expect(ticket).toMatchObject({ origin: 'recall', state: 'open', dueOn: '2026-12-08' });
  const path = `/rectifications/${ticket?.id ?? ''}`;
  const writing = await scene.hand('clerk', path);
  await writing.write(
    writing.page.getByLabel('原因'),
    '导出名单时隐藏了证件号码列，没有删除；审查时凭说明放行。',
  );
  await writing.write(
    writing.page.getByLabel('范围'),
    '附件隐藏列中 1 人的证件号码，区门户和公众号的公众可以下载。后台显示公众号阅读 86 次。',
  );
  await writing.write(
    writing.page.getByLabel('补救措施'),
    '已全部撤回；名单模板去掉该列，词库增加“身份证号”。',
  );
  await writing.write(writing.page.getByLabel('其他责任人员或单位'), '救助科');
  await writing.button('保存');
  await writing.page.getByText('已保存').waitFor();
  await writing.button('填写告知情况…');
  await writing.page.getByRole('radio', { name: '已告知' }).check();
  await writing.write(
    writing.page.getByLabel('告知方式和内容'),
    '电话告知本人泄露的信息、原因和防诈骗提示。',
  );
  await writing.write(writing.page.getByLabel('告知人数'), '1');
  await writing.press(writing.page.getByRole('dialog').getByRole('button', { name: '保存' }));
  await writing.page.getByText('提请后不能再改').waitFor();
  await writing.page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await writing.page.getByText('告知情况已记录').waitFor({ state: 'hidden' });
  await scene.picture(writing.page, 'rectification');
  await writing.button('提请核验');
  const signing = await scene.hand('leader', path, true);
  await signing.page.getByRole('button', { name: '核验销号' }).waitFor();
  await scene.picture(signing.page, 'sign-off-phone');
  await signing.button('核验销号');
  await signing.page.getByText('已销号').first().waitFor();
  expect(scene.house.complaints(signing.page)).toEqual([]);
}
