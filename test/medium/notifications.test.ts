import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import type { Caller } from '../../src/identity/index.js';
import { RecallRequests } from '../../src/deliver/index.js';
import { Notifications, Teller } from '../../src/notifications/index.js';
import { newId } from '../../src/platform/ids.js';
import { Procedures, Reviews } from '../../src/review/index.js';
import { transact } from '../../src/store/database.js';
import { appendLedger } from '../../src/store/ledger.js';
import { anOffice, aVersion, type TestOffice } from '../factories/office.js';
import type { TestHub } from '../support/test-hub.js';
import { until } from '../support/until.js';
import { ReleaseDesk } from './support/release-desk.js';

jest.setTimeout(30_000);

let desk: ReleaseDesk;
let hub: TestHub;
beforeAll(async () => {
  desk = await ReleaseDesk.open();
  ({ hub } = desk);
});
afterAll(() => (desk as ReleaseDesk | undefined)?.close());

const teller = () => hub.app.get(Teller, { strict: false });
const notifications = () => hub.app.get(Notifications, { strict: false });
/** Tells all that is written by now: another test's open transaction may keep entries from settling for a moment. */
async function tellAll(): Promise<void> {
  await until(async () => {
    const { rows } = await sql<{ settled: boolean }>`
      select coalesce(max(txid::text::numeric), 0) < hub_settled_before()::text::numeric as settled
      from ledger_entry`.execute(hub.db);
    return rows[0]?.settled === true;
  });
  await teller().catchUp();
}
const listOf = async (caller: Caller, unread = false) =>
  (await notifications().page(caller, { limit: 50, unread })).items;
const kindsOf = async (caller: Caller) => (await listOf(caller, true)).map(({ kind }) => kind);

type Version = Awaited<ReturnType<typeof aVersion>>;

/** A version in review, with the entry that intake writes for it. */
async function submitted(office: TestOffice): Promise<Version> {
  const version = await aVersion(hub, office, [], { approved: false });
  await write(office, 'version.submitted', version.announcementId, version.versionId, 'clerk');
  return version;
}

async function write(
  office: TestOffice,
  kind: string,
  announcementId: string | undefined,
  subjectId: string,
  by: keyof TestOffice['callers'],
  data: Record<string, string> = {},
): Promise<void> {
  const actor = `member:${office.callers[by].memberId}` as const;
  await transact(hub.db, actor, (tx) =>
    appendLedger(tx, [{ officeId: office.id, actor, kind, announcementId, subjectId, data }]),
  );
}

async function asOwner(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: desk.ownerUrl });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

const decide = (caller: Caller, version: Version, verdict: 'approve' | 'return') =>
  hub.app.get(Reviews, { strict: false }).decide(caller, version.versionId, {
    verdict,
    opinion: '请看。',
    answers: {},
    versionHash: version.hash,
    renditionHashes: version.renditions,
  });

describe('a review', () => {
  it('is told to who may take its step, then to who drafted; what is over counts as read', async () => {
    const office = await anOffice(hub);
    const { clerk, reviewer, leader, administrator, auditor } = office.callers;
    const version = await submitted(office);
    await tellAll();
    expect(await listOf(reviewer)).toMatchObject([
      {
        kind: 'review.waiting',
        read: false,
        times: 1,
        subjectId: version.versionId,
        announcement: { id: version.announcementId, title: '关于测试的通告' },
      },
    ]);
    expect(await kindsOf(leader)).toEqual(['review.waiting']);
    for (const other of [clerk, administrator, auditor]) expect(await listOf(other)).toEqual([]);
    await decide(reviewer, version, 'return');
    await tellAll();
    expect(await kindsOf(clerk)).toEqual(['review.returned']);
    expect(await kindsOf(leader)).toEqual([]);
    expect(await listOf(leader)).toMatchObject([{ kind: 'review.waiting', read: true }]);
  });

  it('goes from step to step, each time to whom the step names', async () => {
    const office = await anOffice(hub);
    const { clerk, reviewer, leader, administrator } = office.callers;
    const step = (key: string, role: 'reviewer' | 'leader') => ({
      ...{ key, label: { zh: key, en: key } },
      roles: [role],
      department: 'any',
    });
    await hub.app.get(Procedures, { strict: false }).set(administrator, '*', {
      steps: [step('first', 'reviewer'), step('sign', 'leader')],
      distinct: true,
    });
    const version = await submitted(office);
    await tellAll();
    expect([await kindsOf(reviewer), await kindsOf(leader)]).toEqual([['review.waiting'], []]);
    await decide(reviewer, version, 'approve');
    await tellAll();
    expect([await kindsOf(reviewer), await kindsOf(leader)]).toEqual([[], ['review.waiting']]);
    await decide(leader, version, 'approve');
    await tellAll();
    expect([await kindsOf(leader), await kindsOf(clerk)]).toEqual([[], ['review.approved']]);
  });
});

describe('each entry', () => {
  it('is told once, however many tell at once, and joins what is unread', async () => {
    const office = await anOffice(hub);
    const { clerk } = office.callers;
    const [first, second] = [newId(), newId()];
    await write(office, 'target.paused', undefined, first, 'administrator');
    await Promise.all(Array.from({ length: 4 }, () => tellAll()));
    await tellAll();
    await write(office, 'target.paused', undefined, first, 'administrator');
    await write(office, 'target.paused', undefined, second, 'administrator');
    await tellAll();
    const list = await listOf(clerk);
    expect(list.map(({ subjectId, times }) => [subjectId, times]).sort()).toEqual(
      [
        [first, 2],
        [second, 1],
      ].sort(),
    );
  });

  it('is told by the next round when a round breaks off, and not twice', async () => {
    const office = await anOffice(hub);
    await write(office, 'target.paused', undefined, newId(), 'administrator');
    // The cursor's write fails, so that all of the round is undone, as if the process had ended there.
    await asOwner(`create function cursor_breaks() returns trigger language plpgsql
      as $$ begin raise exception 'broken off'; end $$`);
    await asOwner(
      'create trigger cursor_breaks before update on notification_cursor for each row execute function cursor_breaks()',
    );
    await expect(tellAll()).rejects.toThrow('broken off');
    expect(await listOf(office.callers.clerk)).toEqual([]);
    await asOwner('drop function cursor_breaks cascade');
    await tellAll();
    await tellAll();
    expect(await listOf(office.callers.clerk)).toMatchObject([{ kind: 'target.paused', times: 1 }]);
  });

  it('of a transaction that ends late is not passed over', async () => {
    const office = await anOffice(hub);
    const late = newId();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const actor = `member:${office.callers.administrator.memberId}` as const;
    const slow = transact(hub.db, actor, async (tx) => {
      await appendLedger(tx, [
        { officeId: office.id, actor, kind: 'target.paused', subjectId: late, data: {} },
      ]);
      begun();
      await held;
    });
    await written;
    await write(office, 'target.paused', undefined, newId(), 'administrator');
    await teller().catchUp();
    release();
    await slow;
    await tellAll();
    const subjects = (await listOf(office.callers.clerk)).map(({ subjectId }) => subjectId);
    expect(subjects).toHaveLength(2);
    expect(subjects).toContain(late);
  });
});

describe('deliveries', () => {
  it('that end badly are one word about an announcement, with every target', async () => {
    const office = await anOffice(hub);
    const { clerk, leader, reviewer } = office.callers;
    const { announcementId } = await aVersion(hub, office, []);
    const data = (target: string) => ({ operation: 'publish', target });
    for (const { id } of desk.targets)
      await write(office, 'delivery.failed', announcementId, newId(), 'administrator', data(id));
    await tellAll();
    const [one, ...more] = await listOf(clerk);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'delivery.failed', times: 2 });
    expect(one?.targets.map(({ id }) => id).sort()).toEqual(desk.targets.map(({ id }) => id).sort());
    for (const other of [leader, reviewer]) expect(await listOf(other)).toEqual([]);
  });
});

describe('a recall', () => {
  it('is told to who may decide on it, and its answer to who asked', async () => {
    const office = await anOffice(hub);
    const { clerk, leader, reviewer } = office.callers;
    const { announcementId } = await aVersion(hub, office, []);
    const id = newId();
    await hub.db
      .insertInto('recall_request')
      .values({
        ...{ id, office_id: office.id, announcement_id: announcementId, reason: 'error', note: '' },
        ...{ target_ids: null, requested_by: clerk.memberId },
      })
      .execute();
    await write(office, 'recall.requested', announcementId, id, 'clerk');
    await tellAll();
    expect(await kindsOf(leader)).toEqual(['recall.waiting']);
    expect(await kindsOf(clerk)).toEqual([]);
    await hub.app.get(RecallRequests, { strict: false }).decide(reviewer, id, {
      verdict: 'refuse',
      opinion: '内容无误。',
    });
    await tellAll();
    expect([await kindsOf(leader), await kindsOf(clerk)]).toEqual([[], ['recall.refused']]);
  });
});

describe('reading', () => {
  it('is each member’s own; all up to what was seen', async () => {
    const office = await anOffice(hub);
    const { clerk, administrator } = office.callers;
    await write(office, 'target.paused', undefined, newId(), 'leader');
    await tellAll();
    const [seen] = await listOf(clerk);
    await write(office, 'target.paused', undefined, newId(), 'leader');
    await tellAll();
    expect(await notifications().unread(clerk)).toEqual({ unread: 2 });
    await notifications().readAll(clerk, seen?.at ?? '');
    expect(await notifications().unread(clerk)).toEqual({ unread: 1 });
    expect(await notifications().unread(administrator)).toEqual({ unread: 2 });
    await expect(notifications().read(administrator, seen?.id ?? '')).rejects.toMatchObject({
      code: 'not_found',
    });
    const [newest] = await listOf(clerk, true);
    await notifications().read(clerk, newest?.id ?? '');
    await notifications().read(clerk, newest?.id ?? '');
    expect(await notifications().unread(clerk)).toEqual({ unread: 0 });
    const page = await notifications().page(clerk, { limit: 1, unread: false });
    expect(page.items).toHaveLength(1);
    const next = await notifications().page(clerk, { limit: 1, unread: false, cursor: page.nextCursor });
    expect(next.items.map(({ id }) => id)).toEqual([seen?.id]);
  });
});
