import { lazy, Suspense } from 'react';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { withWords } from '../../i18n/with-words.js';
import type { Review } from './afterwards.js';

// These come in chunks of their own, with their words.

const Way = lazy(() =>
  withWords('standIns', async () => ({ default: (await import('./duty-way.js')).DutyWay })),
);
const After = lazy(() =>
  withWords('standIns', async () => ({ default: (await import('./after-review.js')).AfterReview })),
);
export const loadAfterReviews = () =>
  withWords('standIns', async () => ({
    default: (await import('./after-reviews-today.js')).AfterReviewsToday,
  }));
const Today = lazy(loadAfterReviews);
const Recorded = lazy(() =>
  withWords('standIns', async () => ({ default: (await import('./afterwards.js')).Afterwards })),
);
const Card = lazy(() =>
  withWords('standIns', async () => ({ default: (await import('./duty-card.js')).DutyCard })),
);

/** In a review: the way by two persons on duty, and the review after it. */
export function EmergencyPanel({ seen, version }: { seen: VersionDetail; version: VersionDetail }) {
  return (
    <Suspense fallback={null}>
      {version.duty !== undefined && <Way seen={seen} version={version} />}
      {version.afterReview !== undefined && <After review={version.afterReview} />}
    </Suspense>
  );
}

/** On the first page: what was let go on duty and has to be reviewed. */
export function EmergencyToday() {
  return (
    <Suspense fallback={null}>
      <Today />
    </Suspense>
  );
}

/** In a record: what the review after an emergency came to. */
export function AfterwardsRecorded({ review }: { review: Review }) {
  return (
    <Suspense fallback={null}>
      <Recorded review={review} />
    </Suspense>
  );
}

/** With the members: who is on duty. */
export function DutyPanel() {
  return (
    <Suspense fallback={null}>
      <Card />
    </Suspense>
  );
}
