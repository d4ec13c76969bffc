import { sql } from 'kysely';
import type { Statistics, StatisticsQuery } from '../../contract/api.js';
import { dayAfter, endOfDay } from '../../contract/kit/workdays.js';
import type { Db } from '../../store/database.js';

/** Rectifications by the day on which they were opened or signed off; what is open or overdue is so now, of any period. */
export async function rectificationsIn(
  db: Db,
  officeId: string,
  { from, to }: StatisticsQuery,
): Promise<Statistics['rectifications']> {
  const within = (at: ReturnType<typeof sql>) =>
    sql`${at} >= ${endOfDay(dayAfter(from, -1))}::timestamptz and ${at} < ${endOfDay(to)}::timestamptz`;
  const { rows } = await sql<Statistics['rectifications']>`
    select count(*) filter (where ${within(sql`r.opened_at`)})::int as opened,
      count(*) filter (where ${within(sql`s.at`)})::int as signed,
      count(*) filter (where s.at is null)::int as open,
      count(*) filter (where s.at is null and d.due_on < (hub_now() at time zone 'Asia/Shanghai')::date)::int as overdue
    from rectification r
      left join rectification_step s on s.rectification_id = r.id and s.act = 'signed'
      join lateral (select x.due_on from rectification_step x
        where x.rectification_id = r.id and x.due_on is not null order by x.number desc limit 1) d on true
    where r.office_id = ${officeId}`.execute(db);
  return rows[0] ?? { opened: 0, signed: 0, open: 0, overdue: 0 };
}
