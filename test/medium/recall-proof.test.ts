import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { RecallAnswer, RecallProgress, TaskView } from '../../src/contract/api.js';
import { until } from '../support/until.js';
import { ask, DeskHub } from './support/desk-hub.js';
import type { Visitor } from './support/web-hub.js';

let desk: DeskHub;
let clerk: Visitor;
let reviewer: Visitor;
let reader: Visitor;
let target: string;
beforeAll(async () => {
  desk = await DeskHub.start();
  clerk = await desk.hub.signedIn('clerk');
  reviewer = await desk.hub.signedIn('reviewer');
  reader = await desk.hub.signedIn('leader');
  const settings = { where: '政务大厅', key: 'a-long-enough-key', drill: true };
  target = (await desk.target(await desk.hub.signedIn('administrator'), 'carry', settings)).id;
}, 60_000);
afterAll(() => desk.stop());

const url = (id: string, kind: 'html' | 'pdf'): string => `/api/v1/recalls/${id}/proof.${kind}`;

async function pdfText(who: Visitor, id: string): Promise<string> {
  const document = await getDocumentProxy(await who.download(url(id, 'pdf')));
  try {
    return (await extractText(document, { mergePages: true })).text.replaceAll(/\s+/g, '');
  } finally {
    await document.destroy();
  }
}

const hashIn = (text: string): string | undefined => /内容哈希值.*?(sha256:[0-9a-f]{64})/s.exec(text)?.[1];

async function answer(deliveryId: string, kind: string, answers: object): Promise<void> {
  const { task } = await desk.story(clerk, deliveryId, (told) => told.task?.kind === kind);
  await ask<TaskView>(clerk, 'POST', `/api/v1/tasks/${task?.id ?? ''}/answers`, { answers });
}

test('a recall is told of as progress while something is open, and proven when all is verified gone', async () => {
  const { announcementId, deliveries } = await desk.release([target], { title: '关于撤回证明的通告' });
  const delivery = deliveries[target] ?? '';
  await answer(delivery, 'carry', { url: 'https://portal.example.cn/1.html' });
  await desk.story(clerk, delivery, ({ state }) => state === 'live');

  const { request } = await ask<RecallAnswer>(
    clerk,
    'POST',
    `/api/v1/announcements/${announcementId}/recall`,
    {
      reason: 'privacy',
      note: '名单里有<b>完整</b>号码',
    },
  );
  const waiting = await reader.call('GET', url(request.id, 'html'));
  expect([waiting.status, waiting.text]).toEqual([200, expect.stringContaining('撤回申请还没有决定')]);

  const { targets } = await ask<RecallProgress>(reviewer, 'POST', `/api/v1/recalls/${request.id}/decision`, {
    verdict: 'approve',
    opinion: '同意撤回',
  });
  const recall = targets[0]?.deliveryId ?? '';
  await desk.story(clerk, recall, ({ state, task }) => state === 'with_person' && task !== undefined);
  const open = await reader.call('GET', url(request.id, 'html'));
  for (const word of [
    '撤回进展说明',
    '尚未完成',
    '请致电撤下',
    '名单里有&#x3C;b>完整',
    '同意撤回',
    '演练',
    '政府信息公开条例',
  ])
    expect(open.text).toContain(word);
  expect(open.text).not.toContain('撤回证明<');
  expect(await pdfText(reader, request.id)).toContain('本文件是进展说明，不是撤回证明');

  await answer(recall, 'ask_back', { asked: 'yes' });
  await desk.story(clerk, recall, ({ state }) => state === 'done');
  // Every entry of it is sealed as soon as no older transaction is open any more.
  const page = await until(
    () => reader.call('GET', url(request.id, 'html')),
    ({ text }) => !text.includes('待封存'),
  );
  const { progress, entries } = await known(request.id, announcementId);
  const gone = new Date(Date.parse(progress.finishedAt ?? '') + 8 * 3_600_000).toISOString();
  for (const word of [
    '撤回证明',
    '关于撤回证明的通告',
    '已全部撤下，并经核对',
    `${gone.slice(0, 19).replace('T', ' ')} +08:00`,
    '回看：内容已不在',
    '已致电：是',
    'https://portal.example.cn/1.html',
    ...entries,
  ])
    expect(page.text).toContain(word);
  expect(page.text).not.toContain('尚未完成');
  const pdf = await pdfText(reader, request.id);
  expect(pdf).toContain('撤回证明');
  expect(hashIn(page.text)).toMatch(/^sha256:/);
  expect(hashIn(pdf)).toBe(hashIn(page.text));
}, 120_000);

/** What else is known of a recall: its progress, and what the ledger says of it. */
async function known(id: string, announcementId: string) {
  const progress = await ask<RecallProgress>(reader, 'GET', `/api/v1/recalls/${id}`);
  const rows = await desk.hub.db
    .selectFrom('ledger_entry')
    .select(['id', 'kind'])
    .where('announcement_id', '=', announcementId)
    .orderBy('id')
    .execute();
  const told = [
    'version.approved',
    'delivery.live',
    'recall.ordered',
    'delivery.done',
    'delivery.gone',
    'task.answered',
  ];
  const seals = await desk.hub.db.selectFrom('seal').select(['root', 'from_id', 'to_id']).execute();
  const entries = rows
    .filter(({ kind }) => told.includes(kind))
    .map((entry) => {
      const seal = seals.find(
        ({ from_id, to_id }) => BigInt(from_id) <= BigInt(entry.id) && BigInt(entry.id) <= BigInt(to_id),
      );
      return [`>${entry.id}<`, seal?.root ?? 'a root'];
    });
  expect(entries.length).toBeGreaterThan(5);
  return { progress, entries: entries.flat() };
}

test('what one person decides in an emergency is told so, and what had not gone out was cancelled', async () => {
  const publishAt = new Date(Date.now() + 3_600_000).toISOString();
  const { announcementId } = await desk.release([target], { title: '定时的通告', publishAt });
  const leader = await desk.hub.signedIn('leader');
  const wish = { reason: 'error', emergency: true };
  const { request } = await ask<RecallAnswer>(
    leader,
    'POST',
    `/api/v1/announcements/${announcementId}/recall`,
    wish,
  );
  const { text } = await reader.call('GET', url(request.id, 'html'));
  for (const word of [
    '撤回证明',
    '一人决定，未经第二人同意',
    '未发出即取消的 1 处',
    '核对撤下 0 处，未发出即取消 1 处',
  ])
    expect(text).toContain(word);
});

test('the page may do nothing, neither is kept by caches, and who may not read recalls gets neither', async () => {
  const { announcementId } = await desk.release([target]);
  const { request } = await ask<RecallAnswer>(
    clerk,
    'POST',
    `/api/v1/announcements/${announcementId}/recall`,
    {
      reason: 'other',
    },
  );
  const stranger = await desk.stranger('auditor');
  const liaison = await desk.hub.signedIn('liaison');
  for (const kind of ['html', 'pdf'] as const) {
    const { status, headers } = await reader.call('GET', url(request.id, kind));
    expect([status, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
      200,
      'no-store',
      'nosniff',
    ]);
    expect(headers.get('content-security-policy')).toMatch(
      kind === 'html' ? /^default-src 'none'; style-src 'sha256-[^']+';/ : /./,
    );
    expect(headers.get('content-type')).toBe(
      kind === 'html' ? 'text/html; charset=utf-8' : 'application/pdf',
    );
    const foreign = await stranger.call('GET', url(request.id, kind));
    expect([foreign.status, foreign.json['code']]).toEqual([404, 'not_found']);
    expect((await liaison.call('GET', url(request.id, kind))).json).toMatchObject({ code: 'forbidden' });
    expect((await reader.call('GET', url('x', kind))).json).toMatchObject({ code: 'invalid_request' });
  }
});
