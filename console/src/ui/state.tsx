import { useTranslation } from 'react-i18next';
import type { AnnouncementStage } from '../../../src/contract/api/intake.js';
import type { DeliveryState, Operation } from '../../../src/contract/values.js';
import { deliveryLook, stageLook, type Sign, type Tone } from '../lib/states.js';

/** Circumference of the ring that fills. */
const ROUND = 2 * Math.PI * 3.5;

const fills: Partial<Record<Sign, number>> = { fill0: 0, fill1: 0.25, fill2: 0.5, fill3: 0.75, fill4: 1 };

const strokes: Partial<Record<Sign, string>> = {
  back: 'M7.6 5.6 5 8.2l2.6 2.6M5.2 8.2h4a2.3 2.3 0 0 1 0 4.6H8',
  cross: 'm5.6 5.6 4.8 4.8m0-4.8-4.8 4.8',
  question: 'M6.1 6.3a2 2 0 1 1 2.9 1.8c-.7.4-1 .7-1 1.4m0 1.9v.1',
  alert: 'M8 4.4v4.4m0 2.6v.1',
  person: 'M8 7.4a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Zm-3 4.2c.3-1.6 1.5-2.5 3-2.5s2.7.9 3 2.5',
  dash: 'M5.2 8h5.6',
  pause: 'M6.5 5.6v4.8m3-4.8v4.8',
  pen: 'm5.2 10.8.5-2 4-4 1.5 1.5-4 4-2 .5Z',
  eye: 'M4.2 8S5.5 5.6 8 5.6 11.8 8 11.8 8 10.5 10.4 8 10.4 4.2 8 4.2 8Zm3.8.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2Z',
  check: 'm5.2 8.2 2 2 3.8-4.2',
};

/** The dot of a state: it fills up on the way to live, and has a sign of its own for everything else. */
export function Dot({ sign, tone, size = 16 }: { sign: Sign; tone: Tone; size?: number }) {
  const fill = fills[sign];
  const stroke = strokes[sign];
  return (
    <svg className={`dot tone-${tone}`} viewBox="0 0 16 16" width={size} height={size} aria-hidden>
      <circle className="dot-ring" cx="8" cy="8" r="7" />
      {stroke !== undefined && <path className="dot-sign" d={stroke} />}
      {fill !== undefined && (
        <circle
          className="dot-fill"
          cx="8"
          cy="8"
          r="3.5"
          transform="rotate(-90 8 8)"
          style={{ strokeDasharray: `${String(ROUND * fill)} ${String(ROUND)}` }}
        />
      )}
      {sign === 'fill4' && <path className="dot-tick" d="m5.2 8.2 2 2 3.8-4.2" />}
    </svg>
  );
}

/** A delivery's state: colour, sign and word. */
export function DeliveryMark({ state, operation }: { state: DeliveryState; operation: Operation }) {
  const { t } = useTranslation();
  const look = deliveryLook(state, operation);
  return (
    <span className={`state tone-${look.tone}`}>
      <Dot sign={look.sign} tone={look.tone} />
      <span>{t(`state.${look.word}`)}</span>
    </span>
  );
}

/** An announcement's stage: colour, sign and word. */
export function StageMark({
  stage,
  audience,
}: {
  stage: AnnouncementStage;
  audience?: 'specific' | undefined;
}) {
  const { t } = useTranslation();
  const look = stageLook(stage, audience);
  return (
    <span className={`state tone-${look.tone}`}>
      <Dot sign={look.sign} tone={look.tone} />
      <span>{t(`stage.${look.word}`)}</span>
    </span>
  );
}
