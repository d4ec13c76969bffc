import {
  BoardPage,
  DeliveryDetail,
  ReleaseGroupList,
  ReleaseGroupView,
  type CreateReleaseGroup,
  type RepairDelivery,
  type ResolveDelivery,
} from '../../../src/contract/api/delivery.js';
import { call, callVoid, withQuery, type Query } from './http.js';

export const createReleaseGroup = (body: CreateReleaseGroup) =>
  call(ReleaseGroupView, '/release-groups', { method: 'POST', body });
/** Those that have neither gone nor been dissolved. */
export const getReleaseGroups = (signal?: AbortSignal) =>
  call(ReleaseGroupList, '/release-groups', { signal });
export const getReleaseGroup = (id: string, signal?: AbortSignal) =>
  call(ReleaseGroupView, `/release-groups/${id}`, { signal });
export const dissolveReleaseGroup = (id: string) =>
  call(ReleaseGroupView, `/release-groups/${id}/dissolve`, { method: 'POST', body: {} });
export const getBoard = (filter: Query, signal?: AbortSignal) =>
  call(BoardPage, withQuery('/board', filter), { signal });
export const getDelivery = (id: string, signal?: AbortSignal) =>
  call(DeliveryDetail, `/deliveries/${id}`, { signal });
export const resolveDelivery = (id: string, body: ResolveDelivery) =>
  callVoid(`/deliveries/${id}/resolve`, { method: 'POST', body });
export const repairDelivery = (id: string, body: RepairDelivery) =>
  callVoid(`/deliveries/${id}/repair`, { method: 'POST', body });
export const moveRelease = (id: string, publishAt: string) =>
  callVoid(`/releases/${id}/move`, { method: 'POST', body: { publishAt } });
