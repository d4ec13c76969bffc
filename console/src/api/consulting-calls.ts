import {
  ConsultationList,
  PendingConsultationList,
  ReviewTerms,
  type AskConsultation,
  type ConfirmConsultation,
  type ReplyConsultation,
  type WithdrawConsultation,
} from '../../../src/contract/api/consultations.js';
import { WithheldList, WithholdingList, type Reappraise } from '../../../src/contract/api/withholding.js';
import { call, callVoid } from './http.js';

type Signal = AbortSignal | undefined;

export const getConsultations = (announcementId: string, signal?: Signal) =>
  call(ConsultationList, `/announcements/${announcementId}/consultations`, { signal });
export const getPendingConsultations = (signal?: Signal) =>
  call(PendingConsultationList, '/consultations', { signal });
export const askConsultation = (announcementId: string, body: AskConsultation) =>
  callVoid(`/announcements/${announcementId}/consultations`, { method: 'POST', body });
export const replyConsultation = (id: string, body: ReplyConsultation) =>
  callVoid(`/consultations/${id}/reply`, { method: 'POST', body });
export const withdrawConsultation = (id: string, body: WithdrawConsultation) =>
  callVoid(`/consultations/${id}/withdrawal`, { method: 'POST', body });
export const confirmConsultation = (id: string, body: ConfirmConsultation) =>
  callVoid(`/consultations/${id}/confirmation`, { method: 'POST', body });

export const getWithheld = (signal?: Signal) => call(WithheldList, '/withheld', { signal });
export const getWithholding = (announcementId: string, signal?: Signal) =>
  call(WithholdingList, `/announcements/${announcementId}/withholding`, { signal });
export const reappraise = (announcementId: string, body: Reappraise) =>
  call(WithholdingList, `/announcements/${announcementId}/reappraisal`, { method: 'POST', body });

export const getReviewTerms = (signal?: Signal) => call(ReviewTerms, '/review-terms', { signal });
export const setReviewTerms = (body: ReviewTerms) =>
  call(ReviewTerms, '/review-terms', { method: 'PUT', body });
