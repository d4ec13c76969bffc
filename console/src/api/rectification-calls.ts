import { z } from 'zod';
import {
  RectificationPage,
  RectificationView,
  type MoveRectification,
  type OpenRectification,
  type SetAffectedNotice,
  type SettleRectification,
  type SubmitRectification,
  type WriteRectification,
} from '../../../src/contract/api/rectification.js';
import { call, callVoid, withQuery } from './http.js';

type Signal = AbortSignal | undefined;
type Query = Parameters<typeof withQuery>[1];

const Opened = z.object({ id: z.string() });

export const getRectifications = (query: Query, signal?: Signal) =>
  call(RectificationPage, withQuery('/rectifications', query), { signal });
export const getRectification = (id: string, signal?: Signal) =>
  call(RectificationView, `/rectifications/${id}`, { signal });
export const openRectification = (announcementId: string, body: OpenRectification) =>
  call(Opened, `/announcements/${announcementId}/rectifications`, { method: 'POST', body });
export const writeRectification = (id: string, body: WriteRectification) =>
  callVoid(`/rectifications/${id}/text`, { method: 'PUT', body });
export const setAffectedNotice = (id: string, body: SetAffectedNotice) =>
  callVoid(`/rectifications/${id}/notice`, { method: 'PUT', body });
export const moveRectification = (id: string, body: MoveRectification) =>
  callVoid(`/rectifications/${id}/deadline`, { method: 'PUT', body });
export const submitRectification = (id: string, body: SubmitRectification) =>
  callVoid(`/rectifications/${id}/submission`, { method: 'POST', body });
export const settleRectification = (id: string, body: SettleRectification) =>
  callVoid(`/rectifications/${id}/sign-off`, { method: 'POST', body });
