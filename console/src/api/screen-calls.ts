import {
  ScreenList,
  ScreenSetup,
  ScreenView,
  type ClaimScreen,
  type UpdateScreen,
} from '../../../src/contract/api/screens.js';
import { call, callVoid } from './http.js';

export const getScreens = (signal?: AbortSignal) => call(ScreenList, '/screens', { signal });
export const getScreensDown = (signal?: AbortSignal) =>
  call(ScreenList, '/screens?state=offline', { signal });
export const getScreenSetup = (signal?: AbortSignal) => call(ScreenSetup, '/screens/setup', { signal });
export const claimScreen = (body: ClaimScreen) =>
  call(ScreenView, '/screens/claim', { method: 'POST', body });
export const changeScreen = (id: string, body: UpdateScreen) =>
  callVoid(`/screens/${id}`, { method: 'PATCH', body });
