import { lazy, Suspense } from 'react';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { useMay } from '../../app/me.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { withWords } from '../../i18n/with-words.js';

const Blocks = lazy(() =>
  withWords('passing', async () => ({ default: (await import('./blocks.js')).Blocks })),
);

const Ask = lazy(() => withWords('passing', async () => ({ default: (await import('./ask.js')).Ask })));

/** In the record of what can be submitted: what stands in its way, for those who may let it pass. */
export function BlocksPanel({ detail }: { detail: AnnouncementDetail }) {
  const mayPass = useMay('screening.override');
  if (!mayPass || detail.locked) return null;
  return (
    <Suspense fallback={null}>
      <Blocks detail={detail} />
    </Suspense>
  );
}

/** In a draft with blocks: the way to somebody who may let them pass. */
export function AskForPass({ id, saver }: { id: string; saver: DraftSaver }) {
  return (
    <Suspense fallback={null}>
      <Ask id={id} saver={saver} />
    </Suspense>
  );
}
