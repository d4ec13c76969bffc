import { MetadataRule, type SetMetadataRule } from '../../../src/contract/api/metadata.js';
import { TemplateBoard, type TargetSet, type Template } from '../../../src/contract/api/templates.js';
import { call, withQuery } from './http.js';

type Signal = AbortSignal | undefined;

export const getTemplates = (signal?: Signal) => call(TemplateBoard, '/templates', { signal });
export const setTemplate = (body: Template) => call(TemplateBoard, '/templates', { method: 'PUT', body });
export const removeTemplate = (name: string) =>
  call(TemplateBoard, withQuery('/templates', { name }), { method: 'DELETE' });
export const setTargetSet = (body: TargetSet) =>
  call(TemplateBoard, '/templates/target-sets', { method: 'PUT', body });
export const removeTargetSet = (name: string) =>
  call(TemplateBoard, withQuery('/templates/target-sets', { name }), { method: 'DELETE' });
export const getMetadataRule = (signal?: Signal) => call(MetadataRule, '/metadata-rule', { signal });
export const setMetadataRule = (body: SetMetadataRule) =>
  call(MetadataRule, '/metadata-rule', { method: 'PUT', body });
