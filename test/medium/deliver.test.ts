import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { Channel } from '../../src/contract/channel.js';
import { Recalls, Resolutions, Stories } from '../../src/deliver/index.js';
import { claim } from '../../src/deliver/claims.js';
import { record } from '../../src/deliver/outcomes.js';
import { Releases } from '../../src/release/index.js';
import { wakeItems } from '../../src/store/wake.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../factories/office.js';
import { sinkChannel } from '../support/sink-channel.js';
import { Sink } from '../support/sink-server.js';
import { startTestHub, type TestHub } from '../support/test-hub.js';
import { until } from '../support/until.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

jest.setTimeout(30_000);

let database: TestDatabase;
let sink: Sink;
let hub: TestHub;
let office: TestOffice;
let target: { id: string; channel: string };

beforeAll(async () => {
  database = await createTestDatabase();
  sink = await new Sink().start();
  hub = await startTestHub({
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    channels: new Map([['sink', sinkChannel() as unknown as Channel]]),
    origins: [sink.url],
  });
  office = await anOffice(hub);
  target = { id: await aTarget(hub, office, 'sink', { url: sink.url, step: true }), channel: 'sink' };
});
afterAll(async () => {
  await (hub as TestHub | undefined)?.stop();
  await sink.stop();
  await database.drop();
});
afterEach(() => {
  sink.mode = 'ok';
});

async function release(options: { publishAt?: Date; expiresAt?: Date } = {}, targets = [target]) {
  const version = await aVersion(hub, office, targets);
  const made = await hub.app
    .get(Releases, { strict: false })
    .create(office.callers.clerk, version.versionId, {
      targetIds: targets.map(({ id }) => id),
      priority: 'routine',
      publishAt: options.publishAt?.toISOString(),
      expiresAt: options.expiresAt?.toISOString(),
    });
  const [id = ''] = made.deliveryIds;
  return { ...version, releaseId: made.id, id };
}

const story = (id: string) => hub.app.get(Stories, { strict: false }).one(office.id, id);
const reaches = (id: string, state: string) =>
  until(
    () => story(id),
    (told) => told.state === state,
  );
const recall = (announcementId: string) =>
  hub.app
    .get(Recalls, { strict: false })
    .create(office.callers.clerk, announcementId, { reason: 'error', note: '' });
const kinds = async (announcementId: string): Promise<string[]> => {
  const rows = await hub.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('announcement_id', '=', announcementId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.kind);
};

/** Lets what waits for its time be due at once, as if the clock had moved on. */
const makeDue = (id: string) =>
  hub.db
    .updateTable('delivery')
    .set({ due_at: sql<Date>`hub_now()` })
    .where('id', '=', id)
    .execute();

describe('a publish', () => {
  it('is sent once, read back, live, and told in the ledger', async () => {
    const { id, announcementId } = await release();
    const told = await reaches(id, 'live');
    expect(told.url).toBe(`${sink.url}/items/${id}`);
    expect(told.attempts).toHaveLength(1);
    expect(told.attempts[0]?.steps.map((step) => step.name)).toEqual(['post']);
    expect(sink.posts.get(id)).toBe(1);
    expect(await kinds(announcementId)).toEqual([
      'release.created',
      'delivery.created',
      'delivery.queued',
      'delivery.sending',
      'delivery.live',
    ]);
  });

  it('waits for its time', async () => {
    const { id } = await release({ publishAt: new Date(Date.now() + 3_600_000) });
    const { id: other } = await release();
    await reaches(other, 'live');
    expect((await story(id)).state).toBe('scheduled');
    expect(sink.posts.has(id)).toBe(false);
    await makeDue(id);
    await reaches(id, 'live');
  });

  it('that was known not to be sent goes back on the ladder, and out when it is due', async () => {
    sink.mode = 'busy';
    const { id } = await release();
    const waiting = await until(
      () => story(id),
      (told) => told.state === 'scheduled' && told.tries === 1,
    );
    expect(waiting.lastError).toBe('the sink answered 503');
    expect(sink.posts.has(id)).toBe(false);
    sink.mode = 'ok';
    await makeDue(id);
    await reaches(id, 'live');
    expect(sink.posts.get(id)).toBe(1);
  });

  it('that the other side refuses ends at once with its words', async () => {
    sink.mode = 'refuse';
    const { id } = await release();
    expect((await reaches(id, 'failed')).lastError).toBe('the headline is too bold');
  });

  it('that was kept but never answered is found by looking, never sent twice', async () => {
    sink.mode = 'keep-and-drop';
    const { id } = await release();
    await reaches(id, 'live');
    expect(sink.posts.get(id)).toBe(1);
  });

  it('whose outcome is unknown is sent again only after a look has proven that it is not there', async () => {
    sink.mode = 'drop';
    const { id } = await release();
    const proven = await until(
      () => story(id),
      (told) => told.state === 'scheduled' && told.tries === 1,
    );
    expect(proven.attempts.map((attempt) => attempt.outcome)).toEqual(['unknown', 'absent']);
    sink.mode = 'ok';
    await makeDue(id);
    await reaches(id, 'live');
    expect(sink.posts.get(id)).toBe(1);
  });

  it('that nobody can find out about waits for a person, and the person decides', async () => {
    const { id } = await release({ publishAt: new Date(Date.now() + 3_600_000) });
    sink.items.set(id, { body: 'something else', gone: false });
    sink.mode = 'drop';
    await makeDue(id);
    await until(
      async () => {
        const told = await story(id);
        if (told.state === 'sending') await makeDue(id);
        return told;
      },
      (told) => told.state === 'unconfirmed',
      { withinMs: 15_000, everyMs: 200 },
    );
    expect((await story(id)).lastError).toBe('something else stands there');
    const decide = (choice: 'live' | 'send_again') =>
      hub.app
        .get(Resolutions, { strict: false })
        .resolve(office.callers.clerk, id, { choice, note: '与对方值班员核对，页面未上线' });
    sink.mode = 'ok';
    await decide('send_again');
    await reaches(id, 'live');
    expect(sink.posts.get(id)).toBe(1);
    await expect(decide('live')).rejects.toMatchObject({ code: 'wrong_state' });
  });
});

describe('a target that needs new credentials', () => {
  it('is paused once, and its deliveries wait', async () => {
    const other = { id: await aTarget(hub, office, 'sink', { url: sink.url, step: true }), channel: 'sink' };
    sink.mode = 'unauthorised';
    const first = await release({}, [other]);
    await until(
      () =>
        hub.db
          .selectFrom('target')
          .select('paused_reason')
          .where('id', '=', other.id)
          .executeTakeFirstOrThrow(),
      (row) => row.paused_reason !== null,
    );
    sink.mode = 'ok';
    const second = await release({}, [other]);
    const third = await release();
    await reaches(third.id, 'live');
    expect((await story(first.id)).state).toBe('scheduled');
    expect((await story(second.id)).state).toBe('scheduled');
    await hub.db.updateTable('target').set({ paused_reason: null }).where('id', '=', other.id).execute();
    await reaches(first.id, 'live');
    await reaches(second.id, 'live');
  });
});

describe('a recall', () => {
  it('takes back what is live and ends only when it is verified gone', async () => {
    const { id, announcementId } = await release();
    await reaches(id, 'live');
    const { recalls, cancelled } = await recall(announcementId);
    expect(cancelled).toEqual([]);
    const done = await reaches(recalls[0] ?? '', 'done');
    expect(done.attempts.at(-1)?.outcome).toBe('gone');
    expect(sink.items.get(id)?.gone).toBe(true);
    const told = await story(id);
    expect([told.state, told.goneReason]).toEqual(['gone', 'error']);
    const row = await hub.db
      .selectFrom('announcement')
      .select('stage')
      .where('id', '=', announcementId)
      .executeTakeFirst();
    expect(row?.stage).toBe('recalled');
  });

  it('cancels what is not yet out, without a call to the outside', async () => {
    const { id, announcementId } = await release({ publishAt: new Date(Date.now() + 3_600_000) });
    const { recalls, cancelled } = await recall(announcementId);
    expect([recalls, cancelled]).toEqual([[], [id]]);
    expect((await story(id)).state).toBe('cancelled');
    expect(sink.items.has(id)).toBe(false);
  });

  it('covers a publish whose outcome nobody knows, and is refused when nothing is out', async () => {
    sink.mode = 'keep-and-drop';
    const { id, announcementId } = await release();
    await until(() => sink.posts.has(id));
    sink.mode = 'ok';
    const { recalls } = await recall(announcementId);
    await reaches(recalls[0] ?? '', 'done');
    expect(sink.items.get(id)?.gone).toBe(true);
    await expect(recall(announcementId)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('follows by itself when the window ends', async () => {
    const { id, announcementId } = await release({ expiresAt: new Date(Date.now() + 3_600_000) });
    await reaches(id, 'live');
    await hub.db
      .updateTable('delivery')
      .set({ window_ends_at: sql<Date>`hub_now()` })
      .where('id', '=', id)
      .execute();
    const gone = await reaches(id, 'gone');
    expect(gone.goneReason).toBe('expired');
    expect(await kinds(announcementId)).toContain('delivery.done');
  });
});

describe('the database', () => {
  it('refuses a transition that the table does not list', async () => {
    const { id } = await release();
    await reaches(id, 'live');
    const back = hub.db.updateTable('delivery').set({ state: 'sending' }).where('id', '=', id).execute();
    await expect(back).rejects.toThrow('a publish may not go from live to sending');
  });

  it('lets the application neither change nor remove what the ledger holds', async () => {
    await expect(sql`update ledger_entry set kind = 'x'`.execute(hub.db)).rejects.toThrow(
      'permission denied',
    );
    await expect(sql`delete from ledger_entry`.execute(hub.db)).rejects.toThrow('permission denied');
    await expect(sql`truncate ledger_entry`.execute(hub.db)).rejects.toThrow('permission denied');
    await expect(sql`alter table ledger_entry disable trigger all`.execute(hub.db)).rejects.toThrow(
      'must be owner',
    );
  });
});

describe('a word from outside', () => {
  it('that comes while a worker looks is not lost: it is looked at again right behind', async () => {
    const { id } = await release();
    await reaches(id, 'live');
    for (const state of ['missing', 'scheduled', 'queued'] as const)
      await hub.db.updateTable('delivery').set({ state, due_at: null }).where('id', '=', id).execute();
    const [held] = await claim(hub.db, 'a worker that has just looked', [id]);
    if (!held) throw new Error('nothing was claimed');
    await wakeItems(hub.db, [held.itemKey]);
    const pending = { claim: held, state: 'accepted', looks: 0, said: 'pending', dueInMs: 300_000 } as const;
    expect(await record(hub.db, [pending])).toEqual([true]);
    await reaches(id, 'live');
  });
});

describe('a late answer', () => {
  it('is kept as evidence and changes nothing', async () => {
    const { id } = await release();
    await reaches(id, 'live');
    const before = await story(id);
    await hub.db.updateTable('delivery').set({ state: 'missing' }).where('id', '=', id).execute();
    await hub.db
      .updateTable('delivery')
      .set({ state: 'scheduled', due_at: null })
      .where('id', '=', id)
      .execute();
    await hub.db.updateTable('delivery').set({ state: 'queued' }).where('id', '=', id).execute();
    const [old] = await claim(hub.db, 'a worker that froze', [id]);
    if (!old) throw new Error('nothing was claimed');
    await hub.db
      .updateTable('delivery')
      .set({ lease_until: sql<Date>`hub_now() - interval '1 s'`, due_at: sql<Date>`hub_now()` })
      .where('id', '=', id)
      .execute();
    const live = await until(
      () => story(id),
      (told) => told.state === 'live',
    );
    expect(live.attempts.at(-1)?.kind).toBe('verify');
    expect(await record(hub.db, [{ claim: old, state: 'failed', looks: 0, said: 'failed' }])).toEqual([
      false,
    ]);
    const after = await story(id);
    expect(after.state).toBe('live');
    expect(after.attempts.find((attempt) => attempt.id === old.attemptId)?.outcome).toBe('late: failed');
    expect(after.url).toBe(before.url);
  });
});
