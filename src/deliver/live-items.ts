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
  const { offset = 0, limit = 20, category, slug } = query;
  const wanted = category === undefined ? sql`` : sql`and category = ${category}`;
  const named =
    slug === undefined
      ? sql``
      : sql`and announcement_id = (select id from announcement where slug = ${slug})`;
  const { rows } = await sql<{ epoch: string; total: number; items: Row[] | null }>`
    with page as (
      select id, announcement_id, publish_at, window_ends_at, url, version_id from delivery
      where target_id = ${targetId} and operation <> 'recall' and (state = 'live' or (state = 'accepted' and operation = 'publish')) ${wanted} ${named}
      order by publish_at desc, id desc offset ${offset} limit ${limit}
    )
    select (select epoch from target_epoch where target_id = ${targetId}) as epoch,
      (select coalesce(sum(count), 0)::int from shown_count where target_id = ${targetId} ${wanted}) as total,
      (select json_agg(json_build_object(
        'announcementId', p.announcement_id, 'slug', a.slug, 'title', v.content ->> 'title',
        'category', v.content ->> 'category', 'issuer', v.content ->> 'issuer', 'docNo', v.content ->> 'docNo',
        'indexNo', v.content ->> 'indexNo', 'url', p.url, 'permalink', ${`${publicUrl}/n/`}::text || a.slug,
        'publishedAt', p.publish_at, 'expiresAt', p.window_ends_at) order by p.publish_at desc, p.id desc)
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
      expiresAt: item.expiresAt ? new Date(item.expiresAt) : undefined,
    })),
  };
}

/** Categories of what a target shows, most frequent first. */
export async function liveCategories(
  db: Db,
  targetId: string,
): Promise<{ category: string; count: number }[]> {
  const { rows } = await sql<{ category: string; count: number }>`
    select category, count from shown_count where target_id = ${targetId} and count > 0
    order by count desc, category`.execute(db);
  return rows;
}
