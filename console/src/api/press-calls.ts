import { DeliveryDetail } from '../../../src/contract/api/delivery.js';
import { PickupPage, PressReleasePage } from '../../../src/contract/api/press.js';
import type { Answers } from '../../../src/contract/person.js';
import { call, withQuery, type Query } from './http.js';

export const getPressReleases = (filter: Query, signal?: AbortSignal) =>
  call(PressReleasePage, withQuery('/press/releases', filter), { signal });
export const getPickups = (filter: Query, signal?: AbortSignal) =>
  call(PickupPage, withQuery('/pickups', filter), { signal });
export const createPickup = (deliveryId: string, answers: Answers) =>
  call(DeliveryDetail, `/deliveries/${deliveryId}/pickups`, { method: 'POST', body: { answers } });
