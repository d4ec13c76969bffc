import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Resolutions, Tasks } from '../../src/deliver/index.js';
import { until } from '../support/until.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(60_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());
afterEach(() => {
  line.sink.mode = 'ok';
});

const tasksOf = async (id: string) =>
  (await line.hub.app.get(Tasks, { strict: false }).ofDeliveries(line.office.id, [id])).get(id);

/** Lets the patrol look now, and waits until it has. */
async function patrol(id: string): Promise<void> {
  const looks = async () => (await line.story(id)).attempts.filter(({ finishedAt }) => finishedAt).length;
  const before = await looks();
  await line.makeDue(id);
  await until(looks, (now) => now > before);
}

describe('the patrol', () => {
  it('looks at what is live again from time to time, and leaves it live', async () => {
    const { id } = await line.release();
    const live = await line.reaches(id, 'live');
    const wait = new Date(live.dueAt ?? 0).getTime() - Date.now();
    expect(wait).toBeGreaterThan(9 * 60_000);
    expect(wait).toBeLessThan(11 * 60_000);
    await patrol(id);
    const told = await line.story(id);
    expect([told.state, told.attempts.at(-1)?.kind]).toEqual(['live', 'verify']);
  });

  it('tells a person what has vanished; one click publishes the approved bytes again', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    const body = line.sink.items.get(id)?.body;
    line.sink.items.delete(id);
    await line.makeDue(id);
    await line.reaches(id, 'missing');
    expect((await tasksOf(id))?.kind).toBe('missing');
    const { clerk } = line.office.callers;
    await line.hub.app.get(Resolutions, { strict: false }).repair(clerk, id, { note: '' });
    await line.reaches(id, 'live');
    expect(line.sink.items.get(id)?.body).toBe(body);
    expect(await tasksOf(id)).toBeUndefined();
    expect(await line.kinds(announcementId)).toEqual(
      expect.arrayContaining(['delivery.missing', 'delivery.repaired']),
    );
    await expect(
      line.hub.app.get(Resolutions, { strict: false }).repair(clerk, id, { note: '' }),
    ).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('notices that somebody has put it back, and closes the task', async () => {
    const { id } = await line.release();
    await line.reaches(id, 'live');
    const item = line.sink.items.get(id);
    line.sink.items.delete(id);
    await line.makeDue(id);
    await line.reaches(id, 'missing');
    if (item) line.sink.items.set(id, item);
    await line.makeDue(id);
    await line.reaches(id, 'live');
    expect(await tasksOf(id)).toBeUndefined();
  });

  it('changes nothing about what is taken back while it looks', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    line.sink.hold('GET');
    await line.makeDue(id);
    await until(() => line.sink.held === 1);
    const { recalls } = await line.recall(announcementId);
    // The recall's own look waits as well; then both are answered.
    await until(() => line.sink.held === 2);
    line.sink.release();
    await line.reaches(recalls[0] ?? '', 'done');
    const told = await line.story(id);
    expect([told.state, told.goneReason]).toEqual(['gone', 'error']);
    expect(await tasksOf(id)).toBeUndefined();
  });
});
