import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ImportedDraft } from '../../src/contract/api.js';
import { AssetRef } from '../../src/contract/values.js';
import { sha256 } from '../../src/platform/hash.js';
import { newId } from '../../src/platform/ids.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { ofd, ofdText, oldWord } from '../support/ofd.js';
import { pdf as pdfWith } from '../support/office-files.js';
import { png } from '../support/zip.js';
import { sendFile, startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let hub: IntakeHub;
let clerk: Visitor;
let reviewer: Visitor;
beforeAll(async () => {
  hub = await startIntakeHub();
  [clerk, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1/announcements';
const code = ({ status, json }: Pick<Answer, 'status' | 'json'>): [number, unknown] => [status, json['code']];
const sample = (name: string) => readFile(join(projectRoot, `test/fixtures/word/${name}.docx`));

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

describe('a Word file', () => {
  test('becomes a draft; its photo and the file itself are kept', async () => {
    const file = await sample('03-policy-with-photo');
    const answer = await sendFile(clerk, `${api}/import`, '管理办法.docx', new Uint8Array(file));
    expect(answer.status).toBe(201);
    const { announcement, notes } = ImportedDraft.parse(answer.json);
    expect(announcement).toMatchObject({
      title: '关于印发《望河区户外招牌设置管理办法》的通知',
      category: '政策文件',
      docNo: '望城管规〔2026〕2号',
      stage: 'drafting',
      locked: false,
    });
    expect(announcement.draft.issuer).toBe('明川市望河区城市管理和综合行政执法局');
    expect(notes.map((note) => note.kind)).toContain('guessed');
    const [, hash = ''] = /asset:(sha256:[0-9a-f]{64})/.exec(announcement.draft.body) ?? [];
    const photo = await reviewer.call('GET', `/api/v1/blobs/${hash}`);
    expect(photo.status).toBe(200);
    expect(Object.fromEntries(photo.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(await ledgerOf(announcement.id)).toEqual(['announcement.created', 'file.imported']);
    const original = await reviewer.call(
      'GET',
      `/api/v1/blobs/${sha256(file)}?name=${encodeURIComponent('../通知\r\n.exe')}`,
    );
    expect(original.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('通知.docx')}`,
    );
  });

  test.each([
    [
      'truncated',
      async () => (await sample('01-tonggao')).subarray(0, 5000),
      [422, 'invalid_file'],
      'damaged',
    ],
    [
      'a text with another name',
      () => Promise.resolve(Buffer.from('通知')),
      [415, 'unsupported_file'],
      'not_word',
    ],
    ['empty', () => Promise.resolve(Buffer.alloc(0)), [422, 'invalid_file'], 'empty'],
    [
      '50 MB',
      () => Promise.resolve(Buffer.alloc(50 * 1024 * 1024, 'PK')),
      [413, 'file_too_large'],
      'too_large',
    ],
  ])(
    'that is %s is refused and leaves nothing',
    async (_, make, expected, why) => {
      const count = () => hub.db.selectFrom('announcement').select('id').execute();
      const before = await count();
      const answer = await sendFile(clerk, `${api}/import`, '通知.docx', new Uint8Array(await make()));
      expect(code(answer)).toEqual(expected);
      expect(answer).toMatchObject({ json: { facts: { reason: why } } });
      expect(await count()).toEqual(before);
    },
    30_000,
  );
});

describe('a file of another kind', () => {
  const importFile = (name: string, content: Buffer) =>
    sendFile(clerk, `${api}/import`, name, new Uint8Array(content));

  test('that can be read becomes a draft, with the file in the ledger only', async () => {
    const page = ofdText({ x: 69, y: 60, size: 8, text: '关于道路施工的公告' });
    const answer = await importFile(
      '公告.ofd',
      ofd([page + ofdText({ x: 28, y: 90, size: 5, text: '正文。' })]),
    );
    const { announcement, notes } = ImportedDraft.parse(answer.json);
    expect(announcement.draft).toMatchObject({
      title: '关于道路施工的公告',
      body: '<p>正文。</p>',
      attachments: [],
    });
    expect(notes.map(({ kind }) => kind)).toContain('changed');
    expect(await ledgerOf(announcement.id)).toEqual(['announcement.created', 'file.imported']);
  });

  test.each([
    ['通知.wps', oldWord(), '通知.doc', '旧格式'],
    ['扫描件.pdf', pdfWith({ pages: ['', ''] }), '扫描件.pdf', '扫描件'],
    ['两页.pdf', pdfWith({ pages: ['Notice', ''] }), '两页.pdf', '有的页'],
  ])(
    'that cannot be read, or not all of it, is attached and says so: %s',
    async (name, content, kept, said) => {
      const answer = await importFile(name, content);
      const { announcement, notes } = ImportedDraft.parse(answer.json);
      expect(announcement.draft.attachments).toMatchObject([{ name: kept, hash: sha256(content) }]);
      expect(announcement.title).not.toBe('');
      expect(notes.map(({ message }) => message.zh).join()).toContain(said);
    },
  );

  test('that is cut off or protected leaves nothing', async () => {
    const count = () => hub.db.selectFrom('announcement').select('id').execute();
    const before = await count();
    for (const [name, content, reason] of [
      ['通知.wps', oldWord().subarray(0, 1500), 'damaged'],
      ['通知.doc', oldWord(0x0100), 'encrypted'],
      ['通知.ofd', ofd(['x']).subarray(0, 700), 'damaged'],
      ['通知.pdf', Buffer.from('%PDF-1.7\nnothing'), 'damaged'],
    ] as const)
      expect(await importFile(name, content)).toMatchObject({ json: { facts: { reason } } });
    expect(await count()).toEqual(before);
  });
});

describe('files', () => {
  test('are what their bytes say, not their names', async () => {
    const picture = await upload('C:\\照片\\效果图.exe', png(64, 48));
    expect(picture).toMatchObject({ name: '效果图.png', mediaType: 'image/png', width: 64, height: 48 });
    const pdf = await upload('附件.pdf', pdfWith({ pages: ['x'] }));
    const answer = await reviewer.call('GET', `/api/v1/blobs/${pdf.hash}`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
  });

  test.each([
    ['SVG', 'a.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'kind'],
    ['HTML', 'a.pdf', Buffer.from('<!doctype html><script>x</script>'), 'kind'],
    ['a program', 'a.docx', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]), 'kind'],
    ['a picture cut off', 'a.png', png(10, 10).subarray(0, 20), 'picture'],
    ['a picture of a billion pixels', 'a.png', png(40_000, 40_000), 'picture'],
  ])('%s is refused', async (_, name, content, why) => {
    const answer = await sendFile(clerk, '/api/v1/blobs', name, new Uint8Array(content));
    expect(answer).toMatchObject({ json: { facts: { reason: why } } });
    expect(answer.status).toBeGreaterThanOrEqual(415);
  });

  test('a form without a file, and no form, are refused', async () => {
    const empty = new FormData();
    empty.append('other', 'x');
    const headers = { origin: hub.url, cookie: clerk.cookie ?? '' };
    const form = await fetch(`${hub.url}/api/v1/blobs`, { method: 'POST', body: empty, headers });
    expect(form.status).toBe(400);
    expect(code(await clerk.call('POST', '/api/v1/blobs', { body: {} }))).toEqual([400, 'invalid_request']);
  });

  test('another office’s file is not here', async () => {
    const office = newId();
    await hub.db
      .insertInto('office')
      .values({ id: office, name: '别局', short_name: '别局', slug: 'bieju' })
      .execute();
    const hash = sha256('elsewhere');
    await hub.db
      .insertInto('blob')
      .values({ office_id: office, hash, media_type: 'image/png', size: 9 })
      .execute();
    expect(code(await clerk.call('GET', `/api/v1/blobs/${hash}`))).toEqual([404, 'not_found']);
    const attachments = [{ hash, name: 'a.png', mediaType: 'image/png', size: 9 }];
    expect(code(await clerk.call('POST', api, { body: { attachments } }))).toEqual([400, 'invalid_request']);
    const stolen = await clerk.call('POST', api, { body: { body: `<img src="asset:${hash}">` } });
    expect(stolen.json).toMatchObject({ code: 'invalid_request', errors: [{ path: 'body' }] });
    const theirs = await hub.target({ officeId: office });
    expect(code(await clerk.call('POST', api, { body: { targetIds: [theirs] } }))).toEqual([
      422,
      'unknown_target',
    ]);
  });
});
