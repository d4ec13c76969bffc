import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { Priority } from '../../src/contract/values.js';
import { Releases } from '../../src/release/index.js';
import { anOffice, aTarget, aVersion, type TestOffice } from '../factories/office.js';
import { until } from '../support/until.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(90_000);

const BURST = 200;

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

async function release(office: TestOffice, target: string, priority: Priority = 'routine'): Promise<string> {
  const { versionId } = await aVersion(line.hub, office, [{ id: target, channel: 'sink' }]);
  const { deliveryIds } = await line.hub.app
    .get(Releases, { strict: false })
    .create(office.callers.clerk, versionId, { targetIds: [target], priority });
  return deliveryIds[0] ?? '';
}

/** A target of an office with a burst that is due at once, when `start` lets it go. */
async function burst(office: TestOffice): Promise<{ target: string; start: () => Promise<void> }> {
  const target = await aTarget(line.hub, office, 'sink', { url: line.sink.url, step: true }, 4);
  const first = await release(office, target);
  await reaches(first, 'live');
  // Released while nothing may go out: so all of it is due when it may.
  await line.hub.db
    .updateTable('target')
    .set({ paused_reason: 'the test fills it' })
    .where('id', '=', target)
    .execute();
  for (let one = 0; one < BURST; one++) await release(office, target);
  return {
    target,
    start: async () => {
      await line.hub.db.updateTable('target').set({ paused_reason: null }).where('id', '=', target).execute();
    },
  };
}

const reaches = (id: string, state: string) =>
  until(
    () => line.hub.db.selectFrom('delivery').select('state').where('id', '=', id).executeTakeFirstOrThrow(),
    (row) => row.state === state,
    { withinMs: 30_000 },
  );

const waiting = async (target: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from delivery where target_id = ${target} and state in ('scheduled', 'queued', 'sending')`.execute(
    line.hub.db,
  );
  return rows[0]?.n ?? 0;
};

it('one office’s burst does not hold up another office’s single notice, nor its own emergency', async () => {
  const [loud, quiet] = [await anOffice(line.hub), await anOffice(line.hub)];
  const { target, start } = await burst(loud);
  const calm = await aTarget(line.hub, quiet, 'sink', { url: line.sink.url, step: true });
  await start();
  await until(
    () => waiting(target),
    (left) => left < BURST - 20,
  );
  const single = await release(quiet, calm);
  await reaches(single, 'live');
  expect(await waiting(target)).toBeGreaterThan(BURST / 2);

  const emergency = await release(loud, target, 'emergency');
  await reaches(emergency, 'live');
  expect(await waiting(target)).toBeGreaterThan(0);

  await until(
    () => waiting(target),
    (left) => left === 0,
    { withinMs: 60_000 },
  );
  expect([...line.sink.posts.values()].every((times) => times === 1)).toBe(true);
});

it('after an outage what is overdue goes out by urgency, then oldest first; what has closed lapses and is said', async () => {
  const office = await anOffice(line.hub);
  const target = await aTarget(line.hub, office, 'sink', { url: line.sink.url, step: true }, 1);
  const pause = (reason: string | null) =>
    line.hub.db.updateTable('target').set({ paused_reason: reason }).where('id', '=', target).execute();
  await pause('an outage');
  const wanted: [Priority, number][] = [
    ['routine', 30],
    ['urgent', 10],
    ['routine', 60],
    ['emergency', 5],
    ['urgent', 20],
  ];
  const made: { id: string; priority: Priority; overdue: number }[] = [];
  for (const [priority, overdue] of wanted) {
    const id = await release(office, target, priority);
    await sql`
      update delivery set due_at = hub_now() - ${overdue} * interval '1 minute' where id = ${id}`.execute(
      line.hub.db,
    );
    made.push({ id, priority, overdue });
  }
  const closed = await release(office, target);
  await sql`update delivery set window_ends_at = hub_now() where id = ${closed}`.execute(line.hub.db);
  await reaches(closed, 'lapsed');
  await pause(null);
  for (const { id } of made) await reaches(id, 'live');
  const lane = { emergency: 0, urgent: 1, routine: 2 };
  const expected = [...made]
    .sort((a, b) => lane[a.priority] - lane[b.priority] || b.overdue - a.overdue)
    .map(({ id }) => id);
  const began = await line.hub.db
    .selectFrom('attempt')
    .select('delivery_id')
    .where(
      'delivery_id',
      'in',
      made.map(({ id }) => id),
    )
    .where('kind', '=', 'deliver')
    .orderBy('started_at')
    .execute();
  expect(began.map((row) => row.delivery_id)).toEqual(expected);
});
