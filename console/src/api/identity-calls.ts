import { SignOnBegun } from '../../../src/contract/api/sign-on.js';
import { call, callVoid } from './http.js';

/** Begins to link the member's own account; the answer says where the browser goes. */
export const beginIdentityLink = () => call(SignOnBegun, '/me/identity', { method: 'POST', body: {} });
export const unlinkIdentity = () => callVoid('/me/identity', { method: 'DELETE' });
