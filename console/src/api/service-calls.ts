import { AnnouncementDetail } from '../../../src/contract/api/intake.js';
import { ServiceView, type RecordService } from '../../../src/contract/api/service.js';
import { call } from './http.js';

export const getService = (id: string, signal?: AbortSignal) =>
  call(ServiceView, `/announcements/${id}/service`, { signal });
export const recordService = (id: string, body: RecordService) =>
  call(ServiceView, `/announcements/${id}/service`, { method: 'POST', body });
export const setParty = (id: string, name: string) =>
  call(AnnouncementDetail, `/announcements/${id}/party`, { method: 'PUT', body: { name } });
