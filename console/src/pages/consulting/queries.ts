import { queryOptions } from '@tanstack/react-query';
import {
  getConsultations,
  getPendingConsultations,
  getReviewTerms,
  getWithheld,
  getWithholding,
} from '../../api/consulting-calls.js';

export const consultationsQuery = (announcementId: string) =>
  queryOptions({
    queryKey: ['consultations', announcementId],
    queryFn: ({ signal }) => getConsultations(announcementId, signal),
  });

export const pendingQuery = queryOptions({
  queryKey: ['consultations', 'pending'],
  queryFn: ({ signal }) => getPendingConsultations(signal),
});

export const withheldQuery = queryOptions({
  queryKey: ['withheld'],
  queryFn: ({ signal }) => getWithheld(signal),
});

export const withholdingQuery = (announcementId: string) =>
  queryOptions({
    queryKey: ['withheld', announcementId],
    queryFn: ({ signal }) => getWithholding(announcementId, signal),
  });

export const termsQuery = queryOptions({
  queryKey: ['terms'],
  queryFn: ({ signal }) => getReviewTerms(signal),
});
