import type { ReviewRow } from '../../../../src/contract/api/review.js';

/** Where what waits is seen to: a scan that this member may check, or else the version. */
export const toReview = ({ versionId, paper }: ReviewRow): string =>
  paper?.mayCheck === true ? `/paper/${paper.recordId}` : `/versions/${versionId}`;

/** Whether this member can do what it waits for. */
export const isMine = (row: ReviewRow): boolean => row.mayDecide || row.paper?.mayCheck === true;
