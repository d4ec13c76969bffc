import type { AnnouncementRow } from '../../../src/contract/api/intake.js';

/** Where a person goes on with an announcement: the draft, the review, or the record. */
export function placeOf(
  row: Pick<AnnouncementRow, 'id' | 'stage' | 'versionId' | 'audience'>,
  mayWrite: boolean,
): string {
  if ((row.stage === 'drafting' || row.stage === 'returned') && mayWrite)
    return `/announcements/${row.id}/edit`;
  // The record is where it is served.
  if (row.stage === 'approved' && row.audience === 'specific') return `/announcements/${row.id}`;
  if ((row.stage === 'review' || row.stage === 'approved') && row.versionId !== undefined) {
    return `/versions/${row.versionId}`;
  }
  return `/announcements/${row.id}`;
}
