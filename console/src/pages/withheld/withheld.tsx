import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { withholdingGrounds } from '../../../../src/contract/kit/grounds.js';
import type { WithheldRow } from '../../../../src/contract/api/withholding.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { withheldQuery } from '../consulting/queries.js';
import { dayWord } from '../notice/window.js';
import '../consulting/consulting.css';

/** What the office does not disclose; what is to be looked at again first stands first. */
export function WithheldPage() {
  const { t } = useTranslation();
  const query = useQuery(withheldQuery);
  const items = query.data?.items ?? [];
  return (
    <Page title={t('nav.withheld')} lead={t('withholding.lead')}>
      {query.isPending && <Loading lines={6} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && (
        <div className="card">
          <Empty title={t('withholding.none')} text={t('withholding.noneText')} />
        </div>
      )}
      {items.length > 0 && (
        <>
          <ul className="card card-list">
            {items.map((row) => (
              <Row key={row.announcementId} row={row} />
            ))}
          </ul>
          <p className="quiet">{t('withholding.count', { count: query.data?.total ?? items.length })}</p>
        </>
      )}
    </Page>
  );
}

function Row({ row }: { row: WithheldRow }) {
  const { t } = useTranslation();
  const { article, label } = withholdingGrounds[row.ground];
  const language = currentLanguage();
  return (
    <li className="withheld-row">
      <Link to={`/announcements/${row.announcementId}`}>{row.title}</Link>
      <span className={row.due ? 'tone-amber' : 'quiet'}>
        {row.due ? t('withholding.due') : t('withholding.next', { day: dayWord(row.againOn) })}
      </span>
      <p className="quiet consultation-facts">
        <span>
          {inLanguage(label, language)} · {inLanguage(article, language)}
        </span>
        {row.category !== '' && <span>{row.category}</span>}
        <span>
          {t('withholding.since')} <When at={row.since} />
        </span>
        {row.looks > 0 && <span>{t('withholding.looks', { count: row.looks })}</span>}
        {row.due && <span>{dayWord(row.againOn)}</span>}
      </p>
    </li>
  );
}
