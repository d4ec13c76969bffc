import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Channel } from '../../src/contract/channel.js';
import { Copies } from '../../src/intake/index.js';
import { newId } from '../../src/platform/ids.js';
import { Calendar } from '../../src/release/calendar.reader.js';
import { ReleaseGroups, Releases } from '../../src/release/index.js';
import { Moves } from '../../src/release/moves.service.js';
import { Reviews } from '../../src/review/index.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../factories/office.js';
import { sinkChannel } from '../support/sink-channel.js';
import { startTestHub, type TestHub } from '../support/test-hub.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

jest.setTimeout(30_000);

let database: TestDatabase;
let hub: TestHub;
let office: TestOffice;
let targets: { id: string; channel: string }[];

beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub({
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    channels: new Map([['sink', sinkChannel() as unknown as Channel]]),
    roles: 'web',
  });
  office = await anOffice(hub);
  targets = [];
  for (let n = 0; n < 2; n += 1) {
    targets.push({ id: await aTarget(hub, office, 'sink', { url: 'http://127.0.0.1:9' }), channel: 'sink' });
  }
});
afterAll(async () => {
  await (hub as TestHub | undefined)?.stop();
  await database.drop();
});

const reviews = () => hub.app.get(Reviews, { strict: false });
const releases = () => hub.app.get(Releases, { strict: false });
const waiting = () => aVersion(hub, office, targets, { approved: false });
const approval = (version: { hash: string; renditions: Record<string, string> }) => ({
  verdict: 'approve' as const,
  answers: {},
  opinion: '同意',
  versionHash: version.hash as `sha256:${string}`,
  renditionHashes: version.renditions as Record<string, `sha256:${string}`>,
});
const soon = () => new Date(Date.now() + 60_000).toISOString();

describe('a decision', () => {
  it('approves exactly what was seen, and says so in the ledger with every hash', async () => {
    const version = await waiting();
    const seen = await reviews().decide(office.callers.reviewer, version.versionId, approval(version));
    expect(seen).toMatchObject({ state: 'approved', mayDecide: false, mayNotBecause: 'decided' });
    const [entry] = await hub.db
      .selectFrom('ledger_entry')
      .selectAll()
      .where('announcement_id', '=', version.announcementId)
      .where('kind', '=', 'decision.approved')
      .execute();
    expect(entry?.data).toMatchObject({ hash: version.hash, renditions: version.renditions, step: 'sign' });
  });

  it('is refused with both hashes when the version is not what was seen', async () => {
    const version = await waiting();
    const other = `sha256:${'0'.repeat(64)}` as const;
    const wrongVersion = reviews().decide(office.callers.reviewer, version.versionId, {
      ...approval(version),
      versionHash: other,
    });
    await expect(wrongVersion).rejects.toMatchObject({
      code: 'hash_mismatch',
      extra: { facts: { seen: other, current: version.hash } },
    });
    const [target] = targets;
    const renditionHashes = { ...approval(version).renditionHashes, [target?.id ?? '']: other };
    const wrongRendition = reviews().decide(office.callers.reviewer, version.versionId, {
      ...approval(version),
      renditionHashes,
    });
    await expect(wrongRendition).rejects.toMatchObject({
      code: 'hash_mismatch',
      extra: { facts: { seen: other } },
    });
    const fewer = reviews().decide(office.callers.reviewer, version.versionId, {
      ...approval(version),
      renditionHashes: {},
    });
    await expect(fewer).rejects.toMatchObject({ code: 'hash_mismatch' });
  });

  it('is refused with both hashes when a newer version was submitted meanwhile', async () => {
    const version = await waiting();
    const newer = newId();
    const hash = `sha256:${'a'.repeat(64)}`;
    const old = await hub.db
      .selectFrom('version')
      .selectAll()
      .where('id', '=', version.versionId)
      .executeTakeFirstOrThrow();
    await hub.db
      .insertInto('version')
      .values({ ...old, id: newer, number: 2, hash, content: JSON.stringify(old.content) })
      .execute();
    await hub.db
      .updateTable('announcement')
      .set({ current_version_id: newer })
      .where('id', '=', version.announcementId)
      .execute();
    const late = reviews().decide(office.callers.reviewer, version.versionId, approval(version));
    await expect(late).rejects.toMatchObject({
      code: 'hash_mismatch',
      extra: { facts: { seen: version.hash, current: hash } },
    });
  });

  it('is not the drafter’s to take, in the service and in the database', async () => {
    const version = await waiting();
    const drafter = { ...office.callers.reviewer, memberId: office.callers.clerk.memberId };
    await expect(reviews().decide(drafter, version.versionId, approval(version))).rejects.toMatchObject({
      code: 'drafter_may_not_decide',
    });
    const begunBy = office.callers.reviewer.memberId;
    await hub.db
      .updateTable('announcement')
      .set({ drafter_id: begunBy })
      .where('id', '=', version.announcementId)
      .execute();
    await expect(
      reviews().decide(office.callers.reviewer, version.versionId, approval(version)),
    ).rejects.toMatchObject({ code: 'drafter_may_not_decide' });
    const past = hub.db
      .insertInto('decision')
      .values({
        id: newId(),
        office_id: office.id,
        version_id: version.versionId,
        drafter_id: office.callers.clerk.memberId,
        step: 'sign',
        verdict: 'approve',
        opinion: '',
        member_id: office.callers.clerk.memberId,
        version_hash: version.hash,
        rendition_hashes: '{}',
      })
      .execute();
    await expect(past).rejects.toThrow('drafter_may_not_decide');
  });

  it('needs the step’s role, can be taken once, and not by another office', async () => {
    const version = await waiting();
    const { auditor, reviewer, leader } = office.callers;
    await expect(reviews().decide(auditor, version.versionId, approval(version))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const stranger = (await anOffice(hub)).callers.reviewer;
    await expect(reviews().decide(stranger, version.versionId, approval(version))).rejects.toMatchObject({
      code: 'not_found',
    });
    const both = await Promise.allSettled(
      [reviewer, leader].map((caller) => reviews().decide(caller, version.versionId, approval(version))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'already_decided' },
    });
  });

  it('returns with an opinion, and a returned version can be neither decided nor released', async () => {
    const version = await waiting();
    const returned = { ...approval(version), verdict: 'return' as const, opinion: '电话有误，请核对。' };
    expect(await reviews().decide(office.callers.leader, version.versionId, returned)).toMatchObject({
      state: 'returned',
    });
    await expect(
      reviews().decide(office.callers.reviewer, version.versionId, approval(version)),
    ).rejects.toMatchObject({
      code: 'already_decided',
    });
    const release = releases().create(office.callers.clerk, version.versionId, {
      targetIds: [targets[0]?.id ?? ''],
      priority: 'routine',
    });
    await expect(release).rejects.toMatchObject({ code: 'wrong_state' });
  });
});

describe('a release', () => {
  const released = async (wish: { targetIds?: string[]; publishAt?: string; expiresAt?: string } = {}) => {
    const version = await aVersion(hub, office, targets);
    const targetIds = wish.targetIds ?? targets.map(({ id }) => id);
    return releases().create(office.callers.clerk, version.versionId, {
      priority: 'routine',
      ...wish,
      targetIds,
    });
  };

  it('may narrow the targets and move the date', async () => {
    const publishAt = soon();
    const [, second] = targets;
    const made = await released({ targetIds: [second?.id ?? ''], publishAt });
    expect(made).toMatchObject({ publishAt, deliveryIds: [expect.any(String)] });
  });

  it('may add no target', async () => {
    const more = await aTarget(hub, office, 'sink', { url: 'http://127.0.0.1:9' });
    await expect(released({ targetIds: [targets[0]?.id ?? '', more] })).rejects.toMatchObject({
      code: 'unknown_target',
    });
    await expect(released({ targetIds: [newId()] })).rejects.toMatchObject({ code: 'unknown_target' });
    const elsewhere = await aTarget(hub, await anOffice(hub), 'sink', { url: 'http://127.0.0.1:9' });
    await expect(released({ targetIds: [elsewhere] })).rejects.toMatchObject({ code: 'unknown_target' });
  });

  it('refuses a publish time in the past and an expiry before it', async () => {
    const past = new Date(Date.now() - 600_000).toISOString();
    await expect(released({ publishAt: past })).rejects.toMatchObject({ code: 'invalid_time' });
    await expect(released({ publishAt: soon(), expiresAt: new Date().toISOString() })).rejects.toMatchObject({
      code: 'invalid_time',
    });
    await expect(released({ expiresAt: past })).rejects.toMatchObject({ code: 'invalid_time' });
  });

  it('of the same item on the same target happens once, also when two people press at once', async () => {
    const version = await aVersion(hub, office, targets);
    const wish = { targetIds: targets.map(({ id }) => id), priority: 'urgent' as const, publishAt: soon() };
    const presses = await Promise.allSettled(
      [1, 2, 3].map(() => releases().create(office.callers.clerk, version.versionId, wish)),
    );
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const press of presses) {
      if (press.status === 'rejected') expect(press.reason).toMatchObject({ code: 'wrong_state' });
    }
  });

  it('of what nobody approved is refused by the database too', async () => {
    const version = await waiting();
    const past = hub.db
      .insertInto('release')
      .values({
        id: newId(),
        office_id: office.id,
        announcement_id: version.announcementId,
        version_id: version.versionId,
        publish_at: new Date(),
        priority: 'routine',
        released_by: office.callers.clerk.memberId,
      })
      .execute();
    await expect(past).rejects.toThrow('violates foreign key constraint');
  });
});

describe('a copy', () => {
  const copies = () => hub.app.get(Copies, { strict: false });

  it('begins with the text and the places of the last release, without its numbers and dates', async () => {
    const third = await aTarget(hub, office, 'sink', { url: 'http://127.0.0.1:9' });
    const version = await aVersion(hub, office, [...targets, { id: third, channel: 'sink' }]);
    const [first] = targets;
    await releases().create(office.callers.clerk, version.versionId, {
      priority: 'routine',
      targetIds: [first?.id ?? '', third],
      publishAt: soon(),
    });
    await hub.db
      .updateTable('announcement')
      .set({ doc_no: '望综执〔2026〕1号', planned_at: new Date(), expires_at: new Date() })
      .where('id', '=', version.announcementId)
      .execute();
    await hub.db.updateTable('target').set({ enabled: false }).where('id', '=', third).execute();
    const copy = await copies().copy(office.callers.clerk, version.announcementId);
    expect(copy).toMatchObject({ title: '关于测试的通告', stage: 'drafting', versions: [] });
    expect(copy.draft).toMatchObject({ body: '<p>正文。</p>', targetIds: [first?.id] });
    expect(copy.draft).toEqual(expect.not.objectContaining({ docNo: expect.anything() }));
    expect([copy.draft.plannedAt, copy.draft.expiresAt]).toEqual([undefined, undefined]);
    const entries = await hub.db
      .selectFrom('ledger_entry')
      .select(['kind', 'data'])
      .where('announcement_id', '=', copy.id)
      .orderBy('id')
      .execute();
    expect(entries.map(({ kind }) => kind)).toEqual(['announcement.created', 'announcement.copied']);
    expect(entries[1]?.data).toEqual({ from: version.announcementId });
  });

  it('of another office is not there', async () => {
    const version = await waiting();
    const other = await anOffice(hub);
    await expect(copies().copy(other.callers.clerk, version.announcementId)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a move', () => {
  const DAY = 86_400_000;
  const at = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * DAY).toISOString();
  const move = (releaseId: string, publishAt: string, who = office.callers.clerk) =>
    hub.app.get(Moves, { strict: false }).move(who, releaseId, { publishAt });
  const planned = async (wish: { expiresAt?: string } = {}) => {
    const version = await aVersion(hub, office, targets);
    const targetIds = targets.map(({ id }) => id);
    const view = await releases().create(office.callers.clerk, version.versionId, {
      ...{ priority: 'routine' as const, targetIds, publishAt: at(2) },
      ...wish,
    });
    return { ...view, versionId: version.versionId };
  };
  const times = async (releaseId: string) => {
    const rows = await hub.db
      .selectFrom('delivery')
      .select(['publish_at', 'due_at'])
      .where('release_id', '=', releaseId)
      .execute();
    return [...new Set(rows.flatMap((row) => [row.publish_at.toISOString(), row.due_at?.toISOString()]))];
  };
  const shown = async (releaseId: string) => {
    const { items } = await hub.app
      .get(Calendar, { strict: false })
      .between(office.id, { from: at(-1), to: at(60) });
    return items.find((item) => item.releaseId === releaseId);
  };

  it('gives what has not begun another time, everywhere, and says so in the ledger', async () => {
    const { id, announcementId } = await planned();
    await move(id, at(5));
    expect(await times(id)).toEqual([at(5)]);
    expect(await shown(id)).toMatchObject({ publishAt: at(5), standing: 'planned', places: 2 });
    const entry = await hub.db
      .selectFrom('ledger_entry')
      .select('data')
      .where('announcement_id', '=', announcementId)
      .where('kind', '=', 'release.moved')
      .executeTakeFirstOrThrow();
    expect(entry.data).toEqual({ from: at(2), to: at(5) });
  });

  it('takes a group along', async () => {
    const members = await Promise.all(
      [1, 2].map(async () => ({
        versionId: (await aVersion(hub, office, targets)).versionId,
        targetIds: [targets[0]?.id ?? ''],
      })),
    );
    const wish = { name: '联合发布', members, publishAt: at(2), priority: 'routine' as const };
    const group = await hub.app.get(ReleaseGroups, { strict: false }).create(office.callers.clerk, wish);
    const rows = await hub.db.selectFrom('release').select('id').where('group_id', '=', group.id).execute();
    await move(rows[0]?.id ?? '', at(3));
    for (const { id } of rows) expect(await times(id)).toEqual([at(3)]);
    expect(await shown(rows[1]?.id ?? '')).toMatchObject({ group: { name: '联合发布' }, publishAt: at(3) });
  });

  it('is refused into the past, after the expiry, for another office, and once any of it has begun', async () => {
    const { id, deliveryIds } = await planned({ expiresAt: at(4) });
    await expect(move(id, at(-1))).rejects.toMatchObject({ code: 'invalid_time' });
    await expect(move(id, at(5))).rejects.toMatchObject({ code: 'invalid_time' });
    await expect(move(id, at(3), (await anOffice(hub)).callers.clerk)).rejects.toMatchObject({
      code: 'not_found',
    });
    await hub.db
      .updateTable('delivery')
      .set({ state: 'queued' })
      .where('id', '=', deliveryIds[0] ?? '')
      .execute();
    await expect(move(id, at(3))).rejects.toMatchObject({ code: 'wrong_state' });
    // The database refuses it as well.
    const past = hub.db
      .updateTable('release')
      .set({ publish_at: at(3) })
      .where('id', '=', id)
      .execute();
    await expect(past).rejects.toThrow('keeps its time');
    const other = hub.db.updateTable('release').set({ priority: 'urgent' }).where('id', '=', id).execute();
    await expect(other).rejects.toThrow('permission denied');
  });
});
