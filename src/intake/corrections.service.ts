import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';
import {
  DraftFields,
  type AnnouncementDetail,
  type AnnouncementStage,
  type BeginCorrection,
} from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { Id } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { AnnouncementRows } from './announcement-rows.js';
import { toColumns, toFields } from './draft-fields.js';
import { requireNobodyElse } from './editing/lease.js';
import { keepRevision } from './history/keep.js';
import { isOut, lockAnnouncement, lockedBecause } from './lock.js';
import { keepWords } from './search/keep.js';

/** What a discarded correction goes back to. */
const Before = z.object({ versionId: Id, fields: DraftFields });

/** A correction of what is out: its draft can be changed while the version before it stays where it is. */
@Injectable()
export class Corrections {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly rows: AnnouncementRows,
  ) {}

  /**
   * Unlocks the draft. `note` says what is corrected and why; every channel shows it above the corrected text.
   * @throws HubError `wrong_state` when nothing is out, it waits in review, or a correction has begun; `not_found`
   */
  async begin(caller: Caller, id: string, { note }: BeginCorrection): Promise<AnnouncementDetail> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const row = await lockAnnouncement(tx, caller.officeId, id);
      if (row.correction_note !== null) throw new HubError('wrong_state', 'its correction has begun already');
      if ((await lockedBecause(tx, row)) !== 'out' || row.current_version_id === null)
        throw new HubError('wrong_state', 'only what is out can be corrected; change the draft instead');
      const before = { versionId: row.current_version_id, fields: toFields(row) };
      await tx
        .updateTable('announcement')
        .set({
          correction_note: note,
          before_correction: JSON.stringify(before),
          updated_at: sql<Date>`hub_now()`,
        })
        .where('id', '=', id)
        .execute();
      await this.record(tx, caller, id, 'correction.begun', { note });
    });
    return this.rows.detail(caller.officeId, id);
  }

  /**
   * Back to what is out; the correction's text stays in the history.
   * @throws HubError `wrong_state` without a correction or while it waits in review, `pen_held`, `not_found`
   */
  async discard(caller: Caller, id: string): Promise<AnnouncementDetail> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const row = await lockAnnouncement(tx, caller.officeId, id);
      if (row.correction_note === null) throw new HubError('wrong_state', 'nothing is being corrected');
      if (row.stage === 'review') throw new HubError('wrong_state', 'it waits in review: take it back first');
      const { versionId, fields } = Before.parse(row.before_correction);
      const columns = toColumns(fields, fields.attachments);
      await requireNobodyElse(tx, id, caller.memberId);
      await keepRevision(tx, row, 'always');
      await tx
        .updateTable('announcement')
        .set({
          ...columns,
          revision: row.revision + 1,
          edited_by: caller.memberId,
          edited_at: sql<Date>`hub_now()`,
          stage: await this.stageWithout(tx, id),
          current_version_id: versionId,
          correction_note: null,
          before_correction: null,
          updated_at: sql<Date>`hub_now()`,
        })
        .where('id', '=', id)
        .execute();
      await keepWords(tx, [{ id, office_id: caller.officeId, ...columns }]);
      await this.record(tx, caller, id, 'correction.discarded', {});
    });
    return this.rows.detail(caller.officeId, id);
  }

  /** Where it stands once nothing corrects it: out, taken back meanwhile, or never let out. */
  private async stageWithout(tx: Tx, id: string): Promise<AnnouncementStage> {
    if (await isOut(tx, id)) return 'released';
    const { rows } = await sql<{ was: boolean }>`
      select exists (select from delivery where announcement_id = ${id} and state = 'gone') as was`.execute(
      tx,
    );
    return rows[0]?.was === true ? 'recalled' : 'approved';
  }

  private async record(
    tx: Tx,
    caller: Caller,
    announcementId: string,
    kind: string,
    data: Record<string, string>,
  ): Promise<void> {
    const actor = `member:${caller.memberId}` as const;
    const { officeId } = caller;
    await appendLedger(tx, [{ officeId, actor, kind, announcementId, subjectId: announcementId, data }]);
    await announceChange(tx, officeId, { topic: 'announcement', ids: [announcementId] });
  }
}

const characters: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What stands above a corrected text, as sanitised HTML that every channel can carry. */
export function correctionNotice(note: string): string {
  return `<p><strong>更正说明：</strong>${note.replace(/[&<>"]/g, (sign) => characters[sign] ?? sign)}</p>`;
}
