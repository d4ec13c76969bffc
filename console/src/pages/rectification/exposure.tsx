import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Exposure, RectificationView } from '../../../../src/contract/api/rectification.js';
import { DeliveryMark } from '../../ui/state.js';
import { useMomentWords } from '../../ui/when.js';

/** Where it could be seen and from when to when, as far as the hub knows. */
export function ExposureList({ view: { exposure } }: { view: RectificationView }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('rectification.exposure')}>
      <h2 className="section-title">{t('rectification.exposure')}</h2>
      {exposure.length === 0 ? (
        <p className="quiet">{t('rectification.exposureNone')}</p>
      ) : (
        <ul className="card card-list">
          {exposure.map((place) => (
            <li key={place.deliveryId} className="rectification-place">
              <Place place={place} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Place({ place }: { place: Exposure }) {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const { from, to, state, url, screens, readers } = place;
  const end =
    to !== undefined
      ? moment(to)
      : t(state === 'live' ? 'rectification.exposureStill' : 'rectification.exposureUnknown');
  return (
    <>
      <Link to={`/board?delivery=${place.deliveryId}`}>{place.target}</Link>
      <DeliveryMark state={state} operation="publish" />
      <span>
        {t('rectification.exposureUntil', {
          from: from === undefined ? t('rectification.exposureUnknown') : moment(from),
          to: end,
        })}
      </span>
      <span className="quiet">{t('rectification.exposureVersion', { number: place.version })}</span>
      {screens > 0 && <span className="quiet">{t('rectification.exposureScreens', { count: screens })}</span>}
      {readers && (
        <span className="quiet">
          {t('rectification.exposureReaders', { sent: readers.sent, opened: readers.opened })}
        </span>
      )}
      {url !== undefined && (
        <a href={url} className="permalink" target="_blank" rel="noreferrer noopener">
          {url}
        </a>
      )}
    </>
  );
}
