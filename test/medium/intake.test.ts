import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnnouncementDetail,
  AnnouncementPage,
  PreviewAnswer,
  SavedDraft,
  type DraftFields,
} from '../../src/contract/api.js';
import { AssetRef } from '../../src/contract/values.js';
import { newId } from '../../src/platform/ids.js';
import { png } from '../support/zip.js';
import { sendFile, startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let hub: IntakeHub;
let clerk: Visitor;
let reviewer: Visitor;
let target: string;
beforeAll(async () => {
  hub = await startIntakeHub();
  [clerk, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
  target = await hub.target();
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1/announcements';
const code = ({ status, json }: Pick<Answer, 'status' | 'json'>): [number, unknown] => [status, json['code']];

async function create(wish: Partial<DraftFields> = {}): Promise<AnnouncementDetail> {
  const answer = await clerk.call('POST', api, { body: wish });
  expect(answer.status).toBe(201);
  return AnnouncementDetail.parse(answer.json);
}
const save = (id: string, fields: DraftFields & { revision: number }): Promise<Answer> =>
  clerk.call('PUT', `${api}/${id}/draft`, { body: fields });
async function upload(name: string, content: Buffer): Promise<AssetRef> {
  const answer = await sendFile(clerk, '/api/v1/blobs', name, new Uint8Array(content));
  expect(answer.status).toBe(201);
  return AssetRef.parse(answer.json);
}
async function ledgerOf(id: string): Promise<string[]> {
  const rows = await hub.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('announcement_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.kind);
}

describe('drafts', () => {
  test('begin with the office as issuer, and are kept clean', async () => {
    const draft = await create();
    expect(draft.draft).toMatchObject({
      revision: 1,
      issuer: '明川市望河区城市管理和综合行政执法局',
      title: '',
    });
    const attachment = await upload('附件.png', png(8, 8));
    const answer = await save(draft.id, {
      title: ' 关于\u202E放假\u0000的　通告 ',
      body: '<h1 onclick="x()">一</h1><script>alert(1)</script><a href="javascript:x">链接</a><img src="https://evil.example/a.png">',
      category: '通知公告',
      issuer: '测试局',
      docNo: ' ',
      attachments: [{ ...attachment, name: '../../附件.exe', mediaType: 'text/html', size: 1 }],
      targetIds: [target, target],
      plannedAt: '2030-01-01T08:00:00.123456+08:00',
      revision: 1,
    });
    expect(answer.status).toBe(200);
    const saved = SavedDraft.parse(answer.json);
    expect(saved.title).toBe('关于放假的 通告');
    expect(saved.draft).toMatchObject({
      body: '<h2>一</h2>\n<p>链接</p>',
      attachments: [{ name: '附件.png', mediaType: 'image/png', size: attachment.size }],
      targetIds: [target],
      plannedAt: '2030-01-01T00:00:00.123Z',
      revision: 2,
    });
    expect(saved.draft.docNo).toBeUndefined();
    expect(saved.notes.map((note) => note.message.en.split(' ')[0])).toEqual([
      'Event',
      'Scripts',
      'Unsafe',
      'Pictures',
    ]);
  });

  test('saved by somebody else meanwhile are not overwritten', async () => {
    const { id, draft } = await create({ title: '甲' });
    const answers = await Promise.all(['乙', '丙'].map((title) => save(id, { ...draft, title })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const stale = answers.find((answer) => answer.status === 409);
    expect(stale?.json).toMatchObject({ code: 'stale_revision', facts: { revision: 2 } });
    expect(code(await save(newId(), draft))).toEqual([404, 'not_found']);
  });

  test.each([
    ['a title of 10,000 characters', { title: '长'.repeat(10_000) }, [400, 'invalid_request'], 'title'],
    ['a text of more than the limit', { body: '长'.repeat(500_001) }, [400, 'invalid_request'], 'body'],
    ['a text built to exhaust a parser', { body: '<div>'.repeat(90_000) }, [400, 'invalid_request'], 'body'],
    ['a year of another century', { plannedAt: '0001-01-01T00:00:00Z' }, [422, 'invalid_time'], 'plannedAt'],
  ])('%s is refused', async (_, wish, expected, path) => {
    const answer = await clerk.call('POST', api, { body: wish });
    expect(code(answer)).toEqual(expected);
    expect(answer.json['errors']).toMatchObject([{ path }]);
  });

  test('are deleted when never submitted, by those who may write', async () => {
    const { id } = await create({ title: '作废' });
    expect(code(await reviewer.call('DELETE', `${api}/${id}`))).toEqual([403, 'forbidden']);
    expect((await clerk.call('DELETE', `${api}/${id}`)).status).toBe(204);
    expect(code(await clerk.call('GET', `${api}/${id}`))).toEqual([404, 'not_found']);
    expect(await ledgerOf(id)).toEqual(['announcement.created', 'announcement.deleted']);
  });

  test('are listed last changed first, page by page, by words of their titles', async () => {
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4, 5]) ids.unshift((await create({ title: `占道100%_${n}` })).id);
    await create({ title: '占道99%_' });
    const seen: string[] = [];
    let cursor = '';
    do {
      const query = new URLSearchParams({
        q: '占道100%_',
        limit: '2',
        stage: 'drafting',
        ...(cursor === '' ? {} : { cursor }),
      });
      const page = AnnouncementPage.parse((await reviewer.call('GET', `${api}?${query}`)).json);
      if (cursor === '') expect(page.total).toBe(5);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(ids);
    expect(code(await clerk.call('GET', `${api}?cursor=x`))).toEqual([400, 'invalid_request']);
    expect((await clerk.call('GET', `${api}?q=%00`)).status).toBe(200);
  });
});

describe('a preview', () => {
  const fields: DraftFields = {
    title: '关于测试的通告',
    body: '<p>正文</p>',
    category: '通知公告',
    issuer: '测试局',
    attachments: [],
    targetIds: [],
  };
  const preview = async (more: Partial<DraftFields>): Promise<PreviewAnswer> => {
    const answer = await clerk.call('POST', `${api}/preview`, {
      body: { ...fields, targetIds: [target], ...more },
    });
    expect(answer.status).toBe(200);
    return PreviewAnswer.parse(answer.json);
  };
  const codes = ({ problems }: PreviewAnswer): string[] => problems.map((problem) => problem.code);

  test('shows every target with the office’s pictures, and saves nothing', async () => {
    const before = await hub.db.selectFrom('announcement').select('id').execute();
    const picture = await upload('图.png', png(30, 20));
    const { previews, problems } = await preview({ body: `<p>见图</p><img src="asset:${picture.hash}">` });
    expect(problems).toEqual([]);
    expect(previews).toMatchObject([{ targetId: target, width: 300, height: 200 }]);
    expect(previews[0]?.html).toContain(`<img src="/api/v1/blobs/${picture.hash}">`);
    expect(await hub.db.selectFrom('announcement').select('id').execute()).toEqual(before);
  });

  test('says everything that blocks', async () => {
    const empty = await preview({ title: ' ', body: '<p> </p>', category: '', issuer: '', targetIds: [] });
    expect(codes(empty)).toEqual([
      'title_empty',
      'body_empty',
      'category_empty',
      'issuer_empty',
      'targets_empty',
    ]);
    const past = '2020-01-01T00:00:00Z';
    expect(codes(await preview({ plannedAt: past, expiresAt: past }))).toEqual([
      'planned_in_past',
      'expiry_in_past',
      'expiry_before_planned',
    ]);
    const later = { plannedAt: '2100-01-02T00:00:00Z', expiresAt: '2100-01-01T00:00:00Z' };
    expect(codes(await preview(later))).toEqual(['expiry_before_planned']);
    expect(codes(await preview({ body: '<p>a</p><iframe src="x"></iframe>' }))).toEqual(['content_dropped']);
  });

  test('names the target that cannot take it', async () => {
    const off = await hub.target({ enabled: false });
    const long = await preview({ title: '长'.repeat(31), targetIds: [target, off] });
    expect(long.problems).toMatchObject([
      { code: 'title_too_long', field: 'title', targetId: target },
      { code: 'target_off', field: 'targetIds', targetId: off },
      { code: 'title_too_long', targetId: off },
    ]);
    const broken = await preview({ title: '坏' });
    expect(broken).toMatchObject({ previews: [], problems: [{ code: 'render_failed', targetId: target }] });
    expect(hub.logged.some((line) => line.includes('this channel is broken'))).toBe(true);
  });
});
