import { DeliveryDetail } from '../../../src/contract/api/delivery.js';
import { HandoffView, TaskPage } from '../../../src/contract/api/tasks.js';
import type { Answers } from '../../../src/contract/person.js';
import { call, withQuery, type Query } from './http.js';

export const getTasks = (filter: Query, signal?: AbortSignal) =>
  call(TaskPage, withQuery('/tasks', filter), { signal });
export const answerTask = (id: string, answers: Answers) =>
  call(DeliveryDetail, `/tasks/${id}/answers`, { method: 'POST', body: { answers } });
export const getHandoff = (deliveryId: string, signal?: AbortSignal) =>
  call(HandoffView, `/deliveries/${deliveryId}/handoff`, { signal });
