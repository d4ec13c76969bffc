import { lazy, Suspense } from 'react';
import { withWords } from '../../i18n/with-words.js';

// These come in chunks of their own, with their words.

const Consultations = lazy(() =>
  withWords('consulting', async () => ({ default: (await import('./consultations.js')).Consultations })),
);
const Unanswered = lazy(() =>
  withWords('consulting', async () => ({ default: (await import('./unanswered.js')).Unanswered })),
);
export const loadPending = () =>
  withWords('consulting', async () => ({ default: (await import('./pending.js')).Pending }));
const Pending = lazy(loadPending);
const Looks = lazy(() =>
  withWords('consulting', async () => ({ default: (await import('../withheld/looks.js')).Looks })),
);
const Terms = lazy(() =>
  withWords('consulting', async () => ({ default: (await import('./terms-card.js')).TermsCard })),
);

/** In a record or a review: the other bodies that were asked about it. */
export function ConsultationPanel({ announcementId }: { announcementId: string }) {
  return (
    <Suspense fallback={null}>
      <Consultations announcementId={announcementId} />
    </Suspense>
  );
}

/** Above the decision at the last step: what still has to be seen to. */
export function UnansweredNotice({ announcementId }: { announcementId: string }) {
  return (
    <Suspense fallback={null}>
      <Unanswered announcementId={announcementId} />
    </Suspense>
  );
}

/** On the first page: consultations and what is withheld, as far as they ask for a person. */
export function ConsultingToday() {
  return (
    <Suspense fallback={null}>
      <Pending />
    </Suspense>
  );
}

/** In a record or a review: why it is not disclosed, and when that is looked at again. */
export function WithholdingPanel({ announcementId, title }: { announcementId: string; title: string }) {
  return (
    <Suspense fallback={null}>
      <Looks announcementId={announcementId} title={title} />
    </Suspense>
  );
}

/** With the procedures: the office's own periods. */
export function TermsPanel() {
  return (
    <Suspense fallback={null}>
      <Terms />
    </Suspense>
  );
}
