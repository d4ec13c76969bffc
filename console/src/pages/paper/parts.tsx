import { lazy, Suspense } from 'react';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { withWords } from '../../i18n/with-words.js';

const Panel = lazy(() =>
  withWords('standIns', async () => ({ default: (await import('./paper-panel.js')).PaperPanel })),
);

/** In a review: what is signed on paper; it comes once the page has been painted, with words of its own. */
export function PaperPart({ version }: { version: VersionDetail }) {
  return (
    <Suspense fallback={null}>
      <Panel version={version} />
    </Suspense>
  );
}
