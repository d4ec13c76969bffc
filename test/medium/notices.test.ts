import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Recalls } from '../../src/deliver/recalls/recalls.service.js';
import { ReleaseGroups, Releases } from '../../src/release/index.js';
import { Moves } from '../../src/release/moves.service.js';
import { aVersion } from '../factories/office.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(120_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

/** The clock stays there, so that nothing ends by itself between two steps, whatever the day on which this runs. */
async function at(instant: string, work: () => Promise<unknown>): Promise<void> {
  await line.stand(instant);
  await work();
}

/** Monday 2026-11-23, 09:30 in the office, as in the acceptance scenario S3; the database's clock stands there. */
const monday = '2026-11-23T01:30:00.000Z';
const lastMoment = '2026-11-30T16:00:00.000Z';
const version = (options: { noticeDays?: number; category?: string } = {}) =>
  aVersion(line.hub, line.office, [line.target], { category: '公示', title: '机关干部任前公示', ...options });
const release = (
  versionId: string,
  wish: { publishAt?: string; expiresAt?: string; correction?: boolean } = {},
) =>
  line.hub.app.get(Releases, { strict: false }).create(line.office.callers.clerk, versionId, {
    targetIds: [line.target.id],
    priority: 'routine',
    ...wish,
  });
const windowsOf = async (announcementId: string): Promise<(string | undefined)[]> => {
  const rows = await line.hub.db
    .selectFrom('delivery')
    .select('window_ends_at')
    .where('announcement_id', '=', announcementId)
    .where('operation', '<>', 'recall')
    .execute();
  return [...new Set(rows.map((row) => row.window_ends_at?.toISOString()))];
};

describe('a release of a public notice', () => {
  it('of Monday the 23rd stands until the 30th, 24:00, when nobody names an end', async () => {
    await at(monday, async () => {
      const { versionId, announcementId } = await version();
      const made = await release(versionId);
      expect(made.expiresAt).toBe(lastMoment);
      expect(await windowsOf(announcementId)).toEqual([lastMoment]);
      expect((await line.kinds(announcementId)).slice(0, 3)).toEqual([
        'notice.opened',
        'release.created',
        'delivery.created',
      ]);
    });
  });

  it('is refused when it would end on Friday the 27th, with the earliest end; nothing of it is written', async () => {
    await at(monday, async () => {
      const { versionId, announcementId } = await version();
      await expect(release(versionId, { expiresAt: '2026-11-27T16:00:00Z' })).rejects.toMatchObject({
        code: 'notice_too_short',
        detail: 'a notice of 5 working days may end on 2026-11-30 at 24:00 at the earliest',
        extra: { facts: { earliest: lastMoment, last: '2026-11-30', days: 5 } },
      });
      // A minute before the end of the last day is as well too early.
      await expect(release(versionId, { expiresAt: '2026-11-30T15:59:00Z' })).rejects.toMatchObject({
        code: 'notice_too_short',
      });
      expect((await line.kinds(announcementId)).slice(0, 3)).toEqual([]);
      expect(await release(versionId, { expiresAt: '2026-12-04T16:00:00Z' })).toMatchObject({
        expiresAt: '2026-12-04T16:00:00.000Z',
      });
    });
  });

  it('takes as many working days as were approved, over a holiday and its made-up Saturday', async () => {
    await at('2026-09-28T01:00:00.000Z', async () => {
      const { versionId } = await version({ noticeDays: 7 });
      expect(await release(versionId)).toMatchObject({ expiresAt: '2026-10-13T16:00:00.000Z' });
    });
  });

  it('counts from the office’s day of publication, which in Greenwich is the day before', async () => {
    await at(monday, async () => {
      const { versionId } = await version();
      const made = await release(versionId, { publishAt: '2026-11-23T17:00:00.000Z' });
      expect(made.expiresAt).toBe('2026-12-01T16:00:00.000Z');
    });
  });

  it('of another category ends as it was asked to', async () => {
    await at(monday, async () => {
      const { versionId } = await version({ category: '通知公告' });
      expect(await release(versionId, { expiresAt: '2026-11-24T16:00:00.000Z' })).toMatchObject({
        expiresAt: '2026-11-24T16:00:00.000Z',
      });
    });
  });

  it('in a group is held to the same, and the whole group is refused', async () => {
    await at(monday, async () => {
      const [one, two] = [await version(), await version({ category: '政策文件' })];
      const members = [one, two].map(({ versionId }) => ({ versionId, targetIds: [line.target.id] }));
      const wish = { name: '联合发布', members, priority: 'routine' as const };
      const groups = line.hub.app.get(ReleaseGroups, { strict: false });
      await expect(
        groups.create(line.office.callers.clerk, { ...wish, expiresAt: '2026-11-25T16:00:00Z' }),
      ).rejects.toMatchObject({ code: 'notice_too_short' });
      await groups.create(line.office.callers.clerk, wish);
      expect(await windowsOf(one.announcementId)).toEqual([lastMoment]);
      expect(await windowsOf(two.announcementId)).toEqual([undefined]);
    });
  });
});

describe('a move', () => {
  const move = (releaseId: string, publishAt: string) =>
    line.hub.app.get(Moves, { strict: false }).move(line.office.callers.clerk, releaseId, { publishAt });

  it('takes an end along that nobody named, also past the old one, and keeps one that somebody named', async () => {
    await at(monday, async () => {
      const free = await version();
      const planned = await release(free.versionId, { publishAt: '2026-11-24T01:00:00.000Z' });
      expect(planned.expiresAt).toBe('2026-12-01T16:00:00.000Z');
      await move(planned.id, '2026-12-07T01:00:00.000Z');
      expect(await windowsOf(free.announcementId)).toEqual(['2026-12-14T16:00:00.000Z']);
      const kept = await version();
      const named = await release(kept.versionId, {
        publishAt: '2026-11-24T01:00:00.000Z',
        expiresAt: '2026-12-02T16:00:00.000Z',
      });
      await move(named.id, '2026-11-25T01:00:00.000Z');
      expect(await windowsOf(kept.announcementId)).toEqual(['2026-12-02T16:00:00.000Z']);
      await expect(move(named.id, '2026-11-26T01:00:00.000Z')).rejects.toMatchObject({
        code: 'notice_too_short',
      });
    });
  });

  it('that waited for another one goes on from where that left it', async () => {
    await at(monday, async () => {
      const { announcementId, versionId } = await version();
      const planned = await release(versionId, { publishAt: '2026-11-24T01:00:00.000Z' });
      const { pool } = line.hub;
      const first = await pool.connect();
      await first.query('begin');
      await first.query('select from announcement where id = $1 for update', [announcementId]);
      const both = ['2026-11-25T01:00:00.000Z', '2026-12-07T01:00:00.000Z'].map((to) => move(planned.id, to));
      const waiting = `select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await pool.query<{ n: number }>(waiting)).rows[0]?.n !== 2);
      await first.query('commit');
      first.release();
      await Promise.all(both);
      const { rows } = await pool.query(
        `select r.publish_at = n.published_at and r.expires_at = n.ends_at as together
          from release r join notice n using (announcement_id) where r.id = $1`,
        [planned.id],
      );
      expect(rows).toEqual([{ together: true }]);
    });
  });
});

describe('while it stands', () => {
  beforeEach(() => line.sink.posts.clear());

  it('a correction keeps its window, and may make it longer but not shorter', async () => {
    await at(monday, async () => {
      const first = await version();
      const { deliveryIds } = await release(first.versionId);
      await line.reaches(deliveryIds[0] ?? '', 'live');
      const next = await aVersion(line.hub, line.office, [line.target], {
        category: '公示',
        announcementId: first.announcementId,
      });
      await expect(
        release(next.versionId, { correction: true, expiresAt: '2026-11-29T16:00:00Z' }),
      ).rejects.toMatchObject({ code: 'notice_too_short' });
      const corrected = await release(next.versionId, { correction: true });
      expect(corrected.expiresAt).toBe(lastMoment);
    });
  });

  it('the hub itself takes it down at the end of the last day, and not a moment before', async () => {
    const { versionId, announcementId } = await version();
    let id = '';
    await at(monday, async () => {
      const { deliveryIds } = await release(versionId);
      id = deliveryIds[0] ?? '';
      await line.reaches(id, 'live');
    });
    const recalls = line.hub.app.get(Recalls, { strict: false });
    await at('2026-11-30T15:59:59.000Z', async () => {
      await recalls.expire();
      expect((await line.story(id)).state).toBe('live');
    });
    await at(lastMoment, async () => {
      await recalls.expire();
      await line.reaches(id, 'gone');
    });
    expect(await line.kinds(announcementId)).toContain('delivery.gone');
  });
});
