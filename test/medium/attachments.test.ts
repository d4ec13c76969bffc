import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import {
  AttachedFile,
  PreviewAnswer,
  SubmittedVersion,
  VersionDetail,
  type Finding,
} from '../../src/contract/api.js';
import { AssetRef, type Hash } from '../../src/contract/values.js';
import { readFile } from '../../src/intake/files/read.js';
import { residentIdSign } from '../../src/intake/screening/numbers.js';
import { sha256 } from '../../src/platform/hash.js';
import { cell, docx, properties, row, wordComments, xlsx } from '../support/office-files.js';
import { wordParagraph } from '../support/zip.js';
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

const api = '/api/v1';
const send = (name: string, content: Uint8Array) =>
  sendFile(clerk, `${api}/blobs`, name, Uint8Array.from(content));

async function upload(name: string, content: Uint8Array): Promise<AssetRef> {
  const answer = await send(name, content);
  expect([answer.status, answer.json['code']]).toEqual([201, undefined]);
  return AssetRef.parse(answer.json);
}
const clean = ({ hash, name }: AssetRef, more: object = {}): Promise<Answer> =>
  clerk.call('POST', `${api}/blobs/${hash}/clean`, { body: { name, ...more } });

const fieldsWith = (attachments: readonly AttachedFile[], more: object = {}) => ({
  title: '关于公示名单的公告',
  body: '<p>名单见附件。</p>',
  category: '公示',
  issuer: '人事科',
  attachments,
  targetIds: [target],
  ...more,
});
async function found(attachments: readonly AttachedFile[], more: object = {}): Promise<Finding[]> {
  const { json } = await clerk.call('POST', `${api}/announcements/preview`, {
    body: fieldsWith(attachments, more),
  });
  return PreviewAnswer.parse(json).findings;
}
const said = (findings: readonly Finding[]) =>
  findings.map(({ level, rule, place }) => [level, rule, place.piece?.zh, place.hidden ?? false]);

async function draft(attachments: readonly AttachedFile[]): Promise<string> {
  const made = await clerk.call('POST', `${api}/announcements`, { body: fieldsWith(attachments) });
  return String(made.json['id']);
}
const submit = (id: string): Promise<Answer> =>
  clerk.call('POST', `${api}/announcements/${id}/submit`, { body: { revision: 1 } });
/** Submitted once a second person has let pass what blocks it. */
async function submitted(
  attachments: readonly AttachedFile[],
  reasons: Record<string, string>,
): Promise<VersionDetail> {
  const id = await draft(attachments);
  await reviewer.call('POST', `${api}/announcements/${id}/passes`, { body: { revision: 1, reasons } });
  const { versionId } = SubmittedVersion.parse((await submit(id)).json);
  return VersionDetail.parse((await reviewer.call('GET', `${api}/versions/${versionId}`)).json);
}
const approve = (version: VersionDetail, answers: Record<string, string>): Promise<Answer> =>
  reviewer.call('POST', `${api}/versions/${version.id}/decisions`, {
    body: {
      verdict: 'approve',
      opinion: '同意',
      versionHash: version.hash,
      renditionHashes: Object.fromEntries(version.renditions.map((one) => [one.targetId, one.hash])),
      answers,
    },
  });
async function bytesOf(hash: Hash): Promise<Uint8Array> {
  const answer = await fetch(`${hub.url}${api}/blobs/${hash}`, { headers: { cookie: clerk.cookie ?? '' } });
  return new Uint8Array(await answer.arrayBuffer());
}

/** A valid number of nobody. */
const idOf = (serial: number): string => {
  const head = `110105194912${String(10 + (serial % 20))}${String(100 + serial)}`;
  return head + residentIdSign(head);
};

describe('a Word file on its way', () => {
  const body =
    wordParagraph('名单公示如下，联系人手机 138-0013-8000。') +
    '<w:p><w:del w:id="7"><w:r><w:delText>删去的话</w:delText></w:r></w:del><w:r><w:t>正文</w:t></w:r></w:p>' +
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>被批注的话</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>';
  const content = docx(
    body,
    [wordComments(`请核对 ${idOf(1)}`), ...properties('某作者', '某单位')],
    '<Relationship Id="c1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>',
  );

  test('is screened with its comments and changes, cleaned by one press, and answered for', async () => {
    const file = await upload('名单.docx', content);
    expect(said(await found([file]))).toEqual([
      ['block', 'file-tracked-changes', undefined, false],
      ['block', 'file-comments', undefined, false],
      ['block', 'id18', '批注第 1 条', true],
      ['review', 'mobile', '正文第 1 段', false],
      ['warn', 'file-author-metadata', undefined, false],
    ]);

    const copy = AttachedFile.parse((await clean(file)).json);
    expect(copy).toMatchObject({ name: '名单.docx', mediaType: file.mediaType, cleanedFrom: file.hash });
    // The original is what it was, and the copy opens and says the same.
    expect(sha256(await bytesOf(file.hash))).toBe(file.hash);
    const read = await readFile(copy.mediaType, await bytesOf(copy.hash));
    expect(read.stories.map((story) => story.text().trim())).toEqual([
      expect.stringMatching(/^名单公示如下，联系人手机 138-0013-8000。\n正文\n被批注的话$/),
      '删去的话',
    ]);
    // Changes wait for a person.
    const left = await found([copy]);
    expect(said(left)).toEqual([
      ['block', 'file-tracked-changes', undefined, false],
      ['review', 'mobile', '正文第 1 段', false],
    ]);
    expect(left.map(({ fix }) => fix)).toEqual(['accept', 'mask']);
    const accepted = AttachedFile.parse((await clean(copy, { changes: 'accept' })).json);
    expect(accepted.cleanedFrom).toBe(file.hash);
    expect(said(await found([accepted]))).toEqual([['review', 'mobile', '正文第 1 段', false]]);

    const [changes, mobile] = left.map(({ id }) => id);
    const refused = await submit(await draft([copy]));
    expect([refused.json['code'], refused.json['facts']]).toEqual(['screening_blocks', { open: [changes] }]);
    const version = await submitted([copy], { [changes ?? '']: '修订记录经核对可以公开' });
    expect(version.attachments).toEqual([copy]);
    expect(said(version.findings)).toEqual(said(left));
    const none = await approve(version, {});
    expect([none.status, none.json['facts']]).toEqual([422, { open: [mobile] }]);
    const done = await approve(version, { [mobile ?? '']: '' });
    expect(VersionDetail.parse(done.json).state).toBe('approved');

    const entries = await hub.db
      .selectFrom('ledger_entry')
      .select(['kind', 'data'])
      .where('kind', 'in', ['file.cleaned', 'version.submitted'])
      .orderBy('id')
      .execute();
    expect(entries.map(({ data }) => data)).toMatchObject([
      {
        file: copy.hash,
        original: file.hash,
        cleanedFrom: file.hash,
        removed: { comments: 1, properties: 3 },
      },
      { file: accepted.hash, original: file.hash, cleanedFrom: copy.hash, removed: { changes: 1 } },
      { findings: { block: 1, review: 1, warn: 0 }, cleaned: { [copy.hash]: file.hash } },
    ]);
    // Asked again, it is the same copy and no second entry.
    expect(AttachedFile.parse((await clean(file)).json)).toEqual(copy);
    const again = await hub.db
      .selectFrom('ledger_entry')
      .select('id')
      .where('kind', '=', 'file.cleaned')
      .execute();
    expect(again.length).toBe(2);
  });

  test('nobody may say by himself what a file was cleaned from', async () => {
    const [one, other] = [
      await upload('一.docx', docx(wordParagraph('一'))),
      await upload('二.docx', docx(wordParagraph('二'))),
    ];
    const answer = await clerk.call('POST', `${api}/announcements`, {
      body: fieldsWith([{ ...one, cleanedFrom: other.hash }]),
    });
    expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_request']);
  });
});

test('a number in a hidden column blocks, and says its sheet and cell', async () => {
  const file = await upload(
    '补贴名单.xlsx',
    xlsx([
      {
        name: '公示',
        columns: '<cols><col min="2" max="2" hidden="1"/></cols>',
        rows: Array.from({ length: 30 }, (_, at) =>
          row(at + 1, cell(`A${String(at + 1)}`, `张某${String(at)}`) + cell(`B${String(at + 1)}`, idOf(at))),
        ).join(''),
      },
    ]),
  );
  const findings = await found([file]);
  const ids = findings.filter(({ rule }) => rule === 'id18');
  expect(
    ids.slice(0, 2).map(({ level, place, text }) => [level, place.file, place.piece?.zh, place.hidden, text]),
  ).toEqual([
    ['block', '补贴名单.xlsx', '“公示”B1（隐藏的行或列）', true, idOf(0)],
    ['block', '补贴名单.xlsx', '“公示”B2（隐藏的行或列）', true, idOf(1)],
  ]);
  // Nobody answers thirty times for one list.
  expect(ids.length).toBe(21);
  expect(ids.at(-1)?.label.zh).toContain('10');
  expect(findings.map(({ rule }) => rule)).toContain('file-hidden-cells');
});

test('the numbers of a list are masked by one press; what a copy of a copy was made of is the first file', async () => {
  const body = wordParagraph(`证件 ${idOf(1)}`) + wordParagraph(`证件 ${idOf(2)}，手机 13800138000`);
  const file = await upload('名册.docx', docx(body, properties('某作者', '')));
  const mask = async ({ hash, name }: AssetRef, rule: string): Promise<AttachedFile> =>
    AttachedFile.parse(
      (
        await clerk.call('POST', `${api}/blobs/${hash}/clean`, {
          body: { name, mask: rule, category: '公示' },
        })
      ).json,
    );
  const first = await mask(file, 'id18');
  expect(said(await found([first])).map(([, rule]) => rule)).toEqual(['mobile', 'file-author-metadata']);
  const second = AttachedFile.parse((await clean(await mask(first, 'mobile'))).json);
  expect(await found([second])).toEqual([]);
  expect(second.cleanedFrom).toBe(file.hash);
  const nothing = await clerk.call('POST', `${api}/blobs/${second.hash}/clean`, {
    body: { name: second.name, mask: 'id18' },
  });
  expect([nothing.status, nothing.json['facts']]).toEqual([415, { reason: 'not_cleanable' }]);
});

test('a picture that says where it was taken does not say so in its copy', async () => {
  const photo = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#888' } })
    .jpeg()
    .withExif({
      IFD0: { Artist: 'Somebody' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '31/1 14/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 28/1 0/1',
      },
    })
    .toBuffer();
  const file = await upload('现场.jpg', photo);
  const told = await found([], { body: `<p>见图。<img src="asset:${file.hash}" alt="现场"></p>` });
  expect(told.map(({ level, rule, fix, place }) => [level, rule, fix, place.part, place.fileHash])).toEqual([
    ['block', 'file-picture-location', 'clean', 'picture', file.hash],
    ['warn', 'file-picture-metadata', 'clean', 'picture', file.hash],
  ]);
  const copy = AttachedFile.parse((await clean(file)).json);
  expect([copy.mediaType, copy.width, copy.height]).toEqual(['image/jpeg', 8, 6]);
  expect(await found([copy])).toEqual([]);
});
