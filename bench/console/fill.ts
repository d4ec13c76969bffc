import { sql, type Kysely } from 'kysely';
import type { TestOffice } from '../../test/factories/office.js';

interface Size {
  items: number;
  /** Deliveries of each. */
  targets: readonly string[];
  /** A version whose content all have. */
  from: string;
}

/** Words of which titles are made; every title has one of each column, and a number. */
const columns = [
  ['关于开展', '关于调整', '关于印发', '关于公布', '关于召开'],
  ['冬季', '夜间', '占道经营', '户外招牌', '停车秩序', '公园设施', '桥梁'],
  ['巡查', '整治', '管理办法', '名单', '会议', '招聘', '处罚决定', '公示'],
  ['的通知', '的通告', '的公告'],
] as const;

const pick = (words: readonly string[], divisor: number) =>
  sql`(array[${sql.join(words.map((word) => sql.lit(word)))}])[1 + (n / ${sql.lit(divisor)}) % ${sql.lit(words.length)}]`;

/**
 * A hub that has run for years: `items` announcements over three years with a delivery to each target, nearly all of
 * them live, and their ledger. Written by the owner, past the triggers that let deliveries only move step by step.
 */
export async function fill(owner: Kysely<unknown>, office: TestOffice, size: Size): Promise<void> {
  const member = office.callers.clerk.memberId;
  const title = sql`${pick(columns[0], 1)} || ${pick(columns[1], 5)} || ${pick(columns[2], 35)} || n || ${pick(columns[3], 280)}`;
  await sql`alter table delivery disable trigger user`.execute(owner);
  await sql`alter table release disable trigger user`.execute(owner);
  await sql`
    create temporary table item as
    select n, uuidv7() as announcement, uuidv7() as version, uuidv7() as release, ${title} as title,
      now() - interval '3 years' * (1 - n::float8 / ${size.items}) as at
    from generate_series(1, ${size.items}) n`.execute(owner);
  await sql`
    insert into announcement (id, office_id, drafter_id, slug, stage, title, body, category, issuer, attachments, target_ids,
      updated_at, released_at)
    select announcement, ${office.id}, ${member}, announcement, case when n % 50 = 0 then 'review' else 'released' end, title,
      '<p>正文。</p>', '通知公告', '试验局', '[]', '{}', at, case when n % 50 = 0 then null else at end from item`.execute(
    owner,
  );
  await sql`
    insert into version (id, office_id, announcement_id, number, hash, content, target_ids, submitted_by, submitted_at)
    select version, ${office.id}, announcement, 1, 'sha256:' || encode(sha256(version::text::bytea), 'hex'),
      v.content || jsonb_build_object('title', title), v.target_ids, ${member}, at
    from item cross join version v where v.id = ${size.from}`.execute(owner);
  await sql`update announcement a set current_version_id = item.version from item where a.id = item.announcement`.execute(
    owner,
  );
  await sql`
    insert into rendition select item.version, r.target_id, r.channel, r.hash
    from item cross join rendition r where r.version_id = ${size.from}`.execute(owner);
  await sql`insert into approval (version_id, version_hash) select v.id, v.hash from item join version v on v.id = item.version`.execute(
    owner,
  );
  await sql`
    insert into release (id, office_id, announcement_id, version_id, publish_at, priority, released_by, released_at)
    select release, ${office.id}, announcement, version, at, 'routine', ${member}, at from item where n % 50 <> 0`.execute(
    owner,
  );
  await sql`
    insert into delivery (id, office_id, release_id, announcement_id, version_id, target_id, channel, rendition_hash, operation,
      state, lane, item_key, publish_at, live_at, url, category, requested_by)
    select uuidv7(), ${office.id}, item.release, item.announcement, item.version, r.target_id, r.channel, r.hash, 'publish',
      case when item.n % 997 = 0 then 'failed' when item.n % 211 = 0 then 'gone' else 'live' end, 3, uuidv7(), item.at, item.at,
      'https://www.example.cn/' || item.n, '通知公告', ${member}
    from item join rendition r on r.version_id = item.version where item.n % 50 <> 0`.execute(owner);
  await sql`
    insert into ledger_entry (at, office_id, actor, kind, announcement_id, subject_id, data)
    select d.publish_at, d.office_id, 'system:deliver', 'delivery.' || d.state, d.announcement_id, d.id,
      jsonb_build_object('operation', 'publish', 'target', d.target_id)
    from delivery d`.execute(owner);
  await sql`alter table delivery enable trigger user`.execute(owner);
  await sql`alter table release enable trigger user`.execute(owner);
  await sql`drop table item`.execute(owner);
  await sql`vacuum analyze`.execute(owner);
}
