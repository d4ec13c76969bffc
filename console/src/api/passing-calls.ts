import { AnnouncementDetail } from '../../../src/contract/api/intake.js';
import { DraftBlocks, type PassFindings } from '../../../src/contract/api/screening.js';
import { call, callVoid } from './http.js';

export const getBlocks = (id: string, signal?: AbortSignal) =>
  call(DraftBlocks, `/announcements/${id}/blocks`, { signal });
export const passFindings = (id: string, body: PassFindings) =>
  call(AnnouncementDetail, `/announcements/${id}/passes`, { method: 'POST', body });
export const askForPass = (id: string, revision: number) =>
  callVoid(`/announcements/${id}/passes/ask`, { method: 'POST', body: { revision } });
