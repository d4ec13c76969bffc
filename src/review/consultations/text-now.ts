import { sql } from 'kysely';
import type { AnnouncementStage } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Hash } from '../../contract/values.js';
import type { Db, Tx } from '../../store/database.js';

/** What of an announcement stands for disclosure now. */
export interface TextNow {
  stage: AnnouncementStage;
  correction_note: string | null;
  /** None: it is the draft. */
  version: { id: string; hash: Hash } | null;
  textHash: Hash;
}

/**
 * The version that waits, was approved, withheld or released; else the draft. In SQL over `announcement a` and, by a left
 * join, that version as `v`.
 */
export const joinVersionNow = sql`left join version v on v.id = a.current_version_id and (
  a.stage in ('review', 'approved', 'withheld', 'served') or (a.stage = 'released' and a.correction_note is null))`;
export const textHashNow = sql<Hash>`coalesce(v.text_hash, text_hash(a.title, a.body, a.category, a.issuer, a.doc_no,
  a.metadata, a.attachments, a.extras))`;

/** @throws HubError `not_found` also for another office's announcement */
export async function textNow(db: Db | Tx, officeId: string, announcementId: string): Promise<TextNow> {
  const { rows } = await sql<TextNow>`
    select a.stage, a.correction_note, ${textHashNow} as "textHash",
      case when v.id is not null then json_build_object('id', v.id, 'hash', v.hash) end as version
    from announcement a ${joinVersionNow}
    where a.id = ${announcementId} and a.office_id = ${officeId}`.execute(db);
  const [row] = rows;
  if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
  return row;
}
