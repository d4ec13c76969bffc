import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { claim, takeOver } from '../../src/deliver/claims.js';
import { Hold } from '../../src/deliver/hold.js';
import { record } from '../../src/deliver/outcomes.js';
import { createLogger } from '../../src/platform/log/index.js';
import { wakeItems } from '../../src/store/wake.js';
import { until } from '../support/until.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(30_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());
afterEach(() => {
  line.sink.mode = 'ok';
});

describe('the database', () => {
  it('refuses a transition that the table does not list', async () => {
    const { id } = await line.release();
    await line.reaches(id, 'live');
    const back = line.hub.db.updateTable('delivery').set({ state: 'sending' }).where('id', '=', id).execute();
    await expect(back).rejects.toThrow('a publish may not go from live to sending');
  });

  it('lets the application neither change nor remove what the ledger holds', async () => {
    await expect(sql`update ledger_entry set kind = 'x'`.execute(line.hub.db)).rejects.toThrow(
      'permission denied',
    );
    await expect(sql`delete from ledger_entry`.execute(line.hub.db)).rejects.toThrow('permission denied');
    await expect(sql`truncate ledger_entry`.execute(line.hub.db)).rejects.toThrow('permission denied');
    await expect(sql`alter table ledger_entry disable trigger all`.execute(line.hub.db)).rejects.toThrow(
      'must be owner',
    );
  });
});

describe('a word from outside', () => {
  it('that comes while a worker looks is not lost: it is looked at again right behind', async () => {
    const { id } = await line.release();
    await line.reaches(id, 'live');
    for (const state of ['missing', 'scheduled', 'queued'] as const)
      await line.hub.db.updateTable('delivery').set({ state, due_at: null }).where('id', '=', id).execute();
    const [held] = await claim(line.hub.db, 'a worker that has just looked', [id]);
    if (!held) throw new Error('nothing was claimed');
    await wakeItems(line.hub.db, [held.itemKey]);
    const pending = { claim: held, state: 'accepted', looks: 0, said: 'pending', dueInMs: 300_000 } as const;
    expect(await record(line.hub.db, [pending])).toEqual([true]);
    await line.reaches(id, 'live');
  });
});

/** A live delivery that is to be sent once more, and that no job in the queue asks for. */
async function queuedAgain(): Promise<string> {
  const { id } = await line.release();
  await line.reaches(id, 'live');
  for (const state of ['missing', 'scheduled', 'queued'] as const)
    await line.hub.db.updateTable('delivery').set({ state, due_at: null }).where('id', '=', id).execute();
  return id;
}

describe('a worker from which the database was cut off', () => {
  const holdOf = (worker: string, isClosing = () => false) =>
    new Hold(line.hub.db, worker, createLogger('fatal'), isClosing);

  it('ends the claims whose answer it never got, and keeps those that it works on', async () => {
    const { db } = line.hub;
    const hold = holdOf('three-7');
    const [working, unheard] = [await queuedAgain(), await queuedAgain()];
    await hold.take(() => claim(db, 'three-7', [working]));
    const lost = hold.take(async () => {
      await claim(db, 'three-7', [unheard]);
      throw new Error('the connection broke before the answer came');
    });
    await expect(lost).rejects.toThrow('the connection broke');
    await hold.letGo();
    await line.reaches(unheard, 'live');
    expect(line.sink.posts.get(unheard)).toBe(1);
    expect((await line.story(working)).state).toBe('sending');
    expect(await takeOver(db, { worker: 'three-7' })).toBe(1);
    await line.reaches(working, 'live');
  });

  it('offers what came of a delivery again until the database takes it, but not what it refuses', async () => {
    const { db } = line.hub;
    const hold = holdOf('four-7');
    const id = await queuedAgain();
    const [held] = await hold.take(() => claim(db, 'four-7', [id]));
    if (!held) throw new Error('nothing was claimed');
    const outcome = { claim: held, state: 'failed', looks: 0, said: 'failed' } as const;
    let offers = 0;
    const counted = await hold.keep(
      held,
      () => Promise.resolve(outcome),
      async (offered) => {
        offers += 1;
        if (offers < 3) throw new Error('the connection broke');
        const [first = false] = await record(db, [offered]);
        return first;
      },
    );
    expect({ counted, offers }).toEqual({ counted: true, offers: 3 });
    expect((await line.story(id)).state).toBe('failed');
    // Refused: an outcome that the table of transitions does not know.
    const wrong = { ...outcome, state: 'sending', claim: { ...held, state: 'failed' } } as const;
    const refused = hold.keep(
      held,
      () => Promise.resolve(wrong),
      async (offered) => {
        offers += 1;
        const [first = false] = await record(db, [offered]);
        return first;
      },
    );
    await expect(refused).rejects.toThrow('may not go from failed to sending');
    expect(offers).toBe(4);
  });
});

describe('a worker that comes back', () => {
  it('takes over what its dead self held, at once, and nothing of anybody else', async () => {
    const held = await Promise.all(
      ['one-7', 'two-7'].map(async (worker) => {
        const id = await queuedAgain();
        expect(await claim(line.hub.db, worker, [id])).toHaveLength(1);
        return id;
      }),
    );
    const [ours = '', theirs = ''] = held;
    expect(await takeOver(line.hub.db, { worker: 'one-7' })).toBe(1);
    await line.reaches(ours, 'live');
    expect(line.sink.posts.get(ours)).toBe(1);
    expect((await line.story(theirs)).state).toBe('sending');
    expect(await takeOver(line.hub.db, { worker: 'one-7' })).toBe(0);
    expect(await takeOver(line.hub.db, 'all')).toBe(1);
    await line.reaches(theirs, 'live');
  });
});

describe('a late answer', () => {
  it('is kept as evidence and changes nothing', async () => {
    const { id } = await line.release();
    await line.reaches(id, 'live');
    const before = await line.story(id);
    await line.hub.db.updateTable('delivery').set({ state: 'missing' }).where('id', '=', id).execute();
    await line.hub.db
      .updateTable('delivery')
      .set({ state: 'scheduled', due_at: null })
      .where('id', '=', id)
      .execute();
    await line.hub.db.updateTable('delivery').set({ state: 'queued' }).where('id', '=', id).execute();
    const [old] = await claim(line.hub.db, 'a worker that froze', [id]);
    if (!old) throw new Error('nothing was claimed');
    await line.hub.db
      .updateTable('delivery')
      .set({ lease_until: sql<Date>`hub_now() - interval '1 s'`, due_at: sql<Date>`hub_now()` })
      .where('id', '=', id)
      .execute();
    const live = await until(
      () => line.story(id),
      (told) => told.state === 'live',
    );
    expect(live.attempts.at(-1)?.kind).toBe('verify');
    expect(await record(line.hub.db, [{ claim: old, state: 'failed', looks: 0, said: 'failed' }])).toEqual([
      false,
    ]);
    const after = await line.story(id);
    expect(after.state).toBe('live');
    expect(after.attempts.find((attempt) => attempt.id === old.attemptId)?.outcome).toBe('late: failed');
    expect(after.url).toBe(before.url);
  });
});
