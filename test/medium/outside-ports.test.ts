import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { spend } from '../../src/deliver/ports/quota.js';
import { targetState } from '../../src/deliver/ports/state.js';
import { exclusive } from '../../src/deliver/ports/turns.js';
import { claim } from '../../src/deliver/claims.js';
import { record } from '../../src/deliver/outcomes.js';
import { readReports, storeReport } from '../../src/store/reports.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(60_000);

let line: Pipeline;
let target: string;
beforeAll(async () => {
  line = await Pipeline.start();
  target = line.target.id;
});
afterAll(() => (line as Pipeline | undefined)?.stop());

describe('a quota', () => {
  it('counts every use once under concurrency, and says when the next window begins', async () => {
    await line.at('2026-11-23T10:20:30Z', async () => {
      const limit = { limit: 10, per: 'day' } as const;
      const all = await Promise.all(
        Array.from({ length: 25 }, () => spend(line.hub.db, target, 'submit', limit)),
      );
      const left = all.flatMap((spent) => (spent.ok ? [spent.left] : [])).sort((a, b) => a - b);
      expect(left).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      // The office's midnight, not Greenwich's.
      for (const spent of all) if (!spent.ok) expect(spent.again).toEqual(new Date('2026-11-23T16:00:00Z'));
    });
    await line.at('2026-11-23T16:00:00Z', async () => {
      expect(await spend(line.hub.db, target, 'submit', { limit: 10, per: 'day' })).toEqual({
        ok: true,
        left: 9,
      });
    });
  });

  it('has windows of a minute and a month, apart from each other; a limit of none lets nothing through', async () => {
    await line.at('2026-12-31T15:59:59Z', async () => {
      for (const [per, again] of [
        ['minute', '2026-12-31T16:00:00Z'],
        ['month', '2026-12-31T16:00:00Z'],
      ] as const) {
        expect(await spend(line.hub.db, target, 'call', { limit: 1, per })).toEqual({ ok: true, left: 0 });
        expect(await spend(line.hub.db, target, 'call', { limit: 1, per })).toEqual({
          ok: false,
          again: new Date(again),
        });
      }
      expect((await spend(line.hub.db, target, 'none', { limit: 0, per: 'day' })).ok).toBe(false);
    });
  });
});

describe('a target’s state', () => {
  it('keeps secrets unreadable in the table and bound to their place', async () => {
    const key = randomBytes(32);
    const state = targetState(line.hub.db, key, target);
    expect(await state.get('token')).toBeUndefined();
    await state.set('token', { value: 'hush-hush' }, { secret: true });
    await state.set('open', { value: 'everybody' });
    expect(await state.get('token')).toEqual({ value: 'hush-hush' });
    expect(await state.get('open')).toEqual({ value: 'everybody' });
    const { rows } = await sql<{ text: string }>`
      select value::text as text from channel_state where target_id = ${target} and key = 'token'`.execute(
      line.hub.db,
    );
    expect(rows[0]?.text).not.toContain('hush');
    await sql`update channel_state set key = 'moved' where target_id = ${target} and key = 'token'`.execute(
      line.hub.db,
    );
    await expect(state.get('moved')).rejects.toThrow("this hub's key");
  });
});

describe('a turn', () => {
  it('lets one at a time work, whatever the others do, and is given back after an error', async () => {
    const { signal } = new AbortController();
    let inside = 0;
    const order: number[] = [];
    const work = (n: number) => async (): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      await sql`select pg_sleep(0.01)`.execute(line.hub.db);
      order.push(n);
      inside -= 1;
      if (n === 3) throw new Error('the third one fails');
    };
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => exclusive(line.hub.db, target, 'token', signal, work(n))),
    );
    expect(order).toHaveLength(8);
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  it('of a process that died ends by itself', async () => {
    await line.hub.db
      .insertInto('turn')
      .values({
        target_id: target,
        name: 'held',
        owner: target,
        until: sql<Date>`hub_now() + interval '0.3 s'`,
      })
      .execute();
    const { signal } = new AbortController();
    const answer = await exclusive(line.hub.db, target, 'held', signal, () => Promise.resolve('mine'));
    expect(answer).toBe('mine');
  });
});

describe('a report', () => {
  it('counts once, and cannot be changed afterwards', async () => {
    const report = { id: 'event-1', message: { status: 0 } };
    expect(await storeReport(line.hub.db, target, 'job-1', report)).toBe(true);
    expect(await storeReport(line.hub.db, target, 'job-1', { ...report, message: { status: 4 } })).toBe(
      false,
    );
    expect((await readReports(line.hub.db, target, 'job-1')).map(({ message }) => message)).toEqual([
      { status: 0 },
    ]);
    await expect(sql`update report set message = '{}'`.execute(line.hub.db)).rejects.toThrow(
      'permission denied',
    );
  });

  it('that comes before its receipt is known is looked at right behind the outcome', async () => {
    const { id } = await line.release();
    await line.reaches(id, 'live');
    for (const state of ['missing', 'scheduled', 'queued'] as const)
      await line.hub.db.updateTable('delivery').set({ state, due_at: null }).where('id', '=', id).execute();
    const [held] = await claim(line.hub.db, 'a worker in the middle of its run', [id]);
    if (!held) throw new Error('nothing was claimed');
    await storeReport(line.hub.db, target, 'job-2', { id: 'event-2', message: {} });
    const receipt = { state: 'pending', token: null, ref: 'job-2' } as const;
    await record(line.hub.db, [
      { claim: held, state: 'accepted', looks: 0, said: 'pending', dueInMs: 3_600_000, receipt },
    ]);
    await line.reaches(id, 'live');
  });
});
