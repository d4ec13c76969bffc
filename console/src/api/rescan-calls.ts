import { RescanView, type DismissRescan } from '../../../src/contract/api/rescan.js';
import { call, callVoid } from './http.js';

export const getRescan = (signal?: AbortSignal) => call(RescanView, '/rescan', { signal });
export const askRescan = () => callVoid('/rescan', { method: 'POST' });
export const dismissRescan = (announcementId: string, body: DismissRescan) =>
  callVoid(`/announcements/${announcementId}/rescan/dismissal`, { method: 'POST', body });
