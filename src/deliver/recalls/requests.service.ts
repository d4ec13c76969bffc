import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type {
  CreateRecall,
  DecideRecall,
  RecallAnswer,
  RecallPage,
  RecallQuery,
  RecallRequestView,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { RecallReason } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { lockAnnouncement } from '../../intake/index.js';
import { newId } from '../../platform/ids.js';
import { mayBeOut, notYetOut } from '../../release/index.js';
import { announceChange } from '../../store/changed.js';
import { decodeCursor, encodeCursor } from '../../store/cursor.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { openRectification } from '../rectifications/steps.js';
import { Recalls } from './recalls.service.js';

interface Row {
  id: string;
  announcement_id: string;
  title: string;
  reason: RecallReason;
  note: string;
  target_ids: string[] | null;
  emergency: boolean;
  requested_by: string;
  requester: string;
  at: string;
  decided_by: string | null;
  decider: string | null;
  decided_at: Date | null;
  verdict: 'approve' | 'refuse' | null;
  opinion: string | null;
}

/**
 * Wishes to take something back. A second person agrees before anything happens, except to the wish of somebody who
 * may act alone in an emergency.
 */
@Injectable()
export class RecallRequests {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly recalls: Recalls,
  ) {}

  /**
   * Rejects with `not_found`, `forbidden` (an emergency without the permission), or `wrong_state` when nothing is out
   * or somebody has asked already.
   */
  async ask(caller: Caller, announcementId: string, wish: CreateRecall): Promise<RecallAnswer> {
    if (wish.emergency && !caller.permissions.has('recall.emergency'))
      throw new HubError('forbidden', 'only who answers for emergencies recalls without a second person');
    const id = newId();
    const made = await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await lockAnnouncement(tx, caller.officeId, announcementId);
      await refuseNeedless(tx, announcementId, wish);
      await tx
        .insertInto('recall_request')
        .values({
          id,
          office_id: caller.officeId,
          announcement_id: announcementId,
          reason: wish.reason,
          note: wish.note,
          target_ids: wish.targetIds ?? null,
          emergency: wish.emergency,
          requested_by: caller.memberId,
        })
        .execute();
      const { reason, note, emergency } = wish;
      const targets = wish.targetIds ?? null;
      await this.log(tx, caller, announcementId, 'recall.requested', id, {
        reason,
        note,
        emergency,
        targets,
      });
      return wish.emergency
        ? this.grant(tx, caller, { id, announcementId, wish, opinion: '' })
        : { recalls: [], cancelled: [] };
    });
    return { request: await this.one(caller, id), ...made };
  }

  /**
   * A second person agrees, and it begins; or refuses, and nothing happens.
   * Rejects with `not_found`, `requester_may_not_decide`, `already_decided`, or what the recall itself refuses with.
   */
  async decide(caller: Caller, id: string, decision: DecideRecall): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const row = await tx
        .selectFrom('recall_request')
        .selectAll()
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'there is no such request in this office');
      if (row.decided_at !== null) throw new HubError('already_decided');
      if (row.requested_by === caller.memberId) throw new HubError('requester_may_not_decide');
      const { opinion } = decision;
      const announcementId = row.announcement_id;
      if (decision.verdict === 'refuse') {
        await this.write(tx, caller, { id, announcementId, verdict: 'refuse', opinion });
        return;
      }
      const { reason, note, emergency } = row;
      const wish = { reason, note, emergency, targetIds: row.target_ids ?? undefined };
      await this.grant(tx, caller, { id, announcementId, wish, opinion });
    });
  }

  /** Newest first. */
  async page(caller: Caller, query: RecallQuery): Promise<RecallPage> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const rows = await this.read(sql`
      q.office_id = ${caller.officeId}
      ${query.waiting ? sql`and q.decided_at is null` : sql``}
      ${query.announcementId === undefined ? sql`` : sql`and q.announcement_id = ${query.announcementId}`}
      ${before ? sql`and (q.requested_at, q.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
      order by q.requested_at desc, q.id desc limit ${query.limit + 1}`);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => view(row, caller)),
      nextCursor: last && rows.length > query.limit ? encodeCursor(last) : undefined,
    };
  }

  /** @throws HubError `not_found` */
  async one(caller: Caller, id: string): Promise<RecallRequestView> {
    const [row] = await this.read(sql`q.office_id = ${caller.officeId} and q.id = ${id}`);
    if (!row) throw new HubError('not_found', 'there is no such request in this office');
    return view(row, caller);
  }

  private async grant(
    tx: Tx,
    caller: Caller,
    granted: { id: string; announcementId: string; wish: CreateRecall; opinion: string },
  ): Promise<Omit<RecallAnswer, 'request'>> {
    const { id, announcementId, wish, opinion } = granted;
    await this.write(tx, caller, { id, announcementId, verdict: 'approve', opinion });
    // 个人信息保护法 Art. 57 asks for measures and notices; for other reasons somebody decides whether there is one.
    if (wish.reason === 'privacy')
      await openRectification(tx, caller, { announcementId, origin: 'recall', recallId: id });
    return this.recalls.create(tx, caller, announcementId, { ...wish, requestId: id });
  }

  private async write(
    tx: Tx,
    caller: Caller,
    decided: { id: string; announcementId: string; verdict: 'approve' | 'refuse'; opinion: string },
  ): Promise<void> {
    const { id, announcementId, verdict, opinion } = decided;
    await tx
      .updateTable('recall_request')
      .set({ decided_by: caller.memberId, decided_at: sql<Date>`hub_now()`, verdict, opinion })
      .where('id', '=', id)
      .execute();
    const kind = verdict === 'approve' ? 'recall.approved' : 'recall.refused';
    await this.log(tx, caller, announcementId, kind, id, { opinion });
  }

  private async log(
    tx: Tx,
    caller: Caller,
    announcementId: string,
    kind: string,
    subjectId: string,
    data: Parameters<typeof appendLedger>[1][number]['data'],
  ): Promise<void> {
    const actor = `member:${caller.memberId}` as const;
    await appendLedger(tx, [{ officeId: caller.officeId, actor, kind, announcementId, subjectId, data }]);
    await announceChange(tx, caller.officeId, { topic: 'recall', ids: [announcementId] });
  }

  private async read(which: ReturnType<typeof sql>): Promise<Row[]> {
    const { rows } = await sql<Row>`
      select q.id, q.announcement_id, a.title, q.reason, q.note, q.target_ids, q.emergency, q.requested_by,
        m.name as requester, to_char(q.requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
        q.decided_by, s.name as decider, q.decided_at, q.verdict, q.opinion
      from recall_request q join announcement a on a.id = q.announcement_id join member m on m.id = q.requested_by
        left join member s on s.id = q.decided_by
      where ${which}`.execute(this.db);
    return rows;
  }
}

/** @throws HubError `wrong_state` when nothing of it is out, or somebody has asked already */
async function refuseNeedless(tx: Tx, announcementId: string, wish: CreateRecall): Promise<void> {
  const waiting = await tx
    .selectFrom('recall_request')
    .select('id')
    .where('announcement_id', '=', announcementId)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (waiting)
    throw new HubError('wrong_state', 'somebody has asked to take it back already; that request waits', {
      facts: { requestId: waiting.id },
    });
  const out = await tx
    .selectFrom('delivery')
    .select('id')
    .where('announcement_id', '=', announcementId)
    .where('operation', '<>', 'recall')
    .where('state', 'in', [...mayBeOut, ...notYetOut])
    .$if(wish.targetIds !== undefined, (query) => query.where('target_id', 'in', wish.targetIds ?? []))
    .executeTakeFirst();
  if (!out) throw new HubError('wrong_state', 'nothing of it is out, and nothing is about to go out');
}

function view(row: Row, caller: Caller): RecallRequestView {
  const { decided_by: by, decided_at: at, verdict } = row;
  const because = mayNot(row, caller);
  return {
    id: row.id,
    announcementId: row.announcement_id,
    announcementTitle: row.title,
    reason: row.reason,
    note: row.note,
    targetIds: row.target_ids ?? undefined,
    emergency: row.emergency,
    requestedBy: { id: row.requested_by, name: row.requester },
    requestedAt: new Date(row.at).toISOString(),
    decision:
      by !== null && at !== null && verdict !== null
        ? {
            verdict,
            opinion: row.opinion ?? '',
            by: { id: by, name: row.decider ?? '' },
            at: at.toISOString(),
          }
        : undefined,
    mayDecide: because === undefined,
    mayNotBecause: because,
  };
}

function mayNot(row: Row, caller: Caller): RecallRequestView['mayNotBecause'] {
  if (row.decided_at !== null) return 'decided';
  if (row.requested_by === caller.memberId) return 'requester';
  return caller.permissions.has('review.decide') ? undefined : 'role';
}
