import { lazy, Suspense } from 'react';
import { withWords } from '../../i18n/with-words.js';

const Delegations = lazy(() =>
  withWords('standIns', async () => ({ default: (await import('./delegations.js')).Delegations })),
);

/** Who reviews for whom; it comes once the page has been painted, with words of its own. */
export function DelegationsPanel({ scope }: { scope: 'own' | 'office' }) {
  return (
    <Suspense fallback={null}>
      <Delegations scope={scope} />
    </Suspense>
  );
}
