import { Statistics, type StatisticsQuery } from '../../../src/contract/api/statistics.js';
import { call, callFile, withQuery } from './http.js';

/** The register of what was released in a span, as a workbook or on paper. */
export const getRegister = ({ form, ...span }: { form: 'xlsx' | 'pdf'; from?: string; to?: string }) =>
  callFile(withQuery(`/register.${form}`, span));
export const getStatistics = (days: StatisticsQuery, signal?: AbortSignal) =>
  call(Statistics, withQuery('/statistics', days), { signal });
export const getStatisticsFile = (days: StatisticsQuery) => callFile(withQuery('/statistics.xlsx', days));
