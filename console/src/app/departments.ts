import { queryOptions } from '@tanstack/react-query';
import { getDepartments } from '../api/people-calls.js';

/** The office's departments; they rarely change. */
export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) => getDepartments(signal),
  staleTime: 5 * 60_000,
});
