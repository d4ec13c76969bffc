import { PlaysReport, type PlaysQuery } from '../../../src/contract/api/plays.js';
import { call, callFile, withQuery } from './http.js';

export const getPlays = (query: PlaysQuery, signal?: AbortSignal) =>
  call(PlaysReport, withQuery('/plays', { ...query }), { signal });
export const getPlaysFile = (query: PlaysQuery) => callFile(withQuery('/plays.xlsx', { ...query }));
