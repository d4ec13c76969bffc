import { ProgrammeView, type SaveProgramme } from '../../../src/contract/api/programmes.js';
import { call } from './http.js';

export const getProgramme = (targetId: string, signal?: AbortSignal) =>
  call(ProgrammeView, `/targets/${targetId}/programme`, { signal });
export const saveProgramme = (targetId: string, body: SaveProgramme) =>
  call(ProgrammeView, `/targets/${targetId}/programme`, { method: 'PUT', body });
