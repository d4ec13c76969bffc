import { API_PREFIX } from '../../../src/contract/api/common.js';
import { AnnouncementRecord, LedgerPage, PersonalReadPage } from '../../../src/contract/api/delivery.js';
import { call, callFile, withQuery, type Query } from './http.js';

/** Where a picture stands that somebody added to a report on a delivery. */
export const evidenceUrl = (deliveryId: string, hash: string): string =>
  `${API_PREFIX}/deliveries/${deliveryId}/evidence/${hash}`;
export const getRecord = (id: string, signal?: AbortSignal) =>
  call(AnnouncementRecord, `/announcements/${id}/record`, { signal });
export const getPersonalReads = (filter: Query, signal?: AbortSignal) =>
  call(PersonalReadPage, withQuery('/personal-reads', filter), { signal });
export const getReceipt = (announcementId: string) => callFile(`/announcements/${announcementId}/receipt`);
/** The script that checks receipts. */
export const receiptScriptUrl = `${API_PREFIX}/receipts/verify-receipt.mjs`;
export const getLedger = (filter: Query, signal?: AbortSignal) =>
  call(LedgerPage, withQuery('/ledger', filter), { signal });
