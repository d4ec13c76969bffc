import { useTranslation } from 'react-i18next';
import type { RecallProgress } from '../../../../src/contract/api/recall.js';
import { useSeconds } from '../../lib/clock.js';
import type { Tone } from '../../lib/states.js';
import { stopwatch } from '../../lib/time.js';

/** The numbers that somebody across the room wants to know. */
export function Counts({ progress }: { progress: RecallProgress }) {
  const { t } = useTranslation();
  const { gone, withPerson, open } = progress.counts;
  return (
    <dl className="recall-counts" aria-live="polite">
      <Count label={t('recalls.gone')} hint={t('recalls.goneHint')} value={gone} tone="pine" />
      <Count label={t('recalls.person')} value={withPerson} tone="amber" />
      <Count label={t('recalls.open')} value={open} tone="cinnabar" />
      <Elapsed progress={progress} />
    </dl>
  );
}

function Count({ label, hint, value, tone }: { label: string; hint?: string; value: number; tone: Tone }) {
  return (
    <div className={value > 0 ? `recall-count tone-${tone}` : 'recall-count quiet'} title={hint}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** From the second person's word to the last place; it counts on while something is open. */
function Elapsed({ progress: { request, finishedAt } }: { progress: RecallProgress }) {
  const { t } = useTranslation();
  const now = useSeconds(finishedAt === undefined);
  const begun = new Date(request.decision?.at ?? request.requestedAt);
  const end = finishedAt === undefined ? now : new Date(finishedAt);
  return (
    <div className="recall-count" aria-live="off">
      <dt>{t('recalls.took')}</dt>
      <dd>{stopwatch(end.getTime() - begun.getTime())}</dd>
    </div>
  );
}
