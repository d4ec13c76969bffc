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
  const { state, url, screens, readers } = place;
  return (
    <>
      <Link to={`/board?delivery=${place.deliveryId}`}>{place.target}</Link>
      <DeliveryMark state={state} operation="publish" />
      <Span place={place} />
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

/** From when to when, as far as that is known. */
function Span({ place: { from, to, state } }: { place: Exposure }) {
  const { t } = useTranslation();
  const moment = useMomentWords();
  if (from === undefined) return <span className="quiet">{t('rectification.exposureUnknown')}</span>;
  const times = { from: moment(from), to: to === undefined ? '' : moment(to) };
  if (to !== undefined) return <span>{t('rectification.exposureUntil', times)}</span>;
  return (
    <span>{t(state === 'live' ? 'rectification.exposureStill' : 'rectification.exposureFrom', times)}</span>
  );
}
