import { DelegationList, type CreateDelegation } from '../../../src/contract/api/delegations.js';
import { call } from './http.js';

export const getDelegations = (signal?: AbortSignal) => call(DelegationList, '/delegations', { signal });
export const createDelegation = (body: CreateDelegation) =>
  call(DelegationList, '/delegations', { method: 'POST', body });
export const revokeDelegation = (id: string) =>
  call(DelegationList, `/delegations/${id}`, { method: 'DELETE' });
