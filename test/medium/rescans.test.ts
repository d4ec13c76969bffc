import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import type { AssetRef } from '../../src/contract/values.js';
import { RescanFindings } from '../../src/deliver/rescans/rescan-findings.service.js';
import { Rescans } from '../../src/deliver/rescans/rescans.js';
import { findingId } from '../../src/intake/screening/screen.js';
import { newId } from '../../src/platform/ids.js';
import { BlobStore } from '../../src/platform/storage/blobs.js';
import { Housekeeping } from '../../src/store/housekeeping.js';
import { Releases } from '../../src/release/index.js';
import { aVersion } from '../factories/office.js';
import { cell, mediaTypes, row, xlsx } from '../support/office-files.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(120_000);

/** The number that GB 11643 itself gives as an example. */
const NUMBER = '11010519491231002X';
let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
  // Each round is this test's own.
  await line.hub.app.get(Housekeeping, { strict: false }).beforeApplicationShutdown();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

const rescans = (): Rescans => line.hub.app.get(Rescans, { strict: false });
const findings = (): RescanFindings => line.hub.app.get(RescanFindings, { strict: false });
const view = () => findings().view(line.office.id);
const kindsOf = async (announcementId: string) =>
  (await line.kinds(announcementId)).filter((kind) => kind.startsWith('rescan.'));

async function released(title: string, more: { body?: string; attachments?: AssetRef[] } = {}) {
  const { announcementId, versionId } = await aVersion(line.hub, line.office, [line.target], {
    title,
    ...more,
  });
  const made = await line.hub.app
    .get(Releases, { strict: false })
    .create(line.office.callers.clerk, versionId, { targetIds: [line.target.id], priority: 'routine' });
  const id = made.deliveryIds[0] ?? '';
  await line.reaches(id, 'live');
  return { announcementId, versionId, id };
}

async function listWithHiddenColumn(): Promise<AssetRef> {
  const content = xlsx([
    {
      name: '发放名单',
      columns: '<cols><col min="2" max="2" hidden="1"/></cols>',
      rows: row(1, cell('A1', '序号') + cell('B1', NUMBER)),
    },
  ]);
  const hash = await line.hub.app.get(BlobStore, { strict: false }).put(content);
  return { hash, name: '名单.xlsx', mediaType: mediaTypes.xlsx, size: content.byteLength };
}

const addWord = async (word: string): Promise<void> => {
  await line.hub.db
    .insertInto('watched_word')
    .values({
      ...{ id: newId(), office_id: line.office.id, word, kind: 'sensitive', level: 'block', instead: null },
      ...{ why: '', changed_by: line.office.callers.leader.memberId, changed_at: sql<Date>`hub_now()` },
    })
    .execute();
};

test('what is out is screened when asked, hidden columns too; what is found is told once, by its place alone', async () => {
  await rescans().round();
  const bad = await released('补贴发放名单', { attachments: [await listWithHiddenColumn()] });
  const good = await released('普通通告');
  const draft = await aVersion(line.hub, line.office, [line.target], { body: `<p>${NUMBER}</p>` });
  // Nothing has changed: nobody looks.
  expect(await rescans().round()).toBe(0);
  await findings().ask(line.office.callers.leader);
  expect(await rescans().round()).toBe(2);
  const { items, scan } = await view();
  expect(scan?.finishedAt).toBeDefined();
  expect(items.map(({ announcement }) => announcement.id)).toEqual([bad.announcementId]);
  expect(items[0]?.findings).toContainEqual(
    expect.objectContaining({
      rule: 'id18',
      level: 'block',
      place: expect.objectContaining({
        ...{ part: 'file', file: '名单.xlsx', hidden: true },
        piece: expect.objectContaining({ zh: expect.stringContaining('发放名单') }),
      }),
    }),
  );
  const rows = await line.hub.db.selectFrom('rescan_finding').selectAll().execute();
  const entries = await line.hub.db.selectFrom('ledger_entry').select('data').execute();
  expect(JSON.stringify([rows, entries])).not.toContain(NUMBER);
  await findings().ask(line.office.callers.leader);
  expect(await rescans().round()).toBe(2);
  expect((await view()).items).toEqual(items);
  expect(await kindsOf(bad.announcementId)).toEqual(['rescan.found']);
  expect([await kindsOf(good.announcementId), await kindsOf(draft.announcementId)]).toEqual([[], []]);
});

test('a new word begins another look; what a reviewer has answered is no news', async () => {
  const answered = await released('某机关旧称的通告');
  const fresh = await released('另一则通告', { body: '<p>旧称又见。</p>' });
  await addWord('旧称');
  const seen = await line.hub.db
    .insertInto('screening')
    .values({
      version_id: answered.versionId,
      // As the screening at its submission would have it.
      findings: JSON.stringify([{ id: findingId('dictionary', { part: 'title' }, '某机关'.length, '旧称') }]),
    })
    .returning('version_id')
    .execute();
  expect(seen).toHaveLength(1);
  expect(await rescans().round()).toBe(4);
  const ids = (await view()).items.map(({ announcement }) => announcement.id);
  expect(ids).toContain(fresh.announcementId);
  expect(ids).not.toContain(answered.announcementId);
});

test('with a reason it may stay; what was taken back is not asked about any more', async () => {
  const { leader } = line.office.callers;
  const one = await released('甲', { body: '<p>旧称甲</p>' });
  const two = await released('乙', { body: '<p>旧称乙</p>' });
  await findings().ask(leader);
  await rescans().round();
  const open = async () => (await view()).items.map(({ announcement }) => announcement.id);
  expect(await open()).toEqual(expect.arrayContaining([one.announcementId, two.announcementId]));
  await findings().dismiss(leader, one.announcementId, { reason: '引用历史文件' });
  await expect(findings().dismiss(leader, one.announcementId, { reason: '又' })).rejects.toMatchObject({
    code: 'wrong_state',
  });
  await line.recall(two.announcementId);
  // As soon as it is on its way back, there is nothing to decide any more.
  expect(await open()).not.toContain(two.announcementId);
  await line.reaches(two.id, 'gone');
  const left = await open();
  expect([left.includes(one.announcementId), left.includes(two.announcementId)]).toEqual([false, false]);
  // A later look finds what was answered again, and says nothing.
  await findings().ask(leader);
  await rescans().round();
  expect(await kindsOf(one.announcementId)).toEqual(['rescan.found', 'rescan.dismissed']);
});

test('a look that was cut off goes on where it was', async () => {
  for (let count = 0; count < 25; count += 1) await released(`第${String(count)}则`);
  await findings().ask(line.office.callers.leader);
  const first = await rescans().round(0);
  expect(first).toBe(20);
  expect((await view()).scan?.finishedAt).toBeUndefined();
  const rest = await rescans().round();
  expect(rest).toBeGreaterThan(5);
  expect((await view()).scan?.finishedAt).toBeDefined();
  expect(await rescans().round()).toBe(0);
});
