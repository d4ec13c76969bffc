import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PreviewAnswer, type Finding } from '../../src/contract/api.js';
import { AssetRef } from '../../src/contract/values.js';
import { FileDesk } from '../../src/intake/files/file-desk.js';
import { sha256 } from '../../src/platform/hash.js';
import { docx, pdf } from '../support/office-files.js';
import { wordParagraph, zip } from '../support/zip.js';
import { sendFile, startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import type { Visitor } from './support/web-hub.js';

let hub: IntakeHub;
let clerk: Visitor;
beforeAll(async () => {
  hub = await startIntakeHub();
  clerk = await hub.signedIn('clerk');
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1';
const send = (name: string, content: Uint8Array) =>
  sendFile(clerk, `${api}/blobs`, name, Uint8Array.from(content));

async function upload(name: string, content: Uint8Array): Promise<AssetRef> {
  const answer = await send(name, content);
  expect([answer.status, answer.json['code']]).toEqual([201, undefined]);
  return AssetRef.parse(answer.json);
}

async function found(attachments: readonly AssetRef[]): Promise<Finding[]> {
  const fields = { title: '公告', body: '<p>见附件。</p>', category: '公示', issuer: '人事科' };
  const { json } = await clerk.call('POST', `${api}/announcements/preview`, {
    body: { ...fields, attachments, targetIds: [] },
  });
  return PreviewAnswer.parse(json).findings;
}
const said = (findings: readonly Finding[]) =>
  findings.map(({ level, rule, place }) => [level, rule, place.piece?.zh, place.hidden ?? false]);

describe('what is refused at the door, and why', () => {
  const good = docx(wordParagraph('正文'));
  const compound = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from('EncryptedPackage\0', 'utf16le'),
  ]);
  const bomb = zip([
    ...['[Content_Types].xml', 'word/document.xml', '_rels/.rels'].map((name) => ({
      name,
      content:
        name === '[Content_Types].xml'
          ? '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
          : Buffer.alloc(70 << 20, '<a></a>'),
    })),
  ]);

  test.each([
    ['cut off', '通知.docx', good.subarray(0, good.length - 30), 422, 'invalid_file', 'damaged'],
    ['with a password', '通知.docx', compound, 422, 'invalid_file', 'encrypted'],
    ['a PDF in a Word file’s name', '通知.docx', pdf({ pages: ['x'] }), 422, 'invalid_file', 'mislabelled'],
    ['a bomb', '通知.docx', bomb, 413, 'file_too_large', 'unpacks_too_large'],
    [
      'a drawing with a script',
      '图.svg',
      Buffer.from('<svg onload="x()"/>'),
      415,
      'unsupported_file',
      'kind',
    ],
    [
      'a page named as a text',
      '名单.txt',
      Buffer.from('<html><script>x</script>'),
      415,
      'unsupported_file',
      'kind',
    ],
    ['a PDF that is none', '通知.pdf', Buffer.from('%PDF-1.7\nx'), 422, 'invalid_file', 'damaged'],
  ])('%s', async (_, name, content, status, code, reason) => {
    const before = await hub.db.selectFrom('blob').select('hash').execute();
    const answer = await send(name, content);
    expect([answer.status, answer.json['code'], answer.json['facts']]).toEqual([status, code, { reason }]);
    expect(String(answer.json['detail'])).toMatch(/\w+ \w+/);
    expect(await hub.db.selectFrom('blob').select('hash').execute()).toEqual(before);
  });

  test('rare characters in a name are kept, those that turn it round are not', async () => {
    const file = await upload('𠮷㐀﨑\u202e名单：①.docx', docx(wordParagraph('手机 13800138000')));
    expect(file.name).toBe('𠮷㐀﨑名单：①.docx');
    const [finding] = await found([file]);
    expect(finding?.place.file).toBe(file.name);
  });

  test('a list in CSV is taken and read, line by line', async () => {
    const file = await upload('名单.csv', Buffer.from('姓名,电话\n张某,13800138000\n'));
    expect([file.mediaType, file.name]).toEqual(['text/csv', '名单.csv']);
    expect(said(await found([file]))).toEqual([['review', 'mobile', '第 2 行', false]]);
  });
});

describe('the thread that reads', () => {
  const long = docx(wordParagraph('各科室要严格落实先审查后公开的要求。'.repeat(40)).repeat(300));
  const file = {
    hash: sha256(long),
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    content: long,
  };

  test('leaves the hub free while it reads 300 pages', async () => {
    const desk = new FileDesk();
    try {
      let turns = 0;
      let isDone = false;
      const count = (): void => {
        turns += 1;
        if (!isDone) setImmediate(count);
      };
      setImmediate(count);
      await desk.ask({ do: 'check', file });
      isDone = true;
      // One who reads here himself lets a handful of turns go by.
      expect(turns).toBeGreaterThan(200);
    } finally {
      await desk.onModuleDestroy();
    }
  });

  test('is ended when it does not come to an end, and the next one reads again', async () => {
    const desk = new FileDesk();
    try {
      desk.limitMs = 1;
      await expect(desk.ask({ do: 'check', file })).rejects.toMatchObject({
        extra: { facts: { reason: 'too_complex' } },
      });
      desk.limitMs = 60_000;
      expect(await desk.ask({ do: 'check', file })).toBe(true);
    } finally {
      await desk.onModuleDestroy();
    }
  });
});
