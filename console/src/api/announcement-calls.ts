import {
  AnnouncementDetail,
  AnnouncementPage,
  AttachedFile,
  PreviewAnswer,
  SavedDraft,
  SubmittedVersion,
  type BeginCorrection,
  type CleanFile,
  type CreateDraft,
  type PreviewDraft,
  type SaveDraft,
} from '../../../src/contract/api/intake.js';
import type { Hash } from '../../../src/contract/values.js';
import { z } from 'zod';
import { call, callVoid, withQuery, type Query } from './http.js';

export const getAnnouncements = (filter: Query, signal?: AbortSignal) =>
  call(AnnouncementPage, withQuery('/announcements', filter), { signal });
export const announcementPath = (id: string) => `/announcements/${id}`;
export const getAnnouncement = (id: string, signal?: AbortSignal) =>
  call(AnnouncementDetail, announcementPath(id), { signal });
export const createDraft = (body: CreateDraft) =>
  call(AnnouncementDetail, '/announcements', { method: 'POST', body });
/** A new draft with what this one said and where it went. */
export const copyAnnouncement = (id: string) =>
  call(AnnouncementDetail, `/announcements/${id}/copy`, { method: 'POST', body: {} });
export const saveDraft = (id: string, body: SaveDraft, keepalive = false) =>
  call(SavedDraft, `/announcements/${id}/draft`, { method: 'PUT', body, keepalive });
export const deleteDraft = (id: string) => callVoid(`/announcements/${id}`, { method: 'DELETE' });
export const previewDraft = (body: PreviewDraft, signal?: AbortSignal) =>
  call(PreviewAnswer, '/announcements/preview', { method: 'POST', body, signal });
export const submitDraft = (id: string, revision: number) =>
  call(SubmittedVersion, `/announcements/${id}/submit`, { method: 'POST', body: { revision } });
/** A cleaned or masked copy of a file; the file itself stays. */
export const cleanBlob = (hash: Hash, body: z.input<typeof CleanFile>) =>
  call(AttachedFile, `/blobs/${hash}/clean`, { method: 'POST', body });
export const withdrawSubmission = (id: string) =>
  call(AnnouncementDetail, `/announcements/${id}/withdraw`, { method: 'POST', body: {} });
export const beginCorrection = (id: string, body: BeginCorrection) =>
  call(AnnouncementDetail, `/announcements/${id}/correction`, { method: 'POST', body });
export const discardCorrection = (id: string) =>
  call(AnnouncementDetail, `/announcements/${id}/correction`, { method: 'DELETE' });
