import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Resolutions } from '../../src/deliver/index.js';
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

describe('a publish', () => {
  it('is sent once, read back, live, and told in the ledger', async () => {
    const { id, announcementId } = await line.release();
    const told = await line.reaches(id, 'live');
    expect(told.url).toBe(`${line.sink.url}/items/${id}`);
    expect(told.attempts).toHaveLength(1);
    expect(told.attempts[0]?.steps.map((step) => step.name)).toEqual(['post']);
    expect(line.sink.posts.get(id)).toBe(1);
    expect(await line.kinds(announcementId)).toEqual([
      'release.created',
      'delivery.created',
      'delivery.queued',
      'delivery.sending',
      'delivery.live',
    ]);
    expect(await line.actors(id)).toEqual({
      'delivery.created': `member:${line.office.callers.clerk.memberId}`,
      'delivery.queued': 'system:relay',
      'delivery.sending': 'system:deliver',
      'delivery.live': 'system:deliver',
    });
  });

  it('waits for its time', async () => {
    const { id } = await line.release({ publishAt: new Date(Date.now() + 3_600_000) });
    const { id: other } = await line.release();
    await line.reaches(other, 'live');
    expect((await line.story(id)).state).toBe('scheduled');
    expect(line.sink.posts.has(id)).toBe(false);
    await line.makeDue(id);
    await line.reaches(id, 'live');
  });

  it('that was known not to be sent goes back on the ladder, and out when it is due', async () => {
    line.sink.mode = 'busy';
    const { id } = await line.release();
    const waiting = await until(
      () => line.story(id),
      (told) => told.state === 'scheduled' && told.tries === 1,
    );
    expect(waiting.lastError).toBe('the sink answered 503');
    expect(line.sink.posts.has(id)).toBe(false);
    line.sink.mode = 'ok';
    await line.makeDue(id);
    await line.reaches(id, 'live');
    expect(line.sink.posts.get(id)).toBe(1);
  });

  it('that the other side refuses ends at once with its words', async () => {
    line.sink.mode = 'refuse';
    const { id } = await line.release();
    expect((await line.reaches(id, 'failed')).lastError).toBe('the headline is too bold');
  });

  it('that was kept but never answered is found by looking, never sent twice', async () => {
    line.sink.mode = 'keep-and-drop';
    const { id } = await line.release();
    await line.reaches(id, 'live');
    expect(line.sink.posts.get(id)).toBe(1);
  });

  it('whose outcome is unknown is sent again only after a look has proven that it is not there', async () => {
    line.sink.mode = 'drop';
    const { id } = await line.release();
    const proven = await until(
      () => line.story(id),
      (told) => told.state === 'scheduled' && told.tries === 1,
    );
    expect(proven.attempts.map((attempt) => attempt.outcome)).toEqual(['unknown', 'absent']);
    line.sink.mode = 'ok';
    await line.makeDue(id);
    await line.reaches(id, 'live');
    expect(line.sink.posts.get(id)).toBe(1);
  });

  it('that waits for its next look does not hold up the one behind it, though the target takes one at a time', async () => {
    const room = (concurrency: number) => line.hub.db.updateTable('target').set({ concurrency }).execute();
    await room(1);
    const { id } = await line.release({ publishAt: new Date(Date.now() + 3_600_000) });
    line.sink.items.set(id, { body: 'something else', gone: false });
    line.sink.mode = 'drop';
    await line.makeDue(id);
    await until(
      () => line.story(id),
      (told) => told.attempts.some((attempt) => attempt.kind === 'verify' && attempt.outcome !== undefined),
    );
    line.sink.mode = 'ok';
    const { id: next } = await line.release();
    await line.reaches(next, 'live');
    expect(['sending', 'unconfirmed']).toContain((await line.story(id)).state);
    await room(32);
  });

  it('that nobody can find out about waits for a person, and the person decides', async () => {
    const { id } = await line.release({ publishAt: new Date(Date.now() + 3_600_000) });
    line.sink.items.set(id, { body: 'something else', gone: false });
    line.sink.mode = 'drop';
    await line.makeDue(id);
    await until(
      async () => {
        const told = await line.story(id);
        if (told.state === 'sending') await line.makeDue(id);
        return told;
      },
      (told) => told.state === 'unconfirmed',
      { withinMs: 15_000, everyMs: 200 },
    );
    expect((await line.story(id)).lastError).toBe('something else stands there');
    const decide = (choice: 'live' | 'send_again') =>
      line.hub.app
        .get(Resolutions, { strict: false })
        .resolve(line.office.callers.clerk, id, { choice, note: '与对方值班员核对，页面未上线' });
    line.sink.mode = 'ok';
    await decide('send_again');
    await line.reaches(id, 'live');
    expect(line.sink.posts.get(id)).toBe(1);
    await expect(decide('live')).rejects.toMatchObject({ code: 'wrong_state' });
  });
});

describe('a target that needs new credentials', () => {
  it('is paused once, and its deliveries wait', async () => {
    const other = await line.anotherTarget();
    line.sink.mode = 'unauthorised';
    const first = await line.release({}, [other]);
    await until(
      () =>
        line.hub.db
          .selectFrom('target')
          .select('paused_reason')
          .where('id', '=', other.id)
          .executeTakeFirstOrThrow(),
      (row) => row.paused_reason !== null,
    );
    line.sink.mode = 'ok';
    const second = await line.release({}, [other]);
    const third = await line.release();
    await line.reaches(third.id, 'live');
    expect((await line.story(first.id)).state).toBe('scheduled');
    expect((await line.story(second.id)).state).toBe('scheduled');
    await line.hub.db.updateTable('target').set({ paused_reason: null }).where('id', '=', other.id).execute();
    await line.reaches(first.id, 'live');
    await line.reaches(second.id, 'live');
  });
});
