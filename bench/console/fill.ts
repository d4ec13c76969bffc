import { sql, type Kysely } from 'kysely';
import { announcementCategories } from '../../src/contract/api.js';
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

/** Parts of sentences; a body takes many of each column, so that pairs of signs are as many as in real texts. */
const parts = [
  '根据 按照 为了 结合 围绕 针对 依托 立足 对照 坚持 落实 推进 加强 完善 健全 严格 规范 强化 深化 优化 细化 压实 建立 组织 统筹 协调 督促 引导 鼓励 支持'.split(
    ' ',
  ),
  '市容环境 道路保洁 渣土运输 油烟排放 噪声扰民 违法建设 户外广告 共享单车 流动摊贩 绿地养护 河道管护 井盖设施 路灯照明 桥梁检测 供水管网 燃气安全 供热服务 公厕管理 犬只饲养 停车泊位 施工围挡 建筑垃圾 门前三包 背街小巷 老旧小区 农贸市场 校园周边 商业街区 地铁出口 公交站台'.split(
    ' ',
  ),
  '专项行动 长效机制 责任清单 日常监管 联合执法 信用评价 投诉举报 应急预案 宣传教育 技术标准 数据共享 现场核查 限期整改 行政处罚 考核通报 公众参与 服务指南 资金保障 人员培训 质量验收'.split(
    ' ',
  ),
] as const;

/** The body of the item `n`, about 900 signs; one of 500 speaks of 垃圾分类 in its middle. */
const body = sql`(
  select '<p>' || string_agg(
    (${array(parts[0])})[1 + (hashint4(n * 83 + k) & 1023) % 30] || (${array(parts[1])})[1 + (hashint4(n * 89 + k) & 1023) % 30]
    || (${array(parts[2])})[1 + (hashint4(n * 97 + k) & 1023) % 20]
    || case when k % 12 = 0 then '。</p><p>' when k = 41 and n % 500 = 0 then '，开展<strong>垃圾</strong>分类宣传，' else '，' end, '' order by k)
    || '完。</p>'
  from generate_series(1, 80) k)`;

function array(words: readonly string[]) {
  return sql`array[${sql.join(words.map((word) => sql.lit(word)))}]`;
}

const pick = (words: readonly string[], divisor: number) =>
  sql`(array[${sql.join(words.map((word) => sql.lit(word)))}])[1 + (n / ${sql.lit(divisor)}) % ${sql.lit(words.length)}]`;

/**
 * A hub that has run for years: `items` announcements over three years with a delivery to each target, nearly all of
 * them live, and their ledger. Written by the owner, past the triggers that let deliveries only move step by step.
 */
export async function fill(owner: Kysely<unknown>, office: TestOffice, size: Size): Promise<void> {
  const rebuild = await withoutReferences(owner);
  const member = office.callers.clerk.memberId;
  const category = pick(announcementCategories, 3);
  const title = sql`${pick(columns[0], 1)} || ${pick(columns[1], 5)} || ${pick(columns[2], 35)} || n || ${pick(columns[3], 280)}`;
  await sql`alter table delivery disable trigger user`.execute(owner);
  await sql`alter table release disable trigger user`.execute(owner);
  await sql`
    create temporary table item as
    select n, uuidv7() as announcement, uuidv7() as version, uuidv7() as release, ${title} as title,
      ${body} as body, now() - interval '3 years' * (1 - n::float8 / ${size.items}) as at
    from generate_series(1, ${size.items}) n`.execute(owner);
  await sql`
    insert into announcement (id, office_id, drafter_id, slug, stage, title, body, category, issuer, doc_no,
      attachments, target_ids, created_at, updated_at, released_at)
    select announcement, ${office.id}, ${member}, announcement, case when n % 50 = 0 then 'review' else 'released' end, title,
      body, ${category}, '试验局', '试城管〔' || extract(year from at) || '〕' || n || '号', '[]', '{}', at - interval '1 day' * ((hashint4(n) & 1023) % 40), at, case when n % 50 = 0 then null else at end from item`.execute(
    owner,
  );
  await sql`
    insert into version (id, office_id, announcement_id, number, hash, content, target_ids, submitted_by, submitted_at, expires_at)
    select version, ${office.id}, announcement, 1, 'sha256:' || encode(sha256(version::text::bytea), 'hex'),
      v.content || jsonb_build_object('title', title, 'body', body, 'category', ${category}), v.target_ids, ${member}, at,
      case when ${category} = '应急信息' then at + interval '1 day' end
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
      case when item.n % 997 = 0 then 'failed' when item.n % 211 = 0 then 'gone' else 'live' end, 3, uuidv7(), item.at,
      case when item.n % 997 <> 0 then item.at + interval '1 second' * power(10, (hashint4(item.n * 101 + ascii(right(r.target_id::text, 1))) & 1023) / 256.0) end,
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
  await rebuild();
  await sql`vacuum analyze`.execute(owner);
}

/**
 * Takes references and plain indexes off the tables that get rows by the million: checked and built at once they cost a
 * tenth. Answers what puts them back.
 */
async function withoutReferences(owner: Kysely<unknown>): Promise<() => Promise<void>> {
  const filled = sql`('announcement', 'version', 'rendition', 'approval', 'release', 'delivery', 'ledger_entry')`;
  const { rows: references } = await sql<{ table: string; name: string; definition: string }>`
    select r.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class r on r.oid = c.conrelid
    where c.contype = 'f' and r.relnamespace = 'public'::regnamespace and r.relname in ${filled}`.execute(
    owner,
  );
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class r on r.oid = i.indrelid
    where r.relnamespace = 'public'::regnamespace and r.relname in ${filled} and not i.indisunique`.execute(
    owner,
  );
  for (const { table, name } of references)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(owner);
  for (const { name } of indexes) await sql`drop index ${sql.table(name)}`.execute(owner);
  return async () => {
    await sql`set maintenance_work_mem = '256MB'`.execute(owner);
    for (const { definition } of indexes) await sql.raw(definition).execute(owner);
    for (const { table, name, definition } of references)
      await sql.raw(`alter table "${table}" add constraint "${name}" ${definition}`).execute(owner);
  };
}
