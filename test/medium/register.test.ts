import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import type { AnnouncementDetail } from '../../src/contract/api.js';
import { minuteText } from '../../src/contract/kit/office-time.js';
import { until } from '../support/until.js';
import { ask, DeskHub } from './support/desk-hub.js';
import type { Visitor } from './support/web-hub.js';

let desk: DeskHub;
let clerk: Visitor;
let leader: Visitor;
let target: string;
let targetName: string;
beforeAll(async () => {
  desk = await DeskHub.start();
  [clerk, leader] = [await desk.hub.signedIn('clerk'), await desk.hub.signedIn('leader')];
  const settings = { where: '政务大厅', key: 'a-long-enough-key', drill: true };
  ({ id: target, name: targetName } = await desk.target(
    await desk.hub.signedIn('administrator'),
    'carry',
    settings,
  ));
}, 60_000);
afterAll(() => desk.stop());

const DAY = 86_400_000;
const span = (from: number, to: number): string =>
  `/api/v1/register.xlsx?${new URLSearchParams({ from: at(from), to: at(to) })}`;
const at = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

async function download(who: Visitor, path = span(-1, 1)): Promise<{ response: Response; bytes: Buffer }> {
  const response = await fetch(new URL(path, who.url), { headers: { cookie: who.cookie ?? '' } });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The lines below the headings, each as its cells by their headings. */
async function linesOf(bytes: Buffer, sheet: number): Promise<Record<string, unknown>[]> {
  const rows = (await readExcelFile(bytes))[sheet - 1]?.data ?? [];
  const head = rows.findIndex(([first]) => first === '序号');
  const titles = (rows[head] ?? []).map(String);
  return rows.slice(head + 1).map((row) => Object.fromEntries(titles.map((title, n) => [title, row[n]])));
}

async function nameOf(role: 'clerk' | 'reviewer' | 'leader'): Promise<string> {
  return (await ask<{ member: { name: string } }>(await desk.hub.signedIn(role), 'GET', '/api/v1/me')).member
    .name;
}

test('the register holds what was released, who signed it, where it stands, and what was taken back', async () => {
  const title = '=HYPERLINK("https://evil.example.cn";"关于停水的通告")';
  const { announcementId, deliveries } = await desk.release([target], { title });
  const id = deliveries[target] ?? '';
  const { task } = await desk.story(clerk, id, (told) => told.task !== undefined);
  await ask(clerk, 'POST', `/api/v1/tasks/${task?.id ?? ''}/answers`, {
    answers: { url: 'https://portal.example.cn/1.html' },
  });
  const { liveAt = '' } = await desk.story(clerk, id, ({ state }) => state === 'live');
  await desk.release([target], { title: '后天发布的通告', publishAt: at(2) });

  const { response, bytes } = await download(leader);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(
    /filename="?tongbo-register-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.xlsx/,
  );
  const [line, ...others] = await linesOf(bytes, 1);
  expect(others).toEqual([]);
  const [drafter, signer] = [await nameOf('clerk'), await nameOf('reviewer')];
  const time = /\d{4}-\d\d-\d\d \d\d:\d\d/;
  expect(line).toMatchObject({
    序号: 1,
    标题: title,
    信息类别: '通知公告',
    审核人: null,
    发布渠道: targetName,
    实际发布时间: minuteText(new Date(liveAt)),
    状态: '已上线',
    '更正、撤回情况': null,
  });
  expect(line?.['拟稿人']).toMatch(new RegExp(`^${drafter} ${time.source}$`));
  expect(line?.['签发人']).toMatch(new RegExp(`^${signer} ${time.source}$`));
  expect(line?.['发布操作人']).toMatch(new RegExp(`^${drafter} ${time.source}$`));
  expect(line?.['链接']).toMatch(/\/n\/\d{8}-/);
  expect(await linesOf(bytes, 2)).toEqual([
    expect.objectContaining({
      序号: 1,
      标题: title,
      发布渠道: targetName,
      操作: '发布',
      链接: 'https://portal.example.cn/1.html',
      状态: '已上线',
    }),
  ]);
  // Nothing that somebody wrote is a formula, nor becomes one when the cell is edited.
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)] as const);
  const sheets = parts.filter(([name]) => name.startsWith('xl/worksheets/sheet'));
  expect(sheets).toHaveLength(2);
  for (const [, xml] of sheets) expect(xml).not.toMatch(/<f[ >]|hyperlink/i);

  await ask(leader, 'POST', `/api/v1/announcements/${announcementId}/recall`, {
    reason: 'error',
    note: '电话有误',
    emergency: true,
  });
  const told = await until(
    async () => (await linesOf((await download(leader)).bytes, 1))[0]?.['更正、撤回情况'],
    (text) => typeof text === 'string',
  );
  expect(told).toMatch(/^撤回(?:中)? \d{4}-\d\d-\d\d \d\d:\d\d：内容有误，电话有误$/);
});

test('a correction is a line of its own, and says what it corrects', async () => {
  const { announcementId, deliveries } = await desk.release([target], { title: '关于供热的通告' });
  const id = deliveries[target] ?? '';
  const { task } = await desk.story(clerk, id, (told) => told.task !== undefined);
  await ask(clerk, 'POST', `/api/v1/tasks/${task?.id ?? ''}/answers`, {
    answers: { url: 'https://portal.example.cn/2.html' },
  });
  await desk.story(clerk, id, ({ state }) => state === 'live');
  const draft = `/api/v1/announcements/${announcementId}`;
  const { draft: fields } = await ask<AnnouncementDetail>(clerk, 'POST', `${draft}/correction`, {
    note: '电话写错',
  });
  const saved = await ask<AnnouncementDetail>(clerk, 'PUT', `${draft}/draft`, {
    ...fields,
    body: '<p>改正。</p>',
  });
  await desk.approveAndRelease(announcementId, saved.draft.revision, [target]);

  const lines = await linesOf((await download(leader)).bytes, 1);
  expect(
    lines.filter((line) => line['标题'] === '关于供热的通告').map((line) => line['更正、撤回情况']),
  ).toEqual([null, '更正（第 2 版）：电话写错']);
});

test('an export stands in the ledger, with its period and not with what it held', async () => {
  await download(leader);
  const rows = await desk.hub.db
    .selectFrom('ledger_entry')
    .select(['actor', 'data'])
    .where('kind', '=', 'register.exported')
    .orderBy('id', 'desc')
    .execute();
  const me = await ask<{ member: { id: string } }>(leader, 'GET', '/api/v1/me');
  expect(rows[0]?.actor).toBe(`member:${me.member.id}`);
  expect(Object.keys(rows[0]?.data as object).sort()).toEqual(['form', 'from', 'releases', 'to']);
});

test('it is the own office’s only, for those who may read the ledger, and of a period that makes sense', async () => {
  const stranger = await desk.stranger('auditor');
  expect(await linesOf((await download(stranger)).bytes, 1)).toEqual([]);
  const liaison = await desk.hub.signedIn('liaison');
  expect((await download(liaison)).response.status).toBe(403);
  expect((await download(leader, span(1, -1))).response.status).toBe(400);
  expect((await download(leader, '/api/v1/register.xlsx')).response.status).toBe(400);
});
