import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { claim, takeOver } from '../../src/deliver/claims.js';
import { record } from '../../src/deliver/outcomes.js';
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

describe('a worker that comes back', () => {
  it('takes over what its dead self held, at once, and nothing of anybody else', async () => {
    const held = await Promise.all(
      ['one-7', 'two-7'].map(async (worker) => {
        const { id } = await line.release();
        await line.reaches(id, 'live');
        for (const state of ['missing', 'scheduled', 'queued'] as const)
          await line.hub.db
            .updateTable('delivery')
            .set({ state, due_at: null })
            .where('id', '=', id)
            .execute();
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
