import { lazy, Suspense } from 'react';
import type { RecallRequestView } from '../../../../src/contract/api/recall.js';
import { useMay } from '../../app/me.js';
import { withWords } from '../../i18n/with-words.js';

// These come in chunks of their own, with their words.
export const loadOpenRectifications = () =>
  withWords('rectifying', async () => ({ default: (await import('./today.js')).OpenRectifications }));
const Today = lazy(loadOpenRectifications);
const Recorded = lazy(() =>
  withWords('rectifying', async () => ({ default: (await import('./recorded.js')).Recorded })),
);
const OfRecall = lazy(() =>
  withWords('rectifying', async () => ({ default: (await import('./of-recall.js')).OfRecall })),
);

/** On the first page: what is not signed off, with its last day. */
export function RectificationsToday() {
  return (
    useMay('rectification.read') && (
      <Suspense fallback={null}>
        <Today />
      </Suspense>
    )
  );
}

/** In a record: the announcement's rectifications, and the way to open one. */
export function RectificationPanel({ announcement }: { announcement: { id: string; title: string } }) {
  return (
    useMay('rectification.read') && (
      <Suspense fallback={null}>
        <Recorded announcement={announcement} />
      </Suspense>
    )
  );
}

/** Beside a recall that was agreed to: its rectification, or the way to open it. */
export function RectificationOfRecall({ request }: { request: RecallRequestView }) {
  return (
    useMay('rectification.read') && (
      <Suspense fallback={null}>
        <OfRecall request={request} />
      </Suspense>
    )
  );
}
