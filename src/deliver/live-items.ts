import { sql } from 'kysely';
import type { LiveItem, LiveItems, LiveQuery } from '../contract/channel.js';
import type { Db } from '../store/database.js';

interface Row extends Omit<LiveItem, 'permalink'> {
  permalink: string;
}

/**
 * What a target shows now, newest first, with the epoch that it belongs to. Epoch and items are read in one
 * statement, so a list that was built from an epoch is valid as long as that epoch stands.
 */
export async function liveItems(
  db: Db,
  targetId: string,
  publicUrl: string,
  query: LiveQuery = {},
): Promise<LiveItems> {
  const { offset = 0, limit = 20, category } = query;
  const wanted = category === undefined ? sql`true` : sql`v.content ->> 'category' = ${category}`;
  const { rows } = await sql<{ epoch: string; total: number; items: Row[] | null }>`
    with shown as (
      select d.id, d.announcement_id, d.publish_at, d.url, d.version_id from delivery d
      ${category === undefined ? sql`` : sql`join version v on v.id = d.version_id`}
      where d.target_id = ${targetId} and d.operation = 'publish' and d.state in ('accepted', 'live') and ${wanted}
    ), page as (
      select * from shown order by publish_at desc, id desc offset ${offset} limit ${limit}
    )
    select (select epoch from target_epoch where target_id = ${targetId}) as epoch,
      (select count(*)::int from shown) as total,
      (select json_agg(json_build_object(
        'announcementId', p.announcement_id, 'slug', a.slug, 'title', v.content ->> 'title',
        'category', v.content ->> 'category', 'issuer', v.content ->> 'issuer', 'docNo', v.content ->> 'docNo',
        'indexNo', v.content ->> 'indexNo', 'url', p.url, 'permalink', ${`${publicUrl}/n/`}::text || a.slug,
        'publishedAt', p.publish_at) order by p.publish_at desc, p.id desc)
       from page p join version v on v.id = p.version_id join announcement a on a.id = p.announcement_id) as items`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('the list of live items came back empty-handed');
  return {
    epoch: row.epoch,
    total: row.total,
    items: (row.items ?? []).map((item) => ({
      ...item,
      docNo: item.docNo ?? undefined,
      indexNo: item.indexNo ?? undefined,
      url: item.url ?? undefined,
      publishedAt: new Date(item.publishedAt),
    })),
  };
}

/** Categories of what a target shows, most frequent first. */
export async function liveCategories(
  db: Db,
  targetId: string,
): Promise<{ category: string; count: number }[]> {
  const { rows } = await sql<{ category: string; count: number }>`
    select v.content ->> 'category' as category, count(*)::int as count
    from delivery d join version v on v.id = d.version_id
    where d.target_id = ${targetId} and d.operation = 'publish' and d.state in ('accepted', 'live')
    group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}
