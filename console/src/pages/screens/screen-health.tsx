import { useTranslation } from 'react-i18next';
import type { ScreenDetail } from '../../../../src/contract/api/fleet.js';
import { When } from '../../ui/when.js';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

function sizeText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value.toFixed(value < 10 && step > 0 ? 1 : 0)} ${UNITS[step] ?? ''}`;
}

/** How a screen says it is doing. */
export function ScreenHealth({ detail: { screen, health } }: { detail: ScreenDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('fleet.detail.health')}</h3>
      {health === undefined && <p className="quiet">{t('fleet.detail.noHealth')}</p>}
      {health !== undefined && !screen.online && <p className="quiet">{t('fleet.detail.old')}</p>}
      {health !== undefined && (
        <dl className="screen-facts">
          <dt>{t('fleet.detail.picture')}</dt>
          <dd>{t(`fleet.detail.pictureState.${health.picture}`)}</dd>
          <dt>{t('fleet.detail.clock')}</dt>
          <dd className="num">
            {health.clockTrusted
              ? t('fleet.detail.clockRight', { ms: health.clockOffsetMs })
              : t('fleet.detail.clockUnknown')}
          </dd>
          {health.storage !== undefined && (
            <>
              <dt>{t('fleet.detail.storage')}</dt>
              <dd className="num">
                {t('fleet.detail.storageUsed', {
                  used: sizeText(health.storage.usage),
                  quota: sizeText(health.storage.quota),
                })}
                {!health.storage.persisted && (
                  <span className="tone-amber"> {t('fleet.detail.storageLoose')}</span>
                )}
              </dd>
            </>
          )}
          <dt>{t('fleet.detail.heals')}</dt>
          <dd className="num">{t('fleet.detail.healCounts', health.heals)}</dd>
          <dt>{t('fleet.detail.wakeLock')}</dt>
          <dd>{t(health.wakeLock ? 'fleet.detail.on' : 'fleet.detail.off')}</dd>
          <dt>{t('fleet.detail.spool')}</dt>
          <dd className="num">{health.spool}</dd>
          <dt>{t('fleet.detail.build')}</dt>
          <dd>{health.build}</dd>
          <dt>{t('fleet.detail.started')}</dt>
          <dd>
            <When at={health.startedAt} />
          </dd>
        </dl>
      )}
    </>
  );
}
