import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AnnouncementDetail, CreateDraft } from '../../src/contract/api.js';
import { dayText } from '../../src/contract/kit/office-time.js';
import type { Caller } from '../../src/identity/index.js';
import { AnnouncementRows, Drafts, Submissions } from '../../src/intake/index.js';
import { Parties } from '../../src/intake/party/parties.service.js';
import { Passes } from '../../src/intake/screening/passes.service.js';
import { newId } from '../../src/platform/ids.js';
import { Releases } from '../../src/release/index.js';
import { Service } from '../../src/release/service/service.service.js';
import { ReviewReader, Reviews } from '../../src/review/index.js';
import { ReleaseDesk } from './support/release-desk.js';

let desk: ReleaseDesk;
let clerk: Caller;
let reviewer: Caller;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ clerk, reviewer } = desk.office.callers);
}, 60_000);
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const of = <T>(type: abstract new (...given: never[]) => T): T => desk.hub.app.get(type, { strict: false });
const today = (): string => dayText(new Date());
const PARTY = '某某餐饮有限公司';

const draft = (more: CreateDraft = {}): Promise<AnnouncementDetail> =>
  of(Drafts).create(clerk, {
    ...{ title: '行政处罚决定书', body: '<p>当事人证件号码11010519491231002X。</p>' },
    ...{ category: '行政处罚', issuer: '执法大队', audience: 'specific', ...more },
  });
const detail = (id: string): Promise<AnnouncementDetail> => of(AnnouncementRows).detail(clerk.officeId, id);

async function approved(): Promise<{ id: string; versionId: string }> {
  const { id, draft: saved } = await draft();
  await of(Parties).set(clerk, id, { name: PARTY });
  const { versionId, hash } = await of(Submissions).submit(clerk, id, saved.revision);
  await of(Reviews).decide(reviewer, versionId, {
    ...{ verdict: 'approve', opinion: '同意', versionHash: hash, renditionHashes: {}, answers: {} },
  });
  return { id, versionId };
}
const codes = (problems: unknown): unknown =>
  expect.objectContaining({ extra: expect.objectContaining({ facts: { problems } }) });

test('what is for a named party names it and no target, and its personal data is told and does not block', async () => {
  const none = await draft();
  await expect(of(Submissions).submit(clerk, none.id, 1)).rejects.toEqual(
    codes([expect.objectContaining({ code: 'party_empty' })]),
  );
  const targetIds = desk.targets.map(({ id }) => id);
  const wrong = await draft({ targetIds, category: '公示' });
  await of(Parties).set(clerk, wrong.id, { name: PARTY });
  await expect(of(Submissions).submit(clerk, wrong.id, 1)).rejects.toEqual(
    codes([
      expect.objectContaining({ code: 'served_to_target' }),
      expect.objectContaining({ code: 'served_to_all' }),
    ]),
  );
  const { versionId } = await approved();
  const version = await of(ReviewReader).detail(reviewer, versionId);
  expect(version).toMatchObject({ audience: 'specific', state: 'approved', renditions: [] });
  expect(version.findings.map(({ rule, level }) => [rule, level])).toEqual([['id18', 'warn']]);
});

test('it goes to no target, by the service nor past it', async () => {
  const { id, versionId } = await approved();
  const [target] = desk.targets;
  await expect(
    of(Releases).create(clerk, versionId, { targetIds: [target?.id ?? ''], priority: 'routine' }),
  ).rejects.toMatchObject({ code: 'wrong_state' });
  const { db } = desk.hub;
  const release = {
    ...{ id: newId(), office_id: clerk.officeId, announcement_id: id, version_id: versionId },
    ...{ publish_at: new Date(), priority: 'routine' as const, released_by: clerk.memberId },
  };
  await expect(db.insertInto('release').values(release).execute()).rejects.toThrow('never published');
  const rendition = {
    version_id: versionId,
    target_id: target?.id ?? '',
    channel: 'sink',
    hash: 'sha256:00',
  };
  await expect(db.insertInto('rendition').values(rendition).execute()).rejects.toThrow('never published');
  const {
    procedure: _procedure,
    text_hash: _text,
    ...row
  } = await db.selectFrom('version').selectAll().where('id', '=', versionId).executeTakeFirstOrThrow();
  const content = JSON.stringify(row.content);
  await expect(
    db
      .insertInto('version')
      .values({ ...row, id: newId(), number: 9, content, target_ids: [target?.id ?? ''] })
      .execute(),
  ).rejects.toThrow('and no target');
});

test('it is served: the record says how, the name is in no ledger, and who read it is', async () => {
  const { id, versionId } = await approved();
  const service = of(Service);
  const record = (more: object) =>
    service.record(clerk, id, { way: 'post', on: today(), receiver: '李某', note: 'XA0000000000', ...more });
  await expect(record({ on: '2020-01-01' })).rejects.toMatchObject({ code: 'invalid_time' });
  await expect(record({ on: '2199-01-01' })).rejects.toMatchObject({ code: 'invalid_time' });
  expect((await service.view(clerk, id)).records).toEqual([]);

  const served = await record({});
  expect(served).toMatchObject({ party: PARTY, due: true });
  expect(served.records).toMatchObject([
    { way: 'post', on: today(), receiver: '李某', note: 'XA0000000000' },
  ]);
  expect(await detail(id)).toMatchObject({ stage: 'served', locked: true, audience: 'specific' });
  // A later record puts it right; both stay.
  const again = await service.record(clerk, id, { way: 'direct', on: today(), receiver: '王某' });
  expect(again.records.map(({ receiver }) => receiver)).toEqual(['王某', '李某']);

  const entries = await desk.hub.db
    .selectFrom('ledger_entry')
    .select(['kind', 'data', 'announcement_id'])
    .where('office_id', '=', clerk.officeId)
    .execute();
  const own = entries.filter(({ announcement_id: of_ }) => of_ === id);
  expect(own.find(({ kind }) => kind === 'service.recorded')?.data).toMatchObject({
    ...{ version: versionId, way: 'post', on: today() },
  });
  expect(
    entries.some(
      ({ kind, data }) => kind === 'personal.read' && JSON.stringify(data).includes(`"announcement":"${id}"`),
    ),
  ).toBe(true);
  for (const name of [PARTY, '李某', '王某']) expect(JSON.stringify(entries)).not.toContain(name);
  await expect(of(Parties).set(clerk, id, { name: '另一家' })).rejects.toMatchObject({ code: 'wrong_state' });
});

test('what was approved for one party is not served to another', async () => {
  const { id } = await approved();
  await of(Parties).set(clerk, id, { name: PARTY });
  expect((await of(Service).view(clerk, id)).due).toBe(true);
  await of(Parties).set(clerk, id, { name: '另一家有限公司' });
  expect((await of(Service).view(clerk, id)).due).toBe(false);
  await expect(
    of(Service).record(clerk, id, { way: 'direct', on: today(), receiver: '李某' }),
  ).rejects.toMatchObject({ code: 'wrong_state' });
});

test('what is published is not served', async () => {
  const { id, draft: saved } = await draft({
    ...{ audience: 'public', body: '<p>正文</p>', targetIds: desk.targets.map((one) => one.id) },
  });
  await of(Submissions).submit(clerk, id, saved.revision);
  await expect(
    of(Service).record(clerk, id, { way: 'direct', on: today(), receiver: '李某' }),
  ).rejects.toMatchObject({ code: 'wrong_state' });
  // Nothing blocks it, and it is locked: there is nothing to let pass.
  expect((await of(Passes).open(reviewer, id)).findings).toEqual([]);
});
