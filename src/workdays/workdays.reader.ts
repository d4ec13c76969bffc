import { Inject, Injectable } from '@nestjs/common';
import type { WorkdayQuery, WorkdayYearList, WorkdayYearView } from '../contract/api.js';
import { calendarOf, type WorkCalendar } from '../contract/kit/workdays.js';
import { DATABASE, type Db, type Tx } from '../store/database.js';
import { builtInYear, builtInYears } from './years.js';

/** An office's working days: the years that it entered itself, and the hub's own for the others. */
@Injectable()
export class Workdays {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async years(officeId: string, { from, to }: WorkdayQuery): Promise<WorkdayYearList> {
    const rows = await this.db
      .selectFrom('workday_year as y')
      .innerJoin('member as m', 'm.id', 'y.changed_by')
      .select([
        'y.year',
        'y.status',
        'y.days',
        'y.note',
        'y.revision',
        'y.changed_by',
        'y.changed_at',
        'm.name',
      ])
      .where('y.office_id', '=', officeId)
      .where('y.year', '>=', from)
      .where('y.year', '<=', to)
      .execute();
    const entered = new Map(rows.map((row) => [row.year, row]));
    const items = Array.from({ length: to - from + 1 }, (_, index): WorkdayYearView => {
      const row = entered.get(from + index);
      if (!row)
        return {
          ...builtInYear(from + index),
          days: [...builtInYear(from + index).days],
          note: '',
          revision: 0,
        };
      const { year, status, days, note, revision } = row;
      const changed = { by: { id: row.changed_by, name: row.name }, at: row.changed_at.toISOString() };
      return { year, status, days, note, revision, changed };
    });
    return { items };
  }
}

/** What an office's clocks count with, in the transaction of what they decide. */
export async function workCalendar(db: Db | Tx, officeId: string): Promise<WorkCalendar> {
  const rows = await db
    .selectFrom('workday_year')
    .select(['year', 'status', 'days'])
    .where('office_id', '=', officeId)
    .execute();
  const entered = new Set(rows.map(({ year }) => year));
  return calendarOf([...builtInYears.filter(({ year }) => !entered.has(year)), ...rows]);
}
