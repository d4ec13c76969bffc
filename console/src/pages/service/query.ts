import { queryOptions } from '@tanstack/react-query';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { getService } from '../../api/service-calls.js';

export type Served = Pick<AnnouncementDetail, 'id' | 'stage' | 'party'>;

/** For whom it is and how they got it: each time that it is asked for is a read of personal data, so only when it changed. */
export const serviceQuery = ({ id, stage, party }: Served) =>
  queryOptions({
    queryKey: ['service', id, stage, party],
    queryFn: ({ signal }) => getService(id, signal),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
