import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { SaveWorkdayYear, WorkdayYearView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { SpecialDay } from '../contract/kit/workdays.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { Workdays } from './workdays.reader.js';
import { builtInYear } from './years.js';

/** Enters a year's days, as when the State Council's notice is out. */
@Injectable()
export class WorkdayYears {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly workdays: Workdays,
  ) {}

  /** @throws HubError `stale_revision` (facts: the present one), `invalid_request` for a day of another year */
  async save(caller: Caller, { year, ...wish }: SaveWorkdayYear): Promise<WorkdayYearView> {
    const { officeId, memberId } = caller;
    const days = [...wish.days].sort((a, b) => (a.day < b.day ? -1 : 1));
    const stray = days.find(({ day }) => !day.startsWith(`${year}-`));
    if (stray)
      throw new HubError('invalid_request', `${stray.day} is not a day of ${year}`, {
        errors: [{ path: 'days', message: 'of another year' }],
      });
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const before = await this.present(tx, officeId, year);
      if (before.revision !== wish.revision)
        throw new HubError('stale_revision', undefined, { facts: { revision: before.revision } });
      const fresh = {
        status: wish.status,
        days: JSON.stringify(days),
        note: wish.note,
        revision: wish.revision + 1,
        changed_by: memberId,
        changed_at: sql<Date>`hub_now()`,
      };
      await tx
        .insertInto('workday_year')
        .values({ office_id: officeId, year, ...fresh })
        .onConflict((conflict) => conflict.columns(['office_id', 'year']).doUpdateSet(fresh))
        .execute();
      await appendLedger(tx, [
        {
          officeId,
          actor,
          kind: 'workdays.changed',
          data: {
            year,
            status: { from: before.status, to: wish.status },
            note: wish.note,
            ...changesOf(before.days, days),
          },
        },
      ]);
      await announceChange(tx, officeId, { topic: 'workdays', ids: [] });
    });
    const { items } = await this.workdays.years(officeId, { from: year, to: year });
    const [saved] = items;
    if (!saved) throw new Error('a year that was just written is not there');
    return saved;
  }

  /** As it stands. Two who write at once follow one another: the office's row is locked. */
  private async present(tx: Tx, officeId: string, year: number) {
    await tx.selectFrom('office').select('id').where('id', '=', officeId).forUpdate().execute();
    const row = await tx
      .selectFrom('workday_year')
      .select(['status', 'days', 'revision'])
      .where('office_id', '=', officeId)
      .where('year', '=', year)
      .executeTakeFirst();
    return row ?? { ...builtInYear(year), revision: 0 };
  }
}

/** Which days changed, for the ledger: what each is now, `weekday` for one that is what its weekday says again. */
function changesOf(before: readonly SpecialDay[], after: readonly SpecialDay[]) {
  const [was, is] = [before, after].map((days) => new Map(days.map(({ day, kind }) => [day, kind])));
  const days = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort();
  return {
    days: Object.fromEntries(
      days.filter((day) => was?.get(day) !== is?.get(day)).map((day) => [day, is?.get(day) ?? 'weekday']),
    ),
  };
}
