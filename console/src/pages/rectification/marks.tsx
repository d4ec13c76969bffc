import { useTranslation } from 'react-i18next';
import type { RectificationRow } from '../../../../src/contract/api/rectification.js';
import type { Sign, Tone } from '../../lib/states.js';
import { Dot } from '../../ui/state.js';
import { dayWord } from '../notice/window.js';

const looks: Record<RectificationRow['state'], { sign: Sign; tone: Tone }> = {
  open: { sign: 'pen', tone: 'amber' },
  done: { sign: 'question', tone: 'amber' },
  returned: { sign: 'back', tone: 'amber' },
  signed: { sign: 'check', tone: 'pine' },
};

/** Where it stands: sign, colour and word. */
export function RectificationMark({ state }: Pick<RectificationRow, 'state'>) {
  const { t } = useTranslation();
  return (
    <span className={`state tone-${looks[state].tone}`}>
      <Dot {...looks[state]} />
      <span>{t(`rectification.state.${state}`)}</span>
    </span>
  );
}

/** Its last day, and how near that is. */
export function Deadline({ clock, dueOn }: Pick<RectificationRow, 'clock' | 'dueOn'>) {
  const { t } = useTranslation();
  const day = t('rectification.dueOn', { day: dayWord(dueOn) });
  if (clock !== 'near' && clock !== 'overdue') return <span className="quiet">{day}</span>;
  return (
    <span className={clock === 'near' ? 'tone-amber' : 'tone-cinnabar'}>
      {t(`rectification.clock.${clock}`)} · {day}
    </span>
  );
}

/** What it comes from: a recall says its reason as well. */
export function useOriginWords(): (of: Pick<RectificationRow, 'origin' | 'recall'>) => string {
  const { t } = useTranslation();
  return ({ origin, recall }) =>
    [t(`rectification.origin.${origin}`), ...(recall ? [t(`gone.${recall.reason}`)] : [])].join(' · ');
}
