import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { HashText } from '../../ui/hash.js';
import { When } from '../../ui/when.js';

/** Times, address and hash of one delivery. */
export function DeliveryFacts({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const waits = delivery.state === 'scheduled' && delivery.dueAt !== undefined;
  return (
    <dl className="facts">
      <div>
        <dt>{t('delivery.publishAt')}</dt>
        <dd>
          <When at={delivery.publishAt} />
        </dd>
      </div>
      {waits && delivery.dueAt !== undefined && (
        <div>
          <dt>{t('delivery.dueAt')}</dt>
          <dd>
            <When at={delivery.dueAt} />
          </dd>
        </div>
      )}
      {delivery.liveAt !== undefined && (
        <div>
          <dt>{t('delivery.liveAt')}</dt>
          <dd>
            <When at={delivery.liveAt} />
          </dd>
        </div>
      )}
      {delivery.url !== undefined && (
        <div>
          <dt>{t('delivery.url')}</dt>
          <dd className="facts-url">
            <a href={delivery.url} target="_blank" rel="noreferrer noopener">
              {delivery.url}
            </a>
          </dd>
        </div>
      )}
      <div>
        <dt>{t('delivery.version')}</dt>
        <dd>
          {t('version.number', { number: delivery.versionNumber })} ·{' '}
          <HashText hash={delivery.renditionHash} />
        </dd>
      </div>
      <div>
        <dt>{t('delivery.tries')}</dt>
        <dd>{t('delivery.triesCount', { count: delivery.tries })}</dd>
      </div>
    </dl>
  );
}
