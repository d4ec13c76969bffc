import { ReleaseView } from '../../../src/contract/api/delivery.js';
import {
  ReviewPage,
  VersionDetail,
  type CreateRelease,
  type Decide,
} from '../../../src/contract/api/review.js';
import { call, withQuery, type Query } from './http.js';

export const getReviews = (filter: Query, signal?: AbortSignal) =>
  call(ReviewPage, withQuery('/reviews', filter), { signal });
export const getVersion = (id: string, signal?: AbortSignal) =>
  call(VersionDetail, `/versions/${id}`, { signal });
export const decide = (id: string, body: Decide) =>
  call(VersionDetail, `/versions/${id}/decisions`, { method: 'POST', body });
export const createRelease = (versionId: string, body: CreateRelease) =>
  call(ReleaseView, `/versions/${versionId}/release`, { method: 'POST', body });
