import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../../src/platform/ids.js';
import type { Db } from '../../src/store/database.js';

const floors = ['一楼大厅', '二楼窗口', '三楼走廊', '服务中心', '档案查询处', '东门岗亭'];
const sides = ['东', '南', '西', '北', '左', '右'];

export interface FleetWish {
  officeId: string;
  memberId: string;
  /** They are spread over these groups. */
  targets: readonly string[];
  count: number;
  /** Of a hundred screens, how many have fallen silent; the others were heard of just now. */
  silentPercent?: number;
}

/**
 * Screens that nobody has to connect, in the database itself: claimed, heard of, most of them well. They show the items of their
 * group, if there are any. Returns their ids.
 */
export async function fillFleet(db: Db, wish: FleetWish): Promise<string[]> {
  const { officeId, memberId, targets, count, silentPercent = 4 } = wish;
  const rows = Array.from({ length: count }, (_, index) => {
    const id = newId();
    const floor = floors[index % floors.length] ?? '';
    return {
      id,
      office: officeId,
      target: targets[index % targets.length],
      name: `${floor}${sides[Math.floor(index / floors.length) % sides.length] ?? ''}侧屏 ${String(index + 1).padStart(String(count).length, '0')}`,
      key: `sha256:${createHash('sha256').update(id).digest('hex')}`,
      member: memberId,
      tags: [index % 3 === 0 ? '窗口' : '大厅', ...(index % 5 === 0 ? ['竖屏'] : [])],
      place: `${floor}，近${index % 2 === 0 ? '服务台' : '电梯'}`,
      contact: `值班室 ${8000 + (index % 90)}`,
      silent: (index * 37) % 100 < silentPercent,
      number: index,
    };
  });
  const values = JSON.stringify(rows);
  const shape = sql`as r (id uuid, office uuid, target uuid, name text, key text, member uuid, tags text[], place text,
    contact text, silent boolean, number int)`;
  await sql`
    insert into screen (id, office_id, target_id, name, key_id, public_key, claimed_by, paired_at, tags, place, contact)
    select id, office, target, name, key, '{}'::jsonb, member, hub_now(), tags, place, contact
    from jsonb_to_recordset(${values}::jsonb) ${shape}`.execute(db);
  await sql`
    insert into screen_group (target_id, epoch, changed_at)
    select t, 1, hub_now() - interval '1 hour' from unnest(${[...targets]}::uuid[]) t on conflict do nothing`.execute(
    db,
  );
  await sql`
    insert into screen_presence (screen_id, session, since, last_seen_at, epoch, viewport, showing, health)
    select r.id, case when r.silent then null else gen_random_uuid() end, hub_now() - interval '1 hour',
      hub_now() - case when r.silent then interval '20 minutes' else interval '0' end, g.epoch,
      case when r.number % 5 = 0 then '{"width": 1080, "height": 1920}'::jsonb else '{"width": 1920, "height": 1080}' end,
      (select jsonb_build_object('key', i.keys[1 + r.number % cardinality(i.keys)], 'page', r.number % 3, 'pages', 3,
        'since', to_char(hub_now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from (select array_agg(n.key order by n.published_at desc) as keys from screen_item n
          where n.target_id = r.target and n.retracted_at is null) i where i.keys is not null),
      jsonb_build_object('build', '1.0.0', 'startedAt', '2026-11-30T00:00:00Z', 'clockOffsetMs', case when r.number % 50 = 7 then 4200 else 12 end,
        'clockTrusted', true, 'storage', jsonb_build_object('usage', 104857600, 'quota', 2147483648, 'persisted', r.number % 60 <> 9),
        'picture', case when r.number % 70 = 11 then 'frozen' else 'ok' end,
        'heals', jsonb_build_object('item', 0, 'page', 0, 'process', 0), 'wakeLock', true, 'spool', 0)
    from jsonb_to_recordset(${values}::jsonb) ${shape} join screen_group g on g.target_id = r.target`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** As if every one of them that is not silent had just been heard of. */
export async function breathe(db: Db): Promise<void> {
  await sql`update screen_presence set last_seen_at = hub_now() where session is not null`.execute(db);
}
