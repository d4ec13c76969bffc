import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertView } from '../../../../src/contract/api/screen-alerts.js';
import { When } from '../../ui/when.js';
import { AlertMark } from './trouble.js';

/** One alert: what is wrong since when, and who sees to it. `children` stand at its head and end. */
export function AlertRow({ alert, who, action }: { alert: AlertView; who?: ReactNode; action?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <li className="alert-row">
      <div className="alert-words">
        <AlertMark kind={alert.kind} />
        {who}
        {alert.detail !== '' && <span>{t(`fleet.why.${alert.detail}`)}</span>}
        <span className="quiet">
          {t('fleetAlerts.since')} <When at={alert.since} />
        </span>
        {alert.closedAt !== undefined && (
          <span className="quiet">
            {t('fleetAlerts.closed')} <When at={alert.closedAt} />
          </span>
        )}
        {alert.acknowledged !== undefined && (
          <span className="quiet">
            {t('fleetAlerts.acknowledged', { name: alert.acknowledged.by.name })}{' '}
            <When at={alert.acknowledged.at} />
            {alert.acknowledged.note !== '' && ` · ${alert.acknowledged.note}`}
          </span>
        )}
      </div>
      {action}
    </li>
  );
}
