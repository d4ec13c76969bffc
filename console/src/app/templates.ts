import { queryOptions, useQuery } from '@tanstack/react-query';
import { getTemplates } from '../api/template-calls.js';

/** What announcements begin with, and sets of targets; they rarely change. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => getTemplates(signal),
  staleTime: 5 * 60_000,
});

export function useTemplates() {
  return useQuery(templatesQuery);
}
