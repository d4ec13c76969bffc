import { API_PREFIX } from '../../../src/contract/api/common.js';
import {
  PaperRecordView,
  SlipView,
  VersionPaper,
  type CheckPaper,
  type RecordPaper,
} from '../../../src/contract/api/paper.js';
import { call } from './http.js';

type Signal = AbortSignal | undefined;

export const getVersionPaper = (versionId: string, signal?: Signal) =>
  call(VersionPaper, `/versions/${versionId}/paper`, { signal });
export const printSlip = (versionId: string) =>
  call(SlipView, `/versions/${versionId}/slip`, {
    method: 'POST',
    body: { consoleUrl: window.location.origin },
  });
export const getSlip = (code: string, signal?: Signal) =>
  call(SlipView, `/slips/${encodeURIComponent(code)}`, { signal });
/** Where the sheet is, to be printed. */
export const slipPageUrl = (code: string) => `${API_PREFIX}/slips/${encodeURIComponent(code)}/page.html`;
export const recordPaper = (code: string, body: RecordPaper) =>
  call(PaperRecordView, `/slips/${encodeURIComponent(code)}/records`, { method: 'POST', body });
export const getPaperRecord = (id: string, signal?: Signal) =>
  call(PaperRecordView, `/paper-records/${id}`, { signal });
export const scanUrl = (id: string) => `${API_PREFIX}/paper-records/${id}/scan`;
export const checkPaper = (id: string, body: CheckPaper) =>
  call(PaperRecordView, `/paper-records/${id}/check`, { method: 'POST', body });
