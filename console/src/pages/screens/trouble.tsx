import { useTranslation } from 'react-i18next';
import { isBehind } from '../../../../src/contract/api/fleet.js';
import type { AlertKind } from '../../../../src/contract/api/screens.js';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import type { Sign, Tone } from '../../lib/states.js';
import { Dot } from '../../ui/state.js';

const tones: Record<AlertKind, Tone> = {
  copied: 'cinnabar',
  wrong: 'cinnabar',
  picture: 'cinnabar',
  offline: 'amber',
  stale: 'amber',
  clock: 'amber',
  storage: 'amber',
};

export function AlertMark({ kind }: { kind: AlertKind }) {
  const { t } = useTranslation();
  return (
    <span className={`state tone-${tones[kind]}`}>
      <Dot sign="alert" tone={tones[kind]} />
      <span>{t(`fleet.alert.${kind}`)}</span>
    </span>
  );
}

function lookOf(screen: ScreenView): { sign: Sign; tone: Tone; word: 'offline' | 'behind' | 'online' } {
  if (!screen.online) return { sign: 'alert', tone: 'amber', word: 'offline' };
  if (isBehind(screen)) return { sign: 'fill2', tone: 'amber', word: 'behind' };
  return { sign: 'check', tone: 'pine', word: 'online' };
}

/** How a screen is: its alerts, or else whether it is there. */
export function ScreenMark({ screen }: { screen: ScreenView }) {
  const { t } = useTranslation();
  const [first, ...others] = [...screen.alerts].sort((a, b) => rank(a) - rank(b));
  const look = lookOf(screen);
  if (first === undefined)
    return (
      <span className={`state tone-${look.tone}`}>
        <Dot sign={look.sign} tone={look.tone} />
        <span>{t(`screens.${look.word}`)}</span>
      </span>
    );
  return (
    <span className="screen-marks">
      <AlertMark kind={first} />
      {others.length > 0 && (
        <span
          className="quiet num"
          title={others.map((kind) => t(`fleet.alert.${kind}`)).join(t('list.comma'))}
        >
          +{others.length}
        </span>
      )}
    </span>
  );
}

const order = Object.keys(tones);
const rank = (kind: AlertKind): number => order.indexOf(kind);
