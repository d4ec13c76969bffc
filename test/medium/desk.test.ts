import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type {
  DeliveryDetail,
  HandoffView,
  PickupPage,
  PressReleasePage,
  PreviewView,
  TaskPage,
  TaskView,
} from '../../src/contract/api.js';
import { canonicalJson, sha256 } from '../../src/platform/hash.js';
import { newId } from '../../src/platform/ids.js';
import { ask, DeskHub, screenshots } from './support/desk-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let desk: DeskHub;
let clerk: Visitor;
let liaison: Visitor;
let reviewer: Visitor;
let leader: Visitor;
let carry: string;
let outlet: string;
beforeAll(async () => {
  desk = await DeskHub.start();
  clerk = await desk.hub.signedIn('clerk');
  liaison = await desk.hub.signedIn('liaison');
  reviewer = await desk.hub.signedIn('reviewer');
  leader = await desk.hub.signedIn('leader');
  const administrator = await desk.hub.signedIn('administrator');
  const settings = { where: '政务大厅', key: 'a-long-enough-key', drill: true };
  carry = (await desk.target(administrator, 'carry', settings)).id;
  outlet = (await desk.target(administrator, 'outlet', { contact: '编辑部', password: 'p' })).id;
}, 60_000);
afterAll(() => desk.stop());

const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
const tasksOf = async (who: Visitor): Promise<TaskView[]> =>
  (await ask<TaskPage>(who, 'GET', '/api/v1/tasks?limit=100')).items;
const answer = (who: Visitor, task: TaskView | undefined, answers: object): Promise<Answer> =>
  who.call('POST', `/api/v1/tasks/${task?.id ?? ''}/answers`, { body: { answers } });
const entries = async (announcementId: string, kind: string): Promise<unknown[]> =>
  (
    await desk.hub.db
      .selectFrom('ledger_entry')
      .select('data')
      .where('announcement_id', '=', announcementId)
      .where('kind', '=', kind)
      .orderBy('id')
      .execute()
  ).map(({ data }) => data);

/** A released item that waits with its task. */
async function waiting(target: string, title?: string): Promise<DeliveryDetail> {
  const { deliveries } = await desk.release([target], title === undefined ? {} : { title });
  return desk.story(clerk, deliveries[target] ?? '', ({ task }) => task !== undefined);
}

test('a task asks, a wrong answer comes back with other words, a right one makes the item live', async () => {
  const { id, task, announcementId } = await waiting(carry);
  expect(task).toMatchObject({
    deliveryId: id,
    kind: 'carry',
    target: { id: carry, channel: 'carry', drill: true },
    facts: { tel: 'x' },
    ask: [{ name: 'url', kind: 'url' }],
    handoff: true,
    mayAnswer: true,
  });
  expect((await tasksOf(clerk)).map((one) => one.id)).toContain(task?.id);

  const wrong = await answer(clerk, task, { url: 'https://portal.example/wrong' });
  expect(wrong.status).toBe(200);
  const again = await desk.story(clerk, id, (told) => told.task?.text.zh === '网址不对');
  expect(again).toMatchObject({ state: 'accepted', task: { id: task?.id } });
  expect(again.task).not.toHaveProperty('answeredAt');

  await answer(clerk, task, { url: 'https://portal.example/a' });
  const live = await desk.story(clerk, id, ({ state }) => state === 'live');
  expect(live).toMatchObject({ url: 'https://portal.example/a' });
  expect(live).not.toHaveProperty('task');
  expect(live.reports).toMatchObject([
    { from: 'person', by: { name: '柳青禾' }, words: { zh: '网址：https://portal.example/wrong' } },
    { from: 'person', words: { en: 'Address: https://portal.example/a' } },
  ]);
  expect(code(await answer(clerk, task, { url: 'https://portal.example/b' }))).toEqual([409, 'wrong_state']);
  expect((await tasksOf(clerk)).map((one) => one.id)).not.toContain(task?.id);

  const [first, second] = await entries(announcementId, 'task.answered');
  expect(first).toMatchObject({ task: task?.id, kind: 'carry' });
  expect(second).toMatchObject({
    answers: sha256(canonicalJson({ url: 'https://portal.example/a' })),
  });
  expect(JSON.stringify([first, second])).not.toContain('portal.example');
}, 30_000);

test('an answer that does not fit is refused at its place and stored nowhere', async () => {
  const { id, task, announcementId } = await waiting(carry);
  for (const answers of [{}, { url: 'javascript:alert(1)' }, { url: 'https://a.example', more: 'x' }]) {
    const refused = await answer(clerk, task, answers);
    expect(code(refused)).toEqual([400, 'invalid_request']);
  }
  expect((await answer(clerk, task, { url: '首页' })).json['errors']).toMatchObject([
    { path: 'answers.url' },
  ]);
  expect((await desk.story(clerk, id, () => true)).reports).toEqual([]);
  expect(await entries(announcementId, 'task.answered')).toEqual([]);
}, 30_000);

test('a recall of what a person carried over is done when a person says so', async () => {
  const { id, task, announcementId } = await waiting(carry);
  await answer(clerk, task, { url: 'https://portal.example/c' });
  await desk.story(clerk, id, ({ state }) => state === 'live');
  const path = `/api/v1/announcements/${announcementId}/recall`;
  const wish = { reason: 'error', note: '', emergency: true };
  const { recalls } = await ask<{ recalls: string[] }>(leader, 'POST', path, wish);
  const told = await desk.story(clerk, recalls[0] ?? '', (one) => one.task !== undefined);
  expect(told.task).toMatchObject({ kind: 'ask_back', operation: 'recall', handoff: false });
  await answer(clerk, told.task, { asked: 'yes' });
  await desk.story(clerk, recalls[0] ?? '', ({ state }) => state === 'done');
  expect((await desk.story(clerk, id, () => true)).state).toBe('gone');
}, 30_000);

test('who may not release reads tasks and answers none; another office finds none of it', async () => {
  const { id, task } = await waiting(carry);
  const seen = (await tasksOf(reviewer)).find((one) => one.id === task?.id);
  expect(seen).toMatchObject({ mayAnswer: false });
  const right = { url: 'https://portal.example/d' };
  expect(code(await answer(reviewer, task, right))).toEqual([403, 'forbidden']);
  const stranger = await desk.stranger('clerk');
  expect(await tasksOf(stranger)).toEqual([]);
  expect(code(await answer(stranger, task, right))).toEqual([404, 'not_found']);
  for (const path of ['', '/handoff'])
    expect(code(await stranger.call('GET', `/api/v1/deliveries/${id}${path}`))).toEqual([404, 'not_found']);
  const { parts } = await ask<HandoffView>(clerk, 'GET', `/api/v1/deliveries/${id}/handoff`);
  const href = parts.flatMap((part) => (part.kind === 'file' ? part.href : []))[0] ?? '';
  expect(code(await stranger.call('GET', href))).toEqual([404, 'not_found']);
  expect((await clerk.call('GET', href)).status).toBe(200);
}, 30_000);

test('a hand-off has its parts, its files under their names, and what it asks for', async () => {
  const { id, task, publishAt } = await waiting(carry, '停水公告');
  const page = await ask<HandoffView>(clerk, 'GET', `/api/v1/deliveries/${id}/handoff`);
  expect(page).toMatchObject({
    announcementTitle: '停水公告',
    versionNumber: 1,
    target: { id: carry, drill: true },
    state: 'accepted',
    parts: [
      { kind: 'text', text: '停水公告 → 政务大厅' },
      { kind: 'html', text: `<p>${publishAt}</p>` },
      { kind: 'file', file: { name: '停水公告.txt' } },
    ],
    checklist: [{ zh: '核对标题' }],
    task: { id: task?.id },
  });
  const file = page.parts.find((part) => part.kind === 'file');
  const download = await clerk.call('GET', file?.kind === 'file' ? file.href : '');
  expect(download.text).toBe('文件：停水公告');
  expect(download.headers.get('content-disposition')).toContain(
    `attachment; filename="????.txt"; filename*=UTF-8''${encodeURIComponent('停水公告.txt')}`,
  );
  const href = `/api/v1/deliveries/${id}/files/${file?.kind === 'file' ? file.file.hash : ''}`;
  const renamed = await clerk.call('GET', `${href}?name=${encodeURIComponent('../1.txt')}`);
  expect(renamed.headers.get('content-disposition')).toBe('attachment; filename=1.txt');
  expect(download.headers.get('content-type')).toContain('text/plain');
  const shown = await ask<PreviewView>(clerk, 'GET', `/api/v1/deliveries/${id}/preview`);
  expect(shown).toEqual({
    targetId: carry,
    html: `<p>停水公告</p><a href="${href}"></a>`,
    width: 300,
    height: 200,
  });
  const other = `/api/v1/deliveries/${id}/files/${sha256('another')}`;
  expect(code(await clerk.call('GET', other))).toEqual([404, 'not_found']);
}, 30_000);

test('pickups are reported at any time, listed newest first, and a time before the embargo is a breach', async () => {
  const { id, announcementId } = await waiting(outlet, '新闻通气稿');
  const before = await desk.story(liaison, id, ({ reports }) => reports.length > 0);
  expect(before.reports).toMatchObject([{ from: 'outside', words: { zh: '编辑已打开' } }]);
  const path = `/api/v1/deliveries/${id}/pickups`;
  expect(code(await liaison.call('POST', path, { body: { answers: { time: 'soon' } } }))).toEqual([
    400,
    'invalid_request',
  ]);
  const { shot, refused } = await screenshots(liaison, id);
  expect(refused).toEqual([422, 404]);
  const early = { edition: 'A1', time: '2026-01-01T08:00:00+08:00', shot };
  expect((await liaison.call('POST', path, { body: { answers: early } })).status).toBe(201);
  expect((await liaison.call('GET', `/api/v1/deliveries/${id}/evidence/${shot}`)).status).toBe(200);
  const told = await ask<DeliveryDetail>(clerk, 'POST', path, { answers: { edition: 'A2 头条' } });
  expect(told.reports.slice(1)).toMatchObject([
    { by: { name: '苏砚秋' }, words: { zh: '版面：A1；见报时间：2026-01-01 08:00；截图：已附' } },
    { by: { name: '柳青禾' }, words: { en: 'Edition: A2 头条' } },
  ]);

  const first = await ask<PickupPage>(liaison, 'GET', '/api/v1/pickups?limit=1');
  expect(first.items).toMatchObject([
    { deliveryId: id, title: '新闻通气稿', target: { id: outlet }, answers: { edition: 'A2 头条' } },
  ]);
  expect(first.items[0]?.breach).toBe(false);
  const next = await ask<PickupPage>(
    liaison,
    'GET',
    `/api/v1/pickups?limit=1&cursor=${first.nextCursor ?? ''}`,
  );
  expect(next.items).toMatchObject([{ by: { name: '苏砚秋' }, breach: true }]);
  expect(next).not.toHaveProperty('nextCursor');
  expect(await entries(announcementId, 'pickup.reported')).toHaveLength(2);
  expect(JSON.stringify(await entries(announcementId, 'pickup.reported'))).not.toContain('A2');

  const stranger = await desk.stranger('liaison');
  expect((await ask<PickupPage>(stranger, 'GET', '/api/v1/pickups')).items).toEqual([]);
  expect(code(await stranger.call('POST', path, { body: { answers: early } }))).toEqual([404, 'not_found']);
}, 30_000);

test('nothing is picked up where nothing was sent, or where nobody asks', async () => {
  const { deliveries } = await desk.release([outlet, carry], { publishAt: '2100-01-01T00:00:00.000Z' });
  const report = (target: string): Promise<Answer> =>
    clerk.call('POST', `/api/v1/deliveries/${deliveries[target] ?? ''}/pickups`, {
      body: { answers: { edition: 'A1' } },
    });
  expect(code(await report(outlet))).toEqual([409, 'wrong_state']);
  expect(code(await report(carry))).toEqual([409, 'wrong_state']);
}, 30_000);

test('a liaison’s answers hold nothing of other targets, drafts, reviews or the ledger', async () => {
  const title = '两处发布的通告';
  const { announcementId, deliveries } = await desk.release([carry, outlet], { title });
  const office = deliveries[carry] ?? '';
  const press = deliveries[outlet] ?? '';
  const carried = await desk.story(clerk, office, ({ task }) => task !== undefined);
  const called = await desk.story(clerk, press, ({ task }) => task !== undefined);
  const hidden = '草稿里的秘密标题';
  await ask(clerk, 'POST', '/api/v1/announcements', { title: hidden, body: '<p>密</p>' });

  const releases = await ask<PressReleasePage>(liaison, 'GET', '/api/v1/press/releases?limit=100');
  const released = releases.items.find((one) => one.announcementId === announcementId);
  expect(released).toMatchObject({ title, versionNumber: 1, deliveries: [{ id: press, targetId: outlet }] });
  expect(releases.items.flatMap((one) => one.deliveries.map(({ targetId }) => targetId))).not.toContain(
    carry,
  );
  const story = await ask<DeliveryDetail>(liaison, 'GET', `/api/v1/deliveries/${press}`);
  expect(story.task).toMatchObject({ mayAnswer: true });
  expect((await answer(liaison, called.task, { asked: 'yes' })).status).toBe(200);
  expect((await tasksOf(liaison)).map(({ target }) => target.channel)).not.toContain('carry');
  const byClerk = await tasksOf(clerk);
  expect(byClerk.find(({ id }) => id === carried.task?.id)?.mayAnswer).toBe(true);

  expect(code(await answer(liaison, carried.task, { url: 'https://a.example/' }))).toEqual([
    404,
    'not_found',
  ]);
  for (const path of [
    `/api/v1/deliveries/${office}`,
    `/api/v1/deliveries/${office}/handoff`,
    `/api/v1/deliveries/${office}/preview`,
    `/api/v1/deliveries/${office}/files/${sha256('x')}`,
  ])
    expect(code(await liaison.call('GET', path))).toEqual([404, 'not_found']);
  expect(
    code(await liaison.call('POST', `/api/v1/deliveries/${office}/pickups`, { body: { answers: {} } })),
  ).toEqual([404, 'not_found']);
  for (const path of [
    'announcements',
    `announcements/${announcementId}`,
    `announcements/${announcementId}/record`,
    'board',
    'reviews',
    `versions/${newId()}`,
    'ledger',
    'screens',
    'members',
  ])
    expect([path, ...code(await liaison.call('GET', `/api/v1/${path}`))]).toEqual([path, 403, 'forbidden']);
  const open = ['targets', 'targets/channels', 'tasks', 'pickups', 'press/releases', 'me'];
  const texts = await Promise.all(
    open.map(async (path) => (await liaison.call('GET', `/api/v1/${path}`)).text),
  );
  for (const text of [hidden, carry, office, '政务大厅', 'carry'])
    expect(texts.join('\n')).not.toContain(text);
}, 30_000);

test('press releases go on page by page, newest first, each once', async () => {
  for (const title of ['甲', '乙', '丙']) await desk.release([outlet], { title });
  const titles: string[] = [];
  let cursor = '';
  do {
    const page = await ask<PressReleasePage>(clerk, 'GET', `/api/v1/press/releases?limit=2${cursor}`);
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(titles.slice(0, 3)).toEqual(['丙', '乙', '甲']);
  const rows = await desk.hub.db
    .selectFrom('delivery')
    .select('announcement_id')
    .where('channel', '=', 'outlet')
    .execute();
  expect(titles).toHaveLength(new Set(rows.map((row) => row.announcement_id)).size);
}, 30_000);
