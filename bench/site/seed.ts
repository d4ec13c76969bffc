import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { article, type BenchSite } from './notice.js';

export const categories = [
  '通知公告',
  '政策文件',
  '政策解读',
  '公示',
  '行政执法公示',
  '人事信息',
  '财政信息',
  '办事指南',
  '工作动态',
  '重点领域',
  '应急信息',
  '法治宣传',
];

const CHUNK = 50;

/** The n-th notice's address, n from 1. */
export const slugOf = (n: number): string => `s${String(n).padStart(6, '0')}`;

/**
 * Fills a site with notices as publishing would leave them: rows that went through every state, with their ledger, and
 * each notice's file. One a minute, the newest an hour ago.
 */
export async function seed(site: BenchSite, notices: number, ownerUrl: string): Promise<void> {
  const { hub, office, target, rendition, base } = site;
  const content = JSON.stringify({ ...article, body: '' });
  const names = JSON.stringify(categories);
  await sql`
    with fresh as (
      select n, gen_random_uuid() as announcement, gen_random_uuid() as version, gen_random_uuid() as release,
        's' || lpad(n::text, 6, '0') as slug,
        ${content}::jsonb || jsonb_build_object('title', '关于市容环境整治的通告（第' || n || '号）',
          'category', ${names}::jsonb -> (n % ${categories.length}::int)) as content,
        hub_now() - interval '1 hour' - (${notices}::int - n) * interval '1 minute' as at
      from generate_series(1, ${notices}::int) n
    ), a as (
      insert into announcement (id, office_id, drafter_id, slug, stage, title, body, category, issuer, attachments, target_ids)
      select announcement, ${office.id}::uuid, ${office.callers.clerk.memberId}::uuid, slug, 'released', 't', '', 'c', 'i', '[]', '{}'
      from fresh
    ), v as (
      insert into version (id, office_id, announcement_id, number, hash, content, target_ids, submitted_by)
      select version, ${office.id}::uuid, announcement, 1, ${rendition.hash}, content, array[${target}::uuid],
        ${office.callers.clerk.memberId}::uuid from fresh
    ), r as (
      insert into rendition select version, ${target}::uuid, 'website', ${rendition.hash} from fresh
    ), p as (
      insert into approval (version_id, version_hash) select version, ${rendition.hash} from fresh
    )
    insert into release (id, office_id, announcement_id, version_id, publish_at, priority, released_by)
    select release, ${office.id}::uuid, announcement, version, at, 'routine', ${office.callers.clerk.memberId}::uuid
    from fresh`.execute(hub.db);
  // A statement of its own: what notes a delivery's category has to see its version.
  await sql`
    insert into delivery (id, office_id, release_id, announcement_id, version_id, target_id, channel, rendition_hash,
      operation, state, lane, item_key, publish_at, url)
    select r.id, r.office_id, r.id, r.announcement_id, r.version_id, ${target}::uuid, 'website', ${rendition.hash},
      'publish', 'scheduled', 3, r.id, r.publish_at, ${base}::text || '/n/' || a.slug || '/'
    from release r join announcement a on a.id = r.announcement_id where r.office_id = ${office.id}`.execute(
    hub.db,
  );
  await letAllLive(site);
  await asOwner(ownerUrl, ['vacuum analyze']);
  await writeRecords(site, notices);
}

/** Some at a time, as workers do: what records a transition compares the rows of one statement with one another. */
async function letAllLive({ hub, target }: BenchSite): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ id: string }>`
      update delivery set state = 'queued' where id in (
        select id from delivery where target_id = ${target} and state = 'scheduled' limit ${CHUNK}
      ) returning id`.execute(hub.db);
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    for (const state of ['sending', 'live'])
      await sql`update delivery set state = ${state} where id = any(${ids})`.execute(hub.db);
  }
}

async function asOwner(ownerUrl: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The site's own file of each notice, as `channels/website` writes it. */
async function writeRecords({ hub, target, rendition }: BenchSite, notices: number): Promise<void> {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const record = {
    format: 'site-item.v1',
    state: 'live',
    rendition: rendition.hash,
    version: 1,
    publishedAt: at,
    storedAt: at,
    document: rendition.value.document,
    past: [],
  };
  const folder = join(hub.config.dataDir, 'files', target, 'n');
  for (let n = 1; n <= notices; n += 200) {
    const some = Array.from({ length: Math.min(200, notices - n + 1) }, (_, index) => slugOf(n + index));
    await Promise.all(
      some.map(async (slug) => {
        await mkdir(join(folder, slug), { recursive: true });
        await writeFile(join(folder, slug, 'item.json'), JSON.stringify({ ...record, key: slug }));
      }),
    );
  }
}
