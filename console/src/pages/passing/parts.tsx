import { lazy, Suspense } from 'react';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { useMay } from '../../app/me.js';
import { withWords } from '../../i18n/with-words.js';

const Blocks = lazy(() =>
  withWords('passing', async () => ({ default: (await import('./blocks.js')).Blocks })),
);

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
