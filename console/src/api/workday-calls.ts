import {
  WorkdayYearList,
  WorkdayYearView,
  type SaveWorkdayYear,
  type WorkdayQuery,
} from '../../../src/contract/api/workdays.js';
import { call, withQuery } from './http.js';

export const getWorkdays = (years: WorkdayQuery, signal?: AbortSignal) =>
  call(WorkdayYearList, withQuery('/workdays', years), { signal });
export const saveWorkdays = (body: SaveWorkdayYear) =>
  call(WorkdayYearView, '/workdays', { method: 'PUT', body });
