import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { When } from '../../ui/when.js';

/** What the other side and persons said about an item: openings, pickups, callbacks, answers; oldest first. */
export function Reports({ reports }: { reports: DeliveryDetail['reports'] }) {
  const { t } = useTranslation();
  if (reports.length === 0) return null;
  return (
    <section aria-label={t('reports.title')}>
      <h3 className="story-head">{t('reports.title')}</h3>
      <ol className="reports">
        {reports.map((report, index) => (
          <li key={`${report.at}/${String(index)}`}>
            <span className="report-from quiet">
              {report.from === 'person' ? (report.by?.name ?? t('reports.person')) : t('reports.outside')}
            </span>
            <span className="report-words">{inLanguage(report.words, currentLanguage())}</span>
            <span className="attempt-when">
              <When at={report.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
