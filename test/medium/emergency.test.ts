import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { EMERGENCY_CATEGORY } from '../../src/contract/api.js';
import type { Caller } from '../../src/identity/index.js';
import { Reminders } from '../../src/notifications/index.js';
import { newId } from '../../src/platform/ids.js';
import { RecordReader } from '../../src/record/record.reader.js';
import { Releases } from '../../src/release/index.js';
import { Consultations, ReviewReader } from '../../src/review/index.js';
import { AfterReviews } from '../../src/review/emergency/after-reviews.service.js';
import { Duty } from '../../src/review/emergency/duty.service.js';
import { Emergencies } from '../../src/review/emergency/emergencies.service.js';
import { aVersion } from '../factories/office.js';
import type { TestHub } from '../support/test-hub.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
let hub: TestHub;
/** A second clerk, and a second reviewer. */
let colleague: Caller;
let deputy: Caller;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ hub } = desk);
  colleague = await another('clerk');
  deputy = await another('reviewer');
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const get = <T>(type: abstract new (...args: never[]) => T): T =>
  hub.app.get(type as never, { strict: false });
const may = () => desk.office.callers;

async function another(role: 'clerk' | 'reviewer'): Promise<Caller> {
  const id = newId();
  const username = `${role}-${id.slice(-8)}`;
  await hub.db
    .insertInto('member')
    .values({ id, office_id: desk.office.id, user_id: id, username, name: '另一人', roles: [role] })
    .execute();
  return { ...may()[role], memberId: id, username };
}

type Version = Awaited<ReturnType<typeof aVersion>>;

/** What the hub itself may not do. */
async function owner(statement: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: desk.ownerUrl });
  await client.connect();
  try {
    await client.query(statement, values);
  } finally {
    await client.end();
  }
}

describe('an emergency', () => {
  const urgent = (category = EMERGENCY_CATEGORY) =>
    aVersion(hub, desk.office, desk.targets, { approved: false, category });
  const agree = (by: Caller, version: Version) =>
    get(Emergencies).approve(by, version.versionId, {
      ...{ verdict: 'approve', opinion: '', answers: {} },
      ...{ versionHash: version.hash, renditionHashes: version.renditions },
    });
  const end = new Date(Date.now() + 3_600_000).toISOString();
  const release = (version: Version, priority: 'routine' | 'emergency', expiresAt?: string) =>
    get(Releases).create(colleague, version.versionId, {
      ...{ targetIds: [desk.targets[0]?.id ?? ''], priority, ...(expiresAt !== undefined && { expiresAt }) },
    });

  it('is let go by two persons on duty, released as one, and reviewed afterwards by somebody else', async () => {
    const onDuty = [colleague, may().clerk, deputy].map(({ memberId }) => memberId);
    await get(Duty).set(may().administrator, onDuty);
    await expect(agree(colleague, await urgent('通知公告'))).rejects.toMatchObject({ code: 'wrong_state' });
    const version = await urgent();
    await expect(agree(may().leader, version)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(agree(may().clerk, version)).rejects.toMatchObject({ code: 'drafter_may_not_decide' });
    expect((await agree(colleague, version)).duty).toMatchObject({ mayNotBecause: 'taken' });
    await expect(agree(colleague, version)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await agree(deputy, version)).toMatchObject({
      state: 'approved',
      decisions: [{ stepLabel: { zh: '应急值班（一）' } }, { stepLabel: { zh: '应急值班（二）' } }],
      afterReview: { state: 'open', mayReview: false, mayNotBecause: 'approver' },
    });
    await expect(release(version, 'routine')).rejects.toMatchObject({ code: 'wrong_state' });
    await expect(release(version, 'emergency')).rejects.toMatchObject({ code: 'invalid_time' });
    await release(version, 'emergency', end);
    const settle = (by: Caller) =>
      get(AfterReviews).settle(by, version.versionId, { outcome: 'correct', note: '时间有误' });
    await expect(settle(deputy)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await get(AfterReviews).open(may().leader)).items).toMatchObject([{ mayReview: true }]);
    expect(await settle(may().leader)).toMatchObject({ outcome: 'correct', state: 'done' });
    await expect(settle(may().reviewer)).rejects.toMatchObject({ code: 'already_decided' });
    const told = await get(RecordReader).read(desk.office.id, version.announcementId);
    expect(told.versions[0]?.afterReview).toMatchObject({ outcome: 'correct', note: '时间有误' });
    expect(told.entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['after_review.due', 'after_review.correct']),
    );
  });

  it('goes out at once and before its review is due, and never once that review spoke against it', async () => {
    const expiresAt = new Date(Date.now() + 2 * 86_400_000).toISOString();
    const out = (version: Version, more: { publishAt?: string } = {}) =>
      get(Releases).create(colleague, version.versionId, {
        ...{ targetIds: [desk.targets[0]?.id ?? ''], priority: 'emergency', expiresAt, ...more },
      });
    const settle = (version: Version, outcome: 'confirmed' | 'recall') =>
      get(AfterReviews).settle(may().leader, version.versionId, { outcome, note: '已核' });
    const letGo = async () => {
      const version = await urgent();
      await agree(colleague, version);
      await agree(deputy, version);
      return version;
    };
    const refused = await letGo();
    await settle(refused, 'recall');
    await expect(out(refused)).rejects.toMatchObject({ code: 'wrong_state' });
    const row = {
      ...{ id: newId(), office_id: desk.office.id, announcement_id: refused.announcementId },
      ...{ version_id: refused.versionId, publish_at: new Date(), priority: 'emergency' as const },
      released_by: colleague.memberId,
    };
    await expect(hub.db.insertInto('release').values(row).execute()).rejects.toMatchObject({
      constraint: 'after_review_stands',
    });
    const late = await letGo();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    await expect(out(late, { publishAt: tomorrow })).rejects.toMatchObject({ code: 'wrong_state' });
    await owner('update after_review set due_at = hub_now() where version_id = $1', [late.versionId]);
    await expect(out(late)).rejects.toMatchObject({ code: 'wrong_state' });
    await settle(late, 'confirmed');
    await out(late, { publishAt: tomorrow });
  });

  it('waits for a body that was asked, however urgent it is', async () => {
    const version = await urgent();
    await get(Consultations).ask(may().reviewer, version.announcementId, {
      ...{ kind: 'consultation', organ: '区应急管理局', contact: '', question: '是否准确？' },
    });
    await agree(colleague, version);
    await expect(agree(deputy, version)).rejects.toMatchObject({ code: 'consultations_open' });
    expect((await get(ReviewReader).detail(deputy, version.versionId)).duty).toMatchObject({
      taken: [{ name: '另一人' }],
    });
  });

  it('is reminded of as its end comes near, and once more when it has passed', async () => {
    const version = await urgent();
    await agree(colleague, version);
    await agree(deputy, version);
    const kinds = async () => {
      await get(Reminders).round();
      const rows = await hub.db
        .selectFrom('notification')
        .select('kind')
        .where('about', '=', version.announcementId)
        .where('member_id', '=', may().leader.memberId)
        .where('kind', 'in', ['after.near', 'after.overdue'])
        .orderBy('at')
        .execute();
      return rows.map(({ kind }) => kind);
    };
    // The hub's clock stands; what is due comes to it.
    const due = (hours: number) =>
      owner('update after_review set due_at = hub_now() + make_interval(hours => $1) where version_id = $2', [
        hours,
        version.versionId,
      ]);
    expect(await kinds()).toEqual([]);
    await due(3);
    expect(await kinds()).toEqual(['after.near']);
    await due(-1);
    expect(await kinds()).toEqual(['after.near', 'after.overdue']);
    expect(await kinds()).toEqual(['after.near', 'after.overdue']);
    expect((await get(AfterReviews).open(may().leader)).items).toMatchObject([{ state: 'overdue' }]);
  });

  it('needs two on duty and its review in the database too', async () => {
    const version = await urgent();
    const row = { version_id: version.versionId, version_hash: version.hash, emergency: true };
    await expect(hub.db.insertInto('approval').values(row).execute()).rejects.toThrow(
      'two different persons',
    );
    await expect(
      hub.db
        .insertInto('decision')
        .values({
          ...{ id: newId(), office_id: desk.office.id, version_id: version.versionId, step: 'duty-1' },
          ...{
            drafter_id: may().clerk.memberId,
            verdict: 'approve',
            opinion: '',
            version_hash: version.hash,
          },
          ...{ member_id: may().leader.memberId, rendition_hashes: '{}' },
        })
        .execute(),
    ).rejects.toThrow('two different persons');
  });
});
