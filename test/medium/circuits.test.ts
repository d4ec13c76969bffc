import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { aTarget } from '../factories/office.js';
import { Sink } from '../support/sink-server.js';
import { until } from '../support/until.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(90_000);

let line: Pipeline;
let away: Sink;
beforeAll(async () => {
  away = await new Sink().start();
  line = await Pipeline.start({ origins: [away.url] });
});
afterAll(async () => {
  await (line as Pipeline | undefined)?.stop();
  await (away as Sink | undefined)?.stop();
});

const flow = (targetId: string) =>
  line.hub.db.selectFrom('target_flow').selectAll().where('target_id', '=', targetId).executeTakeFirst();

async function targetAt(url: string): Promise<{ id: string; channel: string }> {
  return { id: await aTarget(line.hub, line.office, 'sink', { url, step: true }), channel: 'sink' };
}

const states = async (targetId: string): Promise<string[]> =>
  (await line.hub.db.selectFrom('delivery').select('state').where('target_id', '=', targetId).execute()).map(
    ({ state }) => state,
  );

it('leaves a target alone that cannot be reached, tries it with one delivery, and lets all retries go when that works', async () => {
  const port = Number(new URL(away.url).port);
  const target = await targetAt(away.url);
  await away.stop();
  const count = 12;
  for (let one = 0; one < count; one++) await line.release({}, [target]);
  await until(
    () => flow(target.id),
    (row) => (row?.open_until ?? null) !== null,
  );
  // Each has failed once at most, and waits for its retry; nobody is at it while the circuit is open.
  const opened = await until(
    () => states(target.id),
    (all) => all.every((state) => state === 'scheduled'),
  );
  expect(opened).toHaveLength(count);
  const { failures = 0 } = (await flow(target.id)) ?? {};
  expect(failures).toBeGreaterThanOrEqual(5);
  // Those that were under way together when it opened are one opening, not seven trials that failed.
  expect(failures).toBeLessThan(8);

  await away.start(port);
  const back = Date.now();
  await until(
    () => states(target.id),
    (all) => all.every((state) => state === 'live'),
    { withinMs: 30_000 },
  );
  // The second retry of the ladder would have come after 30 s: the trial let them go earlier.
  expect(Date.now() - back).toBeLessThan(25_000);
  expect((await flow(target.id))?.failures).toBe(0);
  expect([...away.posts.values()].every((times) => times === 1)).toBe(true);
  expect(away.posts.size).toBe(count);
});

it('keeps a target’s rate: no more in a minute than it allows, the rest in its turn', async () => {
  const target = await targetAt(line.sink.url);
  await line.hub.db.updateTable('target').set({ per_minute: 4 }).where('id', '=', target.id).execute();
  for (let one = 0; one < 8; one++) await line.release({}, [target]);
  const live = (all: string[]) => all.filter((state) => state === 'live').length;
  await until(
    () => states(target.id),
    (all) => live(all) === 4,
  );
  expect(live(await states(target.id))).toBe(4);
  // A minute later by its bucket.
  await line.hub.db
    .updateTable('target_flow')
    .set({ tokens: 4 })
    .where('target_id', '=', target.id)
    .execute();
  await until(
    () => states(target.id),
    (all) => live(all) === 8,
  );
  // The clock was set back behind the last filling: the bucket counts as full, and nothing waits for the old time.
  await line.hub.db
    .updateTable('target_flow')
    .set({ tokens: 0, filled_at: sql<Date>`hub_now() + interval '1 day'` })
    .where('target_id', '=', target.id)
    .execute();
  for (let one = 0; one < 2; one++) await line.release({}, [target]);
  await until(
    () => states(target.id),
    (all) => live(all) === 10,
  );
});

it('keeps a target’s day: what is over its limit waits for midnight in the office, and a recall does not', async () => {
  const target = await targetAt(line.sink.url);
  await line.hub.db.updateTable('target').set({ per_day: 3 }).where('id', '=', target.id).execute();
  await Promise.all(Array.from({ length: 5 }, () => line.release({}, [target])));
  const count = (all: string[], state: string) => all.filter((one) => one === state).length;
  await until(
    () => states(target.id),
    (all) => count(all, 'live') === 3,
  );
  const { rows } = await line.hub.pool.query<{ announcement_id: string }>(
    `select announcement_id from delivery where target_id = $1 and state = 'live' limit 1`,
    [target.id],
  );
  const { recalls } = await line.recall(rows[0]?.announcement_id ?? '');
  await line.reaches(recalls[0] ?? '', 'done');
  expect(count(await states(target.id), 'scheduled')).toBe(2);
  expect(await flow(target.id)).toMatchObject({ day_used: 4 });
  // Counted yesterday.
  await line.hub.pool.query('update target_flow set day = day - 1 where target_id = $1', [target.id]);
  await until(
    () => states(target.id),
    (all) => count(all, 'live') === 4,
  );
  expect(await flow(target.id)).toMatchObject({ day_used: 2 });
});

it('begins the office’s day at midnight in Asia/Shanghai', async () => {
  const today = async (): Promise<string> => {
    const { rows } = await line.hub.pool.query<{ day: string }>('select hub_today()::text as day');
    return rows[0]?.day ?? '';
  };
  await line.at('2026-02-28T15:59:59.999Z', async () => {
    expect(await today()).toBe('2026-02-28');
  });
  await line.at('2026-02-28T16:00:00Z', async () => {
    expect(await today()).toBe('2026-03-01');
  });
});
