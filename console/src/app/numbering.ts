import { queryOptions } from '@tanstack/react-query';
import { getMetadataRule } from '../api/template-calls.js';

/** How index numbers are made. */
export const metadataRuleQuery = queryOptions({
  queryKey: ['metadata-rule'],
  queryFn: ({ signal }) => getMetadataRule(signal),
  staleTime: 60_000,
});
