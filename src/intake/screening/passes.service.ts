import { Inject, Injectable } from '@nestjs/common';
import {
  openBlocks,
  passesFor,
  type AnnouncementDetail,
  type DraftBlocks,
  type Finding,
  type PassFindings,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { AnnouncementRows } from '../announcement-rows.js';
import type { AnnouncementRecord } from '../draft-fields.js';
import { lockAnnouncement, requireRevision, requireUnlocked } from '../lock.js';
import { Rehearsals } from '../rehearsal.service.js';
import { passesOf } from './passes.js';

/** Lets a second person say why what blocks a draft may stay. */
@Injectable()
export class Passes {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly rehearsals: Rehearsals,
    private readonly rows: AnnouncementRows,
  ) {}

  /** What of the saved draft still blocks; nothing while it is in review or out. @throws HubError `not_found` */
  async open(caller: Caller, id: string): Promise<DraftBlocks> {
    const { draft, locked } = await this.rows.detail(caller.officeId, id);
    return { revision: draft.revision, findings: locked ? [] : await this.blocks(caller.officeId, id) };
  }

  /**
   * Writes down why findings of the draft at `revision` stay.
   * @throws HubError `drafter_may_not_decide`, `stale_revision`, `wrong_state` when it is locked or a finding blocks it no
   * longer, `not_found`
   */
  async pass(caller: Caller, id: string, { revision, reasons }: PassFindings): Promise<AnnouncementDetail> {
    const open = new Set((await this.blocks(caller.officeId, id)).map((finding) => finding.id));
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const row = await this.lock(tx, caller, id, revision);
      if (row.drafter_id === caller.memberId)
        throw new HubError('drafter_may_not_decide', 'What blocks a draft is let pass by somebody else.');
      const findings = Object.keys(reasons);
      if (findings.length === 0 || !findings.every((finding) => open.has(finding)))
        throw new HubError('wrong_state', 'A finding does not block it any more: look at it again.');
      await tx
        .insertInto('finding_pass')
        .values(
          Object.entries(reasons).map(([finding, reason]) => ({
            announcement_id: id,
            office_id: caller.officeId,
            member_id: caller.memberId,
            finding,
            reason,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await this.record(tx, caller, id, 'screening.passed', { revision, answers: reasons });
    });
    return this.rows.detail(caller.officeId, id);
  }

  /**
   * Asks those who may let pass what blocks the draft at `revision` to look at it.
   * @throws HubError `wrong_state` when it is locked or nothing blocks it, `stale_revision`, `not_found`
   */
  async ask(caller: Caller, id: string, revision: number): Promise<void> {
    const open = await this.blocks(caller.officeId, id);
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await this.lock(tx, caller, id, revision);
      if (open.length === 0) throw new HubError('wrong_state', 'Nothing blocks it any more.');
      await this.record(tx, caller, id, 'screening.asked', { revision, open: open.map((one) => one.id) });
    });
  }

  private async blocks(officeId: string, id: string): Promise<Finding[]> {
    const row = await this.db
      .selectFrom('announcement')
      .selectAll()
      .where('id', '=', id)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
    const [findings, passes] = await Promise.all([this.rehearsals.findings(row), passesOf(this.db, id)]);
    return openBlocks(findings, passesFor(passes, [row.drafter_id]));
  }

  private async lock(tx: Tx, caller: Caller, id: string, revision: number): Promise<AnnouncementRecord> {
    const row = await lockAnnouncement(tx, caller.officeId, id);
    await requireUnlocked(tx, row);
    requireRevision(row, revision);
    return row;
  }

  private async record(
    tx: Tx,
    { officeId, memberId }: Caller,
    id: string,
    kind: string,
    data: Parameters<typeof appendLedger>[1][number]['data'],
  ): Promise<void> {
    await appendLedger(tx, [
      { officeId, actor: `member:${memberId}`, kind, announcementId: id, subjectId: id, data },
    ]);
    await announceChange(tx, officeId, { topic: 'announcement', ids: [id] });
  }
}
