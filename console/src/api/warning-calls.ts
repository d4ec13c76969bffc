import {
  LiftAnswer,
  WarningBoard,
  WarningSourceList,
  WarningTemplateList,
  WarningView,
  type BeginSlate,
  type EndWarning,
  type PrepareWarning,
  type WarningSource,
  type WarningTemplate,
} from '../../../src/contract/api/warnings.js';
import { call, callVoid } from './http.js';

export const getWarnings = (signal?: AbortSignal) => call(WarningBoard, '/warnings', { signal });
export const prepareWarning = (body: PrepareWarning) =>
  call(WarningView, '/warnings', { method: 'POST', body });
export const importWarning = (xml: string) =>
  call(WarningView, '/warnings/import', { method: 'POST', body: { xml } });
export const startWarning = (id: string, targetIds: string[]) =>
  call(WarningView, `/warnings/${id}/start`, { method: 'POST', body: { targetIds } });
export const endWarning = (id: string, body: EndWarning) =>
  call(WarningView, `/warnings/${id}/end`, { method: 'POST', body });
export const beginSlate = (body: BeginSlate) => call(WarningBoard, '/slates', { method: 'POST', body });
export const liftSlate = (id: string) => call(LiftAnswer, `/slates/${id}/lift`, { method: 'POST' });
export const getWarningSources = (signal?: AbortSignal) =>
  call(WarningSourceList, '/warning-sources', { signal });
export const addWarningSource = (body: WarningSource) =>
  call(WarningSourceList, '/warning-sources', { method: 'POST', body });
export const dropWarningSource = (id: string) => callVoid(`/warning-sources/${id}`, { method: 'DELETE' });
export const getWarningTemplates = (signal?: AbortSignal) =>
  call(WarningTemplateList, '/warning-templates', { signal });
export const keepWarningTemplate = (body: WarningTemplate) =>
  call(WarningTemplateList, '/warning-templates', { method: 'PUT', body });
