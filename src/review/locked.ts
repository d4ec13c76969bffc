import { sql } from 'kysely';
import { HubError } from '../contract/errors.js';
import type { Tx } from '../store/database.js';
import { procedureOf } from './procedure.js';

/** A version as it stands while its announcement is locked. */
export type LockedVersion = Awaited<ReturnType<typeof lockVersion>>;

/**
 * The version with its announcement locked, so that nothing moves between look and decision.
 * @throws HubError `not_found` for another office's
 */
export async function lockVersion(tx: Tx, officeId: string, versionId: string) {
  const row = await tx
    .selectFrom('version')
    .innerJoin('announcement', 'announcement.id', 'version.announcement_id')
    .innerJoin('member', 'member.id', 'version.submitted_by')
    .select([
      'version.hash',
      'version.text_hash',
      'version.procedure',
      'member.department_id',
      'version.submitted_by',
      'version.submitted_at',
      'version.announcement_id',
      'announcement.stage',
      'announcement.drafter_id',
      'announcement.current_version_id',
      'announcement.correction_note',
      sql<string>`version.content ->> 'category'`.as('category'),
    ])
    .where('version.id', '=', versionId)
    .where('version.office_id', '=', officeId)
    .forUpdate('announcement')
    .executeTakeFirst();
  if (!row) throw new HubError('not_found', 'there is no such version in this office');
  const renditions = await tx
    .selectFrom('rendition')
    .select(['target_id', 'hash'])
    .where('version_id', '=', versionId)
    .execute();
  const decided = await tx
    .selectFrom('decision')
    .select(['step', 'member_id as memberId', 'for_member_id as forId'])
    .where('version_id', '=', versionId)
    .execute();
  return {
    id: versionId,
    officeId,
    announcementId: row.announcement_id,
    procedure: procedureOf(row.procedure),
    department: row.department_id,
    category: row.category,
    drafterId: row.submitted_by,
    drafters: [row.submitted_by, row.drafter_id],
    submittedAt: row.submitted_at,
    hash: row.hash,
    textHash: row.text_hash,
    /** It corrects what is out. */
    corrects: row.correction_note !== null,
    stage: row.stage,
    /** Undefined when it was taken back; another one when a newer version was submitted. */
    currentId: row.current_version_id ?? undefined,
    renditions: Object.fromEntries(renditions.map((rendition) => [rendition.target_id, rendition.hash])),
    decided,
  };
}
