import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '../../src/platform/ids.js';
import { Releases } from '../../src/release/index.js';
import { Reviews } from '../../src/review/index.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../factories/office.js';
import type { TestHub } from '../support/test-hub.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ hub, office, targets } = desk);
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());
let hub: TestHub;
let office: TestOffice;
let targets: ReleaseDesk['targets'];

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
