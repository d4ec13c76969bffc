import {
  PenView,
  PresenceView,
  RestoredDraft,
  RevisionDetail,
  RevisionList,
  type BeatPen,
  type Place,
  type RestoreRevision,
} from '../../../src/contract/api/editing.js';
import { tab } from '../lib/tab.js';
import { call, callVoid } from './http.js';

type Signal = AbortSignal | undefined;
const of = (id: string, what: string) => `/announcements/${id}/${what}`;

export const beatPen = (id: string, body: Omit<BeatPen, 'tab'>, signal?: Signal) =>
  call(PenView, of(id, 'pen'), { method: 'PUT', body: { ...body, tab }, signal });
export const askForPen = (id: string) => call(PenView, of(id, 'pen/ask'), { method: 'POST', body: { tab } });
export const answerPen = (id: string, give: boolean) =>
  call(PenView, of(id, 'pen/answer'), { method: 'POST', body: { tab, give } });
export const leavePen = (id: string) =>
  callVoid(of(id, 'pen/leave'), { method: 'POST', body: { tab }, keepalive: true });

export const beatPresence = (id: string, place: Place, signal?: Signal) =>
  call(PresenceView, of(id, 'presence'), { method: 'PUT', body: { tab, place }, signal });
export const leavePresence = (id: string) =>
  callVoid(of(id, 'presence/leave'), { method: 'POST', body: { tab }, keepalive: true });

export const getRevisions = (id: string, signal?: Signal) =>
  call(RevisionList, of(id, 'revisions'), { signal });
export const getRevision = (id: string, revision: string, signal?: Signal) =>
  call(RevisionDetail, of(id, `revisions/${revision}`), { signal });
export const restoreRevision = (id: string, revision: string, body: RestoreRevision) =>
  call(RestoredDraft, of(id, `revisions/${revision}/restore`), { method: 'POST', body });
