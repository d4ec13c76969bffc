import {
  AnnouncementNotice,
  ObjectionList,
  OpenNoticeList,
  type CloseNotice,
  type ExtendNotice,
  type RecordObjection,
  type SettleObjection,
} from '../../../src/contract/api/notices.js';
import { call, callVoid } from './http.js';

export const getNotice = (announcementId: string, signal?: AbortSignal) =>
  call(AnnouncementNotice, `/announcements/${announcementId}/notice`, { signal });
export const getOpenNotices = (signal?: AbortSignal) => call(OpenNoticeList, '/notices', { signal });
export const extendNotice = (announcementId: string, body: ExtendNotice) =>
  callVoid(`/announcements/${announcementId}/notice/extension`, { method: 'POST', body });
export const closeNotice = (announcementId: string, body: CloseNotice) =>
  callVoid(`/announcements/${announcementId}/notice/closing`, { method: 'POST', body });
export const getObjections = (announcementId: string, signal?: AbortSignal) =>
  call(ObjectionList, `/announcements/${announcementId}/objections`, { signal });
export const recordObjection = (announcementId: string, body: RecordObjection) =>
  callVoid(`/announcements/${announcementId}/objections`, { method: 'POST', body });
export const settleObjection = (id: string, body: SettleObjection) =>
  callVoid(`/objections/${id}/result`, { method: 'POST', body });
