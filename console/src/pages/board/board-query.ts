import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Looking } from '../finding/use-finding.js';
import type { DeliveryState } from '../../../../src/contract/values.js';
import { getBoard } from '../../api/delivery-calls.js';

/** The board's rows, a page of them after the other. */
export const boardQuery = (state: DeliveryState | undefined, filter: Looking['filter']) =>
  infiniteQueryOptions({
    queryKey: ['board', 'list', state ?? 'all', filter],
    queryFn: ({ pageParam, signal }) => getBoard({ ...filter, state, cursor: pageParam, limit: 30 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
  });
