import { queryOptions } from '@tanstack/react-query';
import { getRectification, getRectifications } from '../../api/rectification-calls.js';

/** What is not signed off, by its last day. */
export const openRectificationsQuery = queryOptions({
  queryKey: ['rectifications', 'open'],
  queryFn: ({ signal }) => getRectifications({ open: true, limit: 50 }, signal),
});

/** Those of one announcement. */
export const rectificationsOfQuery = (announcementId: string) =>
  queryOptions({
    queryKey: ['rectifications', 'of', announcementId],
    queryFn: ({ signal }) => getRectifications({ announcementId, limit: 100 }, signal),
  });

/** To read one may be written down, so it is not read again for every look at the window. */
export const rectificationQuery = (id: string) =>
  queryOptions({
    queryKey: ['rectification', id],
    queryFn: ({ signal }) => getRectification(id, signal),
    refetchOnWindowFocus: false,
  });
