import {
  ChannelView,
  TargetSettings,
  TargetView,
  type CreateTarget,
  type UpdateTarget,
} from '../../../src/contract/api/targets.js';
import { z } from 'zod';
import { call } from './http.js';

export const getTargets = () => call(z.array(TargetView), '/targets');
export const getChannels = (signal?: AbortSignal) =>
  call(z.array(ChannelView), '/targets/channels', { signal });
export const getTargetSettings = (id: string, signal?: AbortSignal) =>
  call(TargetSettings, `/targets/${id}/settings`, { signal });
export const createTarget = (body: CreateTarget) => call(TargetView, '/targets', { method: 'POST', body });
export const changeTarget = (id: string, body: UpdateTarget) =>
  call(TargetView, `/targets/${id}`, { method: 'PATCH', body });
