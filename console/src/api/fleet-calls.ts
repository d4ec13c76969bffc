import {
  BulkResults,
  ScreenDetail,
  type BulkAction,
  type BulkRequest,
  type ScreenFilter,
} from '../../../src/contract/api/fleet.js';
import { API_PREFIX } from '../../../src/contract/api/prefix.js';
import { AlertPage, AlertRule, type AcknowledgeAlerts } from '../../../src/contract/api/screen-alerts.js';
import { ScreenList } from '../../../src/contract/api/screens.js';
import type { CommandKind } from '../../../src/contract/display-commands.js';
import { call, callVoid, withQuery, type Query } from './http.js';

export const getFleet = (filter: ScreenFilter, signal?: AbortSignal) =>
  call(ScreenList, withQuery('/screens', filter), { signal });
export const getScreen = (id: string, signal?: AbortSignal) =>
  call(ScreenDetail, `/screens/${id}`, { signal });
export const actOnScreens = (ids: string[], action: BulkAction) =>
  call(BulkResults, '/screens/bulk', { method: 'POST', body: { ids, action } satisfies BulkRequest });
export const askScreen = (id: string, kind: CommandKind) =>
  callVoid(`/screens/${id}/commands`, { method: 'POST', body: { kind } });
/** A picture of what a screen showed, by the id of the command that asked for it. */
export const screenshotUrl = (id: string): string => `${API_PREFIX}/screenshots/${id}`;

export const getAlerts = (query: Query, signal?: AbortSignal) =>
  call(AlertPage, withQuery('/screen-alerts', query), { signal });
export const acknowledgeAlerts = (body: AcknowledgeAlerts) =>
  call(BulkResults, '/screen-alerts/acknowledge', { method: 'POST', body });
export const getAlertRule = (signal?: AbortSignal) => call(AlertRule, '/screen-alerts/rule', { signal });
export const setAlertRule = (body: AlertRule) =>
  call(AlertRule, '/screen-alerts/rule', { method: 'PUT', body });
