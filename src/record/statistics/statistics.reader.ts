import { Inject, Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import type { Counts, Statistics, StatisticsQuery } from '../../contract/api.js';
import { dayAfter, endOfDay, type WorkCalendar } from '../../contract/kit/workdays.js';
import type { RecallReason } from '../../contract/values.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Targets } from '../../targets/index.js';
import { workCalendar } from '../../workdays/index.js';
import {
  speedOf,
  stepsOf,
  timelinessOf,
  unitOf,
  workdayNumbers,
  type Taken,
  type Weighed,
} from './figures.js';
import { rectificationsIn } from './rectifications.js';

type Facet = 'all' | 'channel' | 'department' | 'category';
type FacetRow = Counts & { facet: Facet; key: string };

const nothing: Counts = {
  items: 0,
  corrections: 0,
  deliveries: 0,
  live: 0,
  waiting: 0,
  failed: 0,
  failures: 0,
};

/** Reads the figures of a period from what `StatisticsCounter` keeps. */
@Injectable()
export class StatisticsReader {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
  ) {}

  async of(officeId: string, { from, to }: StatisticsQuery): Promise<Statistics> {
    const within = sql`office_id = ${officeId} and day between ${from}::date and ${to}::date`;
    const calendar = await workCalendar(this.db, officeId);
    const [facets, days, times, taken, recalls, rectifications, departments, cursor] = await Promise.all([
      this.facets(within),
      this.days(within),
      this.times(within),
      this.taken(within, calendar),
      this.recalls(officeId, { from, to }),
      rectificationsIn(this.db, officeId, { from, to }),
      this.db.selectFrom('department').select(['id', 'name']).where('office_id', '=', officeId).execute(),
      this.db.selectFrom('statistics_cursor').select(['counted_at', 'behind']).executeTakeFirst(),
    ]);
    const [[, total] = ['', nothing]] = partsOf(facets, 'all');
    const departmentNames = new Map(departments.map(({ id, name }) => [id, name]));
    // Also of channels that somebody has taken out of the hub since.
    const labels = new Map(this.targets.channelsAt(undefined).map(({ id, label }) => [id, label]));
    return {
      from,
      to,
      countedAt: cursor?.counted_at.toISOString(),
      behind: cursor?.behind ?? true,
      total,
      unit: unitOf(from, to),
      steps: stepsOf(days, { from, to }),
      channels: partsOf(facets, 'channel').map(([id, counts]) => ({
        ...counts,
        id,
        name: labels.get(id) ?? { zh: id, en: id },
        speed: speedOf(times.get(id) ?? []),
      })),
      departments: partsOf(facets, 'department').map(([id, counts]) =>
        id === '' ? counts : { ...counts, id, name: departmentNames.get(id) ?? id },
      ),
      categories: partsOf(facets, 'category').map(([name, counts]) => ({ ...counts, name })),
      timeliness: timelinessOf(calendar, taken),
      recalls,
      rectifications,
    };
  }

  private async facets(within: ReturnType<typeof sql>): Promise<FacetRow[]> {
    const { rows } = await sql<FacetRow>`
      select facet, key, sum(items)::int as items, sum(corrections)::int as corrections, sum(deliveries)::int as deliveries,
        sum(live)::int as live, sum(waiting)::int as waiting, sum(failed)::int as failed, sum(failures)::int as failures
      from statistics_day where ${within} group by facet, key`.execute(this.db);
    return rows;
  }

  private async days(within: ReturnType<typeof sql>) {
    const { rows } = await sql<{ day: string; items: number; corrections: number; live: number }>`
      select day::text as day, items, corrections, live from statistics_day where ${within} and facet = 'all'`.execute(
      this.db,
    );
    return rows;
  }

  private async times(within: ReturnType<typeof sql>): Promise<Map<string, Weighed[]>> {
    const { rows } = await sql<Weighed & { channel: string }>`
      select channel, seconds as value, sum(deliveries)::int as weight from statistics_speed where ${within}
      group by channel, seconds`.execute(this.db);
    const found = new Map<string, Weighed[]>();
    for (const { channel, ...time } of rows) {
      const own = found.get(channel) ?? [];
      own.push(time);
      found.set(channel, own);
    }
    return found;
  }

  /** The working days are counted as the calendar knows them today. */
  private async taken(within: ReturnType<typeof sql>, calendar: WorkCalendar): Promise<Taken[]> {
    const { rows: ends } = await sql<{ first: string | null; last: string | null }>`
      select least(min(made), min(published))::text as first, greatest(max(made), max(published))::text as last
      from statistics_clock where ${within}`.execute(this.db);
    const { first = null, last = null } = ends[0] ?? {};
    if (first === null || last === null) return [];
    const numbers = sql`${workdayNumbers(calendar, first, last)}::int[]`;
    const numberOf = (day: RawBuilder<unknown>) => sql`(${numbers})[${day} - ${first}::date + 1]`;
    const { rows } = await sql<Taken>`
      select clock, greatest(0, ${numberOf(sql`published`)} - ${numberOf(sql`made`)}) as value, sum(items)::int as weight,
        case when published > made then extract(year from made + 1)::int end as "fromYear",
        case when published > made then extract(year from published)::int end as "toYear"
      from statistics_clock where ${within} group by 1, 2, 4, 5`.execute(this.db);
    return rows;
  }

  private async recalls(officeId: string, { from, to }: StatisticsQuery): Promise<Statistics['recalls']> {
    const { rows } = await sql<{ reason: RecallReason; verdict: string; emergency: boolean; n: number }>`
      select reason, verdict, emergency, count(*)::int as n from recall_request
      where office_id = ${officeId} and decided_at >= ${endOfDay(dayAfter(from, -1))}::timestamptz
        and decided_at < ${endOfDay(to)}::timestamptz
      group by reason, verdict, emergency`.execute(this.db);
    const sum = (of: typeof rows): number => of.reduce((total, { n }) => total + n, 0);
    const approved = rows.filter(({ verdict }) => verdict === 'approve');
    const reasons = [...new Set(approved.map(({ reason }) => reason))].map((reason) => ({
      reason,
      recalls: sum(approved.filter((row) => row.reason === reason)),
    }));
    return {
      approved: sum(approved),
      refused: sum(rows) - sum(approved),
      emergency: sum(approved.filter(({ emergency }) => emergency)),
      reasons: reasons.sort((a, b) => b.recalls - a.recalls || (a.reason < b.reason ? -1 : 1)),
    };
  }
}

/** The counts of one facet by its keys, the most deliveries first. */
const partsOf = (rows: readonly FacetRow[], wanted: Facet): [string, Counts][] =>
  rows
    .filter(({ facet }) => facet === wanted)
    .sort((a, b) => b.deliveries - a.deliveries || (a.key < b.key ? -1 : 1))
    .map(({ facet: _facet, key, ...counts }) => [key, counts]);
