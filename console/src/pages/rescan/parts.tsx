import { lazy, Suspense } from 'react';
import { useMay } from '../../app/me.js';
import { withWords } from '../../i18n/with-words.js';

// These come with words of their own.
export const loadFound = () =>
  withWords('rescan', async () => ({ default: (await import('./found.js')).FoundAgain }));
const Found = lazy(loadFound);
const Ask = lazy(() =>
  withWords('rescan', async () => ({ default: (await import('./ask-button.js')).AskButton })),
);

/** On the first page of those who may recall: what was found in what is out. */
export function RescanToday() {
  return (
    useMay('release.recall') && (
      <Suspense fallback={null}>
        <Found />
      </Suspense>
    )
  );
}

/** Beside the words that the screening goes by. */
export function RescanButton() {
  return (
    <Suspense fallback={null}>
      <Ask />
    </Suspense>
  );
}
