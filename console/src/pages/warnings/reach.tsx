import { useTranslation } from 'react-i18next';
import type { Reach as ReachView } from '../../../../src/contract/api/warnings.js';
import { ALERT_ACK_MS } from '../../../../src/contract/warning.js';
import { useNow } from '../../lib/clock.js';
import { Dot } from '../../ui/state.js';

/** How many screens have really drawn it, and those whose people have to be phoned. */
export function Reach({ reach }: { reach: ReachView }) {
  const { t } = useTranslation();
  const since = useNow().getTime() - Date.parse(reach.since);
  const isAll = reach.unreached.length === 0;
  // One that is away cannot confirm; one that is there gets its ten seconds.
  const late = reach.unreached.filter(({ online }) => !online || since > ALERT_ACK_MS);
  const { shown, screens } = reach;
  return (
    <div className="warning-reach">
      <p className={isAll ? 'state tone-pine' : 'state tone-amber'} role="status">
        <Dot sign={isAll ? 'check' : 'fill2'} tone={isAll ? 'pine' : 'amber'} />
        {isAll ? t('warnings.reachAll', { screens }) : t('warnings.reach', { shown, screens })}
        {!isAll && late.length < reach.unreached.length && (
          <span className="quiet">
            {t('warnings.waiting', { seconds: Math.max(0, Math.ceil((ALERT_ACK_MS - since) / 1000)) })}
          </span>
        )}
      </p>
      {late.length > 0 && (
        <>
          <p className="warning-phone">{t('warnings.toPhone')}</p>
          <ul className="warning-unreached">
            {late.map((one) => (
              <li key={one.screenId}>
                <b>{one.name}</b> <span className="quiet">{one.groupName}</span>{' '}
                <span className="quiet">{t(one.online ? 'warnings.online' : 'warnings.offline')}</span>
                {one.place !== undefined && <span className="quiet"> {one.place}</span>}
                {one.contact !== undefined && <span className="num"> {one.contact}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
