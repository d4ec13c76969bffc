import {
  AfterReviewList,
  AfterReviewView,
  DutyList,
  type SettleAfterReview,
} from '../../../src/contract/api/emergency.js';
import { VersionDetail, type Decide } from '../../../src/contract/api/review.js';
import { call } from './http.js';

type Signal = AbortSignal | undefined;

export const getDuty = (signal?: Signal) => call(DutyList, '/duty', { signal });
export const setDuty = (memberIds: readonly string[]) =>
  call(DutyList, '/duty', { method: 'PUT', body: { memberIds } });
export const approveOnDuty = (versionId: string, body: Decide) =>
  call(VersionDetail, `/versions/${versionId}/duty-approvals`, { method: 'POST', body });
export const getAfterReviews = (signal?: Signal) => call(AfterReviewList, '/after-reviews', { signal });
export const settleAfterReview = (versionId: string, body: SettleAfterReview) =>
  call(AfterReviewView, `/after-reviews/${versionId}/outcome`, { method: 'POST', body });
