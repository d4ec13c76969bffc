import { lazy, Suspense } from 'react';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import type { Hash } from '../../../../src/contract/values.js';
import { withWords } from '../../i18n/with-words.js';
import type { AudienceFieldProps } from './audience-field.js';
import type { Served } from './query.js';

const Panel = lazy(() => withWords('service', async () => ({ default: (await import('./panel.js')).Panel })));
const Party = lazy(() => withWords('service', async () => ({ default: (await import('./party.js')).Party })));
const Audience = lazy(() =>
  withWords('service', async () => ({ default: (await import('./audience-field.js')).AudienceField })),
);

/** In the record of what is for a named party: for whom, how they got it, and the way to write that down. */
export function ServicePanel({ detail }: { detail: AnnouncementDetail }) {
  if (detail.audience !== 'specific') return null;
  return (
    <Suspense fallback={null}>
      <Panel detail={detail} />
    </Suspense>
  );
}

/** In a review: for whom it is. `submitted` is the party of the version. */
export function PartyLine({
  announcement,
  submitted,
}: {
  announcement: Served;
  submitted?: Hash | undefined;
}) {
  return (
    <Suspense fallback={null}>
      <Party announcement={announcement} submitted={submitted} />
    </Suspense>
  );
}

/** In a draft: for whom it is. */
export function AudienceChoice(props: AudienceFieldProps) {
  return (
    <Suspense fallback={<div id="field-audience" aria-busy />}>
      <Audience {...props} />
    </Suspense>
  );
}
