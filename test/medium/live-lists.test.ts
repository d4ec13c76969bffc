import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { liveCategories, liveItems } from '../../src/deliver/live-items.js';
import { newId } from '../../src/platform/ids.js';
import { aTarget, aVersion } from '../factories/office.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(60_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

const list = (target: string, query = {}) => liveItems(line.hub.db, target, 'http://localhost:3001', query);

/** What the counts say beside what counting the rows says. */
async function counted(target: string) {
  const { rows } = await sql<{ category: string; count: number }>`
    select v.content ->> 'category' as category, count(*)::int as count
    from delivery d join version v on v.id = d.version_id
    where d.target_id = ${target} and d.operation = 'publish' and d.state in ('accepted', 'live')
    group by 1 order by 2 desc, 1`.execute(line.hub.db);
  return { kept: await liveCategories(line.hub.db, target), rows };
}

/** Deliveries of one target, one a category given, as a release leaves them; nobody runs them. */
async function deliveries(target: string, categories: string[]): Promise<string[]> {
  const { db } = line.hub;
  const ids: string[] = [];
  for (const [index, category] of categories.entries()) {
    const { versionId, announcementId } = await aVersion(
      line.hub,
      line.office,
      [{ id: target, channel: 'sink' }],
      {
        category,
      },
    );
    const id = newId();
    const publishAt = new Date(Date.UTC(2026, 0, 1, 0, index));
    await sql`
      with r as (
        insert into release (id, office_id, announcement_id, version_id, publish_at, priority, released_by)
        values (${newId()}, ${line.office.id}, ${announcementId}, ${versionId}, ${publishAt}, 'routine',
          ${line.office.callers.leader.memberId}) returning id
      )
      insert into delivery (id, office_id, release_id, announcement_id, version_id, target_id, channel, rendition_hash,
        operation, state, lane, item_key, publish_at)
      select ${id}, ${line.office.id}, r.id, ${announcementId}, ${versionId}, ${target}, 'sink', hash, 'publish',
        'held', 3, ${id}, ${publishAt} from rendition, r where version_id = ${versionId}`.execute(db);
    ids.push(id);
  }
  return ids;
}

const move = (ids: string[], ...states: string[]) =>
  states.reduce(
    (before, state) =>
      before.then(async () => {
        await sql`update delivery set state = ${state} where id = any(${ids})`.execute(line.hub.db);
      }),
    Promise.resolve(),
  );

describe('what a target shows', () => {
  it('is counted by category as items enter and leave, many in one statement or many at once', async () => {
    const target = await aTarget(line.hub, line.office, 'sink', { url: line.sink.url, step: false });
    const names = ['通知公告', '公示', '政策文件'];
    const ids = await deliveries(
      target,
      Array.from({ length: 24 }, (_, index) => names[index % 3] ?? ''),
    );
    await move(ids.slice(0, 12), 'scheduled', 'queued', 'sending', 'live');
    await Promise.all(
      ids.slice(12).map((id) => move([id], 'scheduled', 'queued', 'sending', 'accepted', 'live')),
    );
    expect((await list(target)).total).toBe(24);
    await move(ids.slice(0, 5), 'gone');
    await Promise.all(ids.slice(20).map((id) => move([id], 'missing')));
    const { kept, rows } = await counted(target);
    expect(kept).toEqual(rows);
    expect((await list(target)).total).toBe(15);
    await move(ids, 'gone').catch(() => undefined);
    expect((await counted(target)).kept).toEqual((await counted(target)).rows);
  });

  it('is listed newest first, whole or by category, page by page', async () => {
    const target = await aTarget(line.hub, line.office, 'sink', { url: line.sink.url, step: false });
    const ids = await deliveries(target, ['通知公告', '公示', '通知公告', '公示', '公示']);
    await move(ids, 'scheduled', 'queued', 'sending', 'live');
    const minutes = async (query: object) =>
      (await list(target, query)).items.map(({ publishedAt }) => publishedAt.getUTCMinutes());
    expect(await minutes({})).toEqual([4, 3, 2, 1, 0]);
    expect(await minutes({ category: '公示' })).toEqual([4, 3, 1]);
    expect(await minutes({ category: '公示', offset: 1, limit: 1 })).toEqual([3]);
    expect((await list(target, { category: '公示', limit: 1 })).total).toBe(3);
    expect(await list(target, { category: '没有' })).toMatchObject({ total: 0, items: [] });
  });

  it('has a new epoch with each change, and the application cannot make the count wrong by guessing', async () => {
    const target = await aTarget(line.hub, line.office, 'sink', { url: line.sink.url, step: false });
    const [id = ''] = await deliveries(target, ['通知公告']);
    const before = await list(target);
    await move([id], 'scheduled', 'queued', 'sending', 'live');
    const live = await list(target);
    expect(live.epoch).not.toBe(before.epoch);
    await expect(
      sql`update shown_count set count = count - 2 where target_id = ${target}`.execute(line.hub.db),
    ).rejects.toThrow('shown_count');
  });
});
