import { useTranslation } from 'react-i18next';
import { Dot } from '../../ui/state.js';
import { phaseLooks, type Phase } from './phases.js';

/** A recall's phase: colour, sign and word. */
export function PhaseMark({ phase }: { phase: Phase }) {
  const { t } = useTranslation();
  const { tone, sign } = phaseLooks[phase];
  return (
    <span className={`state tone-${tone}`}>
      <Dot sign={sign} tone={tone} />
      <span>{t(`recalls.phase.${phase}`)}</span>
    </span>
  );
}
