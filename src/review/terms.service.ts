import { Inject, Injectable } from '@nestjs/common';
import type { ReviewTerms } from '../contract/api.js';
import type { Caller } from '../identity/index.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';

/** The office's own periods, as they hold for what is asked and withheld from now on. */
export async function termsOf(db: Db | Tx, officeId: string): Promise<ReviewTerms> {
  return db
    .selectFrom('office')
    .select([
      'consult_days as consultDays',
      'reappraise_months as reappraiseMonths',
      'rectify_days as rectifyDays',
    ])
    .where('id', '=', officeId)
    .executeTakeFirstOrThrow();
}

/** How long a body that is consulted has by default, and when what is withheld is looked at again. */
@Injectable()
export class Terms {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  read({ officeId }: Caller): Promise<ReviewTerms> {
    return termsOf(this.db, officeId);
  }

  async set({ officeId, memberId }: Caller, terms: ReviewTerms): Promise<ReviewTerms> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await tx
        .updateTable('office')
        .set({
          consult_days: terms.consultDays,
          reappraise_months: terms.reappraiseMonths,
          rectify_days: terms.rectifyDays,
        })
        .where('id', '=', officeId)
        .execute();
      await appendLedger(tx, [
        { officeId, actor, kind: 'terms.set', subjectId: officeId, data: { ...terms } },
      ]);
    });
    return terms;
  }
}
