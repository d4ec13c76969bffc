import { queryOptions } from '@tanstack/react-query';
import { getRecalls } from '../../api/recall-calls.js';

/** Requests that wait for a decision. */
export const waitingRecallsQuery = queryOptions({
  queryKey: ['recalls', 'waiting'],
  queryFn: ({ signal }) => getRecalls({ waiting: true, limit: 100 }, signal),
});

/** The newest requests, decided or not. */
export const newestRecallsQuery = queryOptions({
  queryKey: ['recalls', 'newest'],
  queryFn: ({ signal }) => getRecalls({ limit: 100 }, signal),
});

/** One announcement's requests, newest first. */
export const recallsOfQuery = (announcementId: string) =>
  queryOptions({
    queryKey: ['recalls', 'of', announcementId],
    queryFn: ({ signal }) => getRecalls({ announcementId, limit: 100 }, signal),
  });
