import { OFFICE_ZONE } from '../../contract/kit/office-time.js';
import type { WorkCalendar } from '../../contract/kit/workdays.js';
import type { Programme } from '../../contract/programme.js';
import type { Db, Tx } from '../../store/database.js';
import { workCalendar } from '../../workdays/index.js';

/** So far ahead a screen knows the working days without the hub. */
const horizonMs = 400 * 86_400_000;

/** The programme of a group of screens; undefined when nobody has planned one. */
export async function programmeOf(tx: Db | Tx, targetId: string): Promise<Programme | undefined> {
  const row = await tx
    .selectFrom('screen_programme')
    .select(['plan', 'calendar'])
    .where('target_id', '=', targetId)
    .executeTakeFirst();
  return row && { ...row.plan, zone: OFFICE_ZONE, calendar: row.calendar };
}

/**
 * The office's days that are not what their weekday says, in whole years from this one to that of the horizon, so that
 * the same calendar comes out on every day of a year.
 */
export async function calendarFor(tx: Db | Tx, officeId: string, now: Date): Promise<Programme['calendar']> {
  const years = [now, new Date(now.getTime() + horizonMs)].map((at) => at.getUTCFullYear());
  return exceptionsIn(await workCalendar(tx, officeId), years[0] ?? 0, years[1] ?? 0);
}

function exceptionsIn(calendar: WorkCalendar, from: number, to: number): Programme['calendar'] {
  const days = [...calendar]
    .filter(([year]) => year >= from && year <= to)
    .flatMap(([, { kinds }]) => [...kinds]);
  const of = (kind: 'off' | 'work'): string[] =>
    days
      .filter(([, its]) => its === kind)
      .map(([day]) => day)
      .sort();
  return { off: of('off'), work: of('work') };
}
