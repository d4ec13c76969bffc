import {
  AccountView,
  RecoveryCodes,
  SecondFactorBegun,
  TokenWithSecret,
  type CreateToken,
} from '../../../src/contract/api/people.js';
import { call, callVoid } from './http.js';

export const getAccount = (signal?: AbortSignal) => call(AccountView, '/me/account', { signal });
export const endSession = (id: string) => callVoid(`/me/sessions/${id}`, { method: 'DELETE' });
export const endOtherSessions = () => callVoid('/me/sessions', { method: 'DELETE' });
export const beginSecondFactor = () =>
  call(SecondFactorBegun, '/me/second-factor', { method: 'POST', body: {} });
export const confirmSecondFactor = (code: string) =>
  call(RecoveryCodes, '/me/second-factor/confirm', { method: 'POST', body: { code } });
export const removeSecondFactor = () => callVoid('/me/second-factor', { method: 'DELETE' });
export const createToken = (body: CreateToken) =>
  call(TokenWithSecret, '/me/tokens', { method: 'POST', body });
export const revokeToken = (id: string) => callVoid(`/me/tokens/${id}`, { method: 'DELETE' });
