import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AfterReviewList, AfterReviewView, SettleAfterReview } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { appendLedger } from '../../store/ledger.js';
import { afterState, mayNotReviewAfter } from './rules.js';

interface Row {
  view: Omit<AfterReviewView, 'state' | 'mayReview' | 'mayNotBecause'>;
  drafters: string[];
}

/** The reviews that follow what was let go on duty. */
@Injectable()
export class AfterReviews {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Those that are open, the earliest due first. */
  async open(caller: Caller): Promise<AfterReviewList> {
    return { items: await this.read(this.db, caller, sql`w.outcome is null`) };
  }

  async ofVersion(caller: Caller, versionId: string): Promise<AfterReviewView | undefined> {
    return (await this.read(this.db, caller, sql`w.version_id = ${versionId}`))[0];
  }

  /**
   * Says what the review afterwards came to; it stays.
   * @throws HubError `not_found`; `already_decided`; `forbidden`, `drafter_may_not_decide`
   */
  async settle(
    caller: Caller,
    versionId: string,
    { outcome, note }: SettleAfterReview,
  ): Promise<AfterReviewView> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    return transact(this.db, actor, async (tx) => {
      await tx
        .selectFrom('after_review')
        .select('version_id')
        .where('version_id', '=', versionId)
        .forUpdate()
        .execute();
      const [known] = await this.read(tx, caller, sql`w.version_id = ${versionId}`);
      if (!known) throw new HubError('not_found', 'there is no such review in this office');
      if (known.mayNotBecause !== undefined) throw refusal[known.mayNotBecause]();
      await tx
        .updateTable('after_review')
        .set({ outcome, note, reviewed_by: memberId, reviewed_at: sql<Date>`hub_now()` })
        .where('version_id', '=', versionId)
        .execute();
      const { announcementId } = known;
      const kind = `after_review.${outcome}`;
      const data = { due: known.dueAt, late: known.state === 'overdue' };
      await appendLedger(tx, [{ officeId, actor, kind, announcementId, subjectId: versionId, data }]);
      await announceChange(tx, officeId, { topic: 'review', ids: [announcementId] });
      const [settled] = await this.read(tx, caller, sql`w.version_id = ${versionId}`);
      if (!settled) throw new Error(`the review of ${versionId} went away`);
      return settled;
    });
  }

  private async read(db: Db | Tx, caller: Caller, which: ReturnType<typeof sql>): Promise<AfterReviewView[]> {
    const { rows } = await sql<Row>`
      select json_strip_nulls(json_build_object('versionId', v.id, 'announcementId', w.announcement_id,
          'title', v.content ->> 'title', 'dueAt', ${iso(sql`w.due_at`)}, 'outcome', w.outcome, 'note', w.note,
          'reviewedBy', case when m.id is not null then json_build_object('id', m.id, 'name', m.name) end,
          'reviewedAt', ${iso(sql`w.reviewed_at`)},
          'approvedBy', (select coalesce(json_agg(json_build_object('id', b.id, 'name', b.name) order by d.step), '[]')
            from decision d join member b on b.id = d.member_id
            where d.version_id = v.id and d.step in ('duty-1', 'duty-2')))) as view,
        array[v.submitted_by, a.drafter_id] as drafters
      from after_review w join version v on v.id = w.version_id join announcement a on a.id = w.announcement_id
        left join member m on m.id = w.reviewed_by
      where w.office_id = ${caller.officeId} and ${which} order by w.due_at, w.version_id`.execute(db);
    const now = await databaseNow(db);
    return rows.map(({ view, drafters }) => {
      const approvers = view.approvedBy.map(({ id }) => id);
      const reason = mayNotReviewAfter({ outcome: view.outcome, approvers, drafters }, caller);
      return {
        ...view,
        state: afterState(view, now),
        mayReview: reason === undefined,
        mayNotBecause: reason,
      };
    });
  }
}

const refusal = {
  done: () => new HubError('already_decided', 'this review has been taken'),
  role: () => new HubError('forbidden', 'only who decides on versions reviews afterwards'),
  drafter: () => new HubError('drafter_may_not_decide'),
  approver: () => new HubError('forbidden', 'who let it go does not judge it'),
};
