import { API_PREFIX } from '../../../src/contract/api/common.js';
import {
  RecallAnswer,
  RecallPage,
  RecallProgress,
  RecallScope,
  type CreateRecall,
  type DecideRecall,
} from '../../../src/contract/api/recall.js';
import { call, withQuery, type Query } from './http.js';

export const getRecallScope = (id: string, signal?: AbortSignal) =>
  call(RecallScope, `/announcements/${id}/recall-scope`, { signal });
export const createRecall = (id: string, body: CreateRecall) =>
  call(RecallAnswer, `/announcements/${id}/recall`, { method: 'POST', body });
export const getRecalls = (filter: Query, signal?: AbortSignal) =>
  call(RecallPage, withQuery('/recalls', filter), { signal });
export const getRecall = (id: string, signal?: AbortSignal) =>
  call(RecallProgress, `/recalls/${id}`, { signal });
export const decideRecall = (id: string, body: DecideRecall) =>
  call(RecallProgress, `/recalls/${id}/decision`, { method: 'POST', body });
/** Where the document that proves a recall is. */
export const recallProofUrl = (id: string, kind: 'html' | 'pdf') =>
  `${API_PREFIX}/recalls/${id}/proof.${kind}`;
