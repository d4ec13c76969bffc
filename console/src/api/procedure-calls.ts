import { ProcedureView, type Procedure } from '../../../src/contract/api/procedure.js';
import { z } from 'zod';
import { call, withQuery } from './http.js';

export const getProcedures = (signal?: AbortSignal) =>
  call(z.array(ProcedureView), '/procedures', { signal });
export const setProcedure = (category: string, procedure: Procedure) =>
  call(z.array(ProcedureView), '/procedures', { method: 'PUT', body: { category, procedure } });
export const removeProcedure = (category: string) =>
  call(z.array(ProcedureView), withQuery('/procedures', { category }), { method: 'DELETE' });
