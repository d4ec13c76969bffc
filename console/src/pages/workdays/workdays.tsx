import { useQuery } from '@tanstack/react-query';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { WorkdayYearView } from '../../../../src/contract/api/workdays.js';
import { useMay } from '../../app/me.js';
import { hubNow } from '../../lib/clock.js';
import { officeClock } from '../../lib/time.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { YearEditor } from './editor.js';
import { Months } from './months.js';
import { yearsQuery } from './queries.js';
import './workdays.css';

/** A year of the office as twelve months: which days are off, which are made up, and how sure that is. */
export function WorkdaysPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayManage = useMay('workdays.manage');
  const today = officeClock(hubNow()).slice(0, 10);
  const asked = search.get('year') ?? '';
  const year = Number(/^20\d\d$/.test(asked) ? asked : today.slice(0, 4));
  const query = useQuery(yearsQuery(year));
  const view = query.data?.items[0];
  const show = (next: number): void => {
    setSearch(String(next) === today.slice(0, 4) ? {} : { year: String(next) });
  };
  return (
    <Page
      title={t('nav.workdays')}
      lead={t('workdays.lead')}
      width="wide"
      actions={
        <nav className="workdays-nav" aria-label={t('workdays.years')}>
          <Button
            icon={<LeftOutlined />}
            aria-label={t('workdays.before')}
            disabled={year <= 2000}
            onClick={() => {
              show(year - 1);
            }}
          />
          <strong className="workdays-year" aria-live="polite">
            {t('workdays.year', { year })}
          </strong>
          <Button
            icon={<RightOutlined />}
            aria-label={t('workdays.after')}
            disabled={year >= 2099}
            onClick={() => {
              show(year + 1);
            }}
          />
        </nav>
      }
    >
      {query.isPending && <Loading lines={10} />}
      {query.isError && view === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {view !== undefined && (
        <>
          <Standing view={view} />
          {mayManage ? (
            <YearEditor key={`${String(year)}-${String(view.revision)}`} view={view} today={today} />
          ) : (
            <Months year={year} days={view.days} today={today} />
          )}
        </>
      )}
    </Page>
  );
}

/** How far the year can be relied on, and what follows from it. */
function Standing({ view }: { view: WorkdayYearView }) {
  const { t } = useTranslation();
  const { year, status, note, changed } = view;
  return (
    <Notice tone={status === 'official' ? 'pine' : 'amber'} title={t(`workdays.status.${status}`)}>
      <p>{t(`workdays.meaning.${status}`, { year })}</p>
      {(note !== '' || changed !== undefined) && (
        <p className="quiet">
          {note !== '' && t('workdays.noted', { note })}{' '}
          {changed !== undefined && (
            <>
              {t('workdays.changedBy', { name: changed.by.name })} <When at={changed.at} />
            </>
          )}
        </p>
      )}
    </Notice>
  );
}
