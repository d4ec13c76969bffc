import { Me } from '../../../src/contract/api/common.js';
import { call } from './http.js';

export const getMe = () => call(Me, '/me');
