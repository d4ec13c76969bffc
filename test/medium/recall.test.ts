import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
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

describe('a recall', () => {
  it('takes back what is live and ends only when it is verified gone', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    const { recalls, cancelled } = await line.recall(announcementId);
    expect(cancelled).toEqual([]);
    const done = await line.reaches(recalls[0] ?? '', 'done');
    expect(done.attempts.at(-1)?.outcome).toBe('gone');
    expect(line.sink.items.get(id)?.gone).toBe(true);
    const told = await line.story(id);
    expect([told.state, told.goneReason]).toEqual(['gone', 'error']);
    const row = await line.hub.db
      .selectFrom('announcement')
      .select('stage')
      .where('id', '=', announcementId)
      .executeTakeFirst();
    expect(row?.stage).toBe('recalled');
  });

  it('cancels what is not yet out, without a call to the outside', async () => {
    const { id, announcementId } = await line.release({ publishAt: new Date(Date.now() + 3_600_000) });
    const { recalls, cancelled } = await line.recall(announcementId);
    expect([recalls, cancelled]).toEqual([[], [id]]);
    expect((await line.story(id)).state).toBe('cancelled');
    expect(line.sink.items.has(id)).toBe(false);
  });

  it('covers a publish whose outcome nobody knows, and is refused when nothing is out', async () => {
    line.sink.mode = 'keep-and-drop';
    const { id, announcementId } = await line.release();
    await until(() => line.sink.posts.has(id));
    line.sink.mode = 'ok';
    const { recalls } = await line.recall(announcementId);
    await line.reaches(recalls[0] ?? '', 'done');
    expect(line.sink.items.get(id)?.gone).toBe(true);
    await expect(line.recall(announcementId)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('follows by itself when the window ends', async () => {
    const { id, announcementId } = await line.release({ expiresAt: new Date(Date.now() + 3_600_000) });
    await line.reaches(id, 'live');
    await line.hub.db
      .updateTable('delivery')
      .set({ window_ends_at: sql<Date>`hub_now()` })
      .where('id', '=', id)
      .execute();
    const gone = await line.reaches(id, 'gone');
    expect(gone.goneReason).toBe('expired');
    expect(await line.kinds(announcementId)).toContain('delivery.done');
  });
});

describe('a recall whose place', () => {
  const late = (requestId: string) =>
    until(
      () => line.progress(requestId),
      ({ counts }) => counts.withPerson === 1,
      { withinMs: 10_000 },
    );
  /** As if they had been asked for some time ago; what waits is due again. */
  const longAgo = async (ids: string[]) => {
    const before = sql<Date>`hub_now() - interval '10 seconds'`;
    await line.asOwner(
      `update attempt set started_at = hub_now() - interval '10 seconds' where delivery_id in ('${ids.join("','")}')`,
    );
    await line.hub.db
      .updateTable('delivery')
      .set({ created_at: before, due_at: before })
      .where('id', 'in', ids)
      .execute();
  };

  it('cannot be reached is on a person’s list in seconds, while the hub goes on trying', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    const port = Number(new URL(line.sink.url).port);
    await line.sink.stop();
    const { request, recalls } = await line.recall(announcementId);
    await until(
      () => line.story(recalls[0] ?? ''),
      ({ lastError }) => lastError !== undefined,
    );
    await longAgo(recalls);
    const [place] = (await late(request.id)).targets;
    expect([place?.task?.kind, place?.task?.text.zh]).toEqual([
      'recall_late',
      expect.stringMatching(/还没有确认撤下.*请先联系对方/),
    ]);
    // Another try that fails changes nothing about it.
    const { tries } = await line.story(recalls[0] ?? '');
    await longAgo(recalls);
    await until(
      () => line.story(recalls[0] ?? ''),
      (told) => told.tries > tries && told.state === 'scheduled',
    );
    expect((await line.progress(request.id)).counts.withPerson).toBe(1);
    await line.sink.start(port);
    await longAgo(recalls);
    await line.reaches(recalls[0] ?? '', 'done');
    const after = await line.progress(request.id);
    expect([after.counts, after.targets[0]?.task]).toEqual([{ gone: 1, withPerson: 0, open: 0 }, undefined]);
  }, 60_000);

  it('takes the call and never answers is on the list while the call is still under way', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    line.sink.hold('DELETE');
    const { request, recalls } = await line.recall(announcementId);
    await until(() => line.sink.held === 1);
    await longAgo(recalls);
    expect((await late(request.id)).targets).toMatchObject([
      { state: 'sending', task: { kind: 'recall_late' } },
    ]);
    line.sink.release();
    await line.reaches(recalls[0] ?? '', 'done');
    expect((await line.progress(request.id)).counts).toEqual({ gone: 1, withPerson: 0, open: 0 });
  }, 60_000);

  it('nobody may call for now, since its target is paused, is on the list as well', async () => {
    const { id, announcementId } = await line.release();
    await line.reaches(id, 'live');
    const pause = (paused_reason: string | null) =>
      line.hub.db.updateTable('target').set({ paused_reason }).where('id', '=', line.target.id).execute();
    await pause('maintenance');
    const { request, recalls } = await line.recall(announcementId);
    await longAgo(recalls);
    expect((await late(request.id)).targets).toMatchObject([{ state: 'scheduled' }]);
    await pause(null);
    await line.reaches(recalls[0] ?? '', 'done');
  }, 60_000);
});
