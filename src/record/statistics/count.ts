import { sql, type RawBuilder } from 'kysely';
import { disclosureClocks } from '../../contract/kit/disclosure-clock.js';
import { OFFICE_ZONE } from '../../contract/kit/office-time.js';
import { dayAfter, endOfDay } from '../../contract/kit/workdays.js';
import type { Tx } from '../../store/database.js';

/** A day of an office, as `2026-11-26`. */
export interface OfficeDay {
  officeId: string;
  day: string;
}

const zone = sql.lit(OFFICE_ZONE);
/** The office's day of an instant. */
const dayOf = (at: RawBuilder<unknown>) => sql`(${at} at time zone ${zone})::date`;

/** The days on which releases of these announcements are to go out, as they stand now. */
export async function daysOf(tx: Tx, announcementIds: readonly string[]): Promise<OfficeDay[]> {
  const { rows } = await sql<OfficeDay>`
    select distinct office_id as "officeId", ${dayOf(sql`publish_at`)}::text as day from release
    where announcement_id = any(${[...announcementIds]}::uuid[])`.execute(tx);
  return rows;
}

/** Within how many working days a category has to be published; null for one that has no such clock. */
const clockOf = (category: RawBuilder<unknown>) =>
  sql`case ${category} ${sql.join(
    Object.entries(disclosureClocks.special).map(
      ([name, days]) => sql`when ${sql.lit(name)} then ${sql.lit(days)}::int`,
    ),
    sql` `,
  )} else ${sql.lit(disclosureClocks.ordinary)} end`;

/** To six in a hundred, so that a day of a busy channel has some dozens of different times and not a thousand. */
const rounded = (seconds: RawBuilder<unknown>) =>
  sql`case when ${seconds} < 10 then ${seconds} else round(power(10, round(log(${seconds}) * 20) / 20))::int end`;

/** Counts days anew from what stands in the other tables. The same tables give the same counts, however often. */
export async function countDays(tx: Tx, days: readonly OfficeDay[]): Promise<void> {
  if (days.length === 0) return;
  const spans = days.map(({ officeId, day }) => ({
    office: officeId,
    day,
    starts: endOfDay(dayAfter(day, -1)),
    ends: endOfDay(day),
  }));
  const due = sql`
    select * from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
      as d (office uuid, day date, starts timestamptz, ends timestamptz)`;
  for (const table of ['statistics_day', 'statistics_speed', 'statistics_clock'] as const)
    await sql`delete from ${sql.table(table)} s using (${due}) d where s.office_id = d.office and s.day = d.day`.execute(
      tx,
    );
  // `offset 0` keeps the days outside, so that each is a stretch of the index over releases by their time.
  await sql`
    with due as (${due}),
    sent as materialized (
      select d.office, d.day, r.id as release, r.announcement_id as announcement, r.version_id as version, r.released_at,
        x.id as delivery, x.channel, x.state, x.live_at,
        greatest(0, ceil(extract(epoch from x.live_at - greatest(r.publish_at, r.released_at))))::int as seconds
      from due d cross join lateral (select * from release r
          where r.office_id = d.office and r.publish_at >= d.starts and r.publish_at < d.ends offset 0) r
        join delivery x on x.announcement_id = r.announcement_id and x.release_id = r.id and x.operation <> 'recall'
    ),
    released as materialized (
      select s.*, v.content ->> 'category' as category, (v.content #>> '{metadata,madeOn}')::date as made_on,
        coalesce(m.department_id::text, '') as department,
        out is not null and not b.out_before as is_item,
        out is not null and b.out_before and not b.same_before as is_correction,
        case when b.out_before then (select max(e.at) from ledger_entry e where e.announcement_id = s.announcement
          and e.kind = 'correction.begun' and e.at <= s.released_at) end as corrected_at, a.created_at
      from (select office, day, release, announcement, version, released_at, min(live_at) as out from sent
          group by 1, 2, 3, 4, 5, 6) s
        join announcement a on a.id = s.announcement join member m on m.id = a.drafter_id
        join version v on v.id = s.version
        cross join lateral (
          select count(*) > 0 as out_before, coalesce(bool_or(p.version_id = s.version), false) as same_before from release p
          where p.announcement_id = s.announcement and (p.released_at, p.id) < (s.released_at, s.release)
            and exists (select from delivery y where y.announcement_id = p.announcement_id and y.release_id = p.id
              and y.operation <> 'recall' and y.live_at is not null)) b
    ),
    trouble as (
      select distinct e.subject_id as delivery from ledger_entry e
      where e.announcement_id in (select announcement from sent) and e.kind in ('delivery.failed', 'delivery.unconfirmed')
    ),
    counted as (
      insert into statistics_day
      select office, day, case when grouping(channel) = 0 then 'channel' when grouping(department) = 0 then 'department'
          when grouping(category) = 0 then 'category' else 'all' end, coalesce(channel, department, category, ''),
        count(distinct release) filter (where is_item), count(distinct release) filter (where is_correction),
        count(*), count(live_at),
        count(*) filter (where live_at is null and state in ('held', 'scheduled', 'queued', 'sending', 'accepted', 'with_person')),
        count(*) filter (where live_at is null and state in ('failed', 'unconfirmed')), count(t.delivery)
      from sent join released using (office, day, release) left join trouble t using (delivery)
      group by grouping sets ((office, day), (office, day, channel), (office, day, department), (office, day, category))
    ),
    timed as (
      insert into statistics_speed
      select office, day, channel, ${rounded(sql`seconds`)}, count(*) from sent where live_at is not null group by 1, 2, 3, 4
    )
    insert into statistics_clock
    select office, day, clock, made, published, count(*) from (
      select office, day, ${clockOf(sql`category`)} as clock,
        case when is_correction then ${dayOf(sql`coalesce(corrected_at, created_at)`)}
          else least(made_on, ${dayOf(sql`created_at`)}) end as made,
        ${dayOf(sql`out`)} as published
      from released where is_item or is_correction) c
    where clock is not null group by 1, 2, 3, 4, 5`.execute(tx);
}
