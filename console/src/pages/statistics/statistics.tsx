import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { Statistics } from '../../../../src/contract/api/statistics.js';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { getStatistics, getStatisticsFile } from '../../api/figure-calls.js';
import { hubNow } from '../../lib/clock.js';
import { daysOf, reportPeriods, type Days } from '../../lib/period.js';
import { saveFile } from '../../lib/save-file.js';
import { Empty, Failure, Loading, Notice, useProblemText } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { useMomentWords } from '../../ui/when.js';
import { PeriodPicker } from '../finding/period-picker.js';
import { ByCategory, ByChannel, ByDepartment, ByReason, ByStep } from './parts.js';
import { Tiles } from './tiles.js';
import { Timeliness } from './timeliness.js';
import '../finding/finding.css';
import './statistics.css';

const DEFAULT = 'this-year';
/** The hub counts on within half a minute. */
const AGAIN_MS = 30_000;

/** The days that are asked for: an open end is today's, and what is no period is the default. */
function wholeDays(text: string, today: string): Required<Days> {
  const days = daysOf(text, today) ?? {};
  const { from = today, to = today } = days.from === undefined ? (daysOf(DEFAULT, today) ?? {}) : days;
  // One that begins later than today ends when it begins.
  return { from, to: to < from ? from : to };
}

/** 统计: what was published in a period, how fast, and what came of it. */
export function StatisticsPage() {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const [search, setSearch] = useSearchParams();
  const period = search.get('period') ?? DEFAULT;
  const days = wholeDays(period, dayText(hubNow()));
  const query = useQuery({
    queryKey: ['statistics', days.from, days.to],
    queryFn: ({ signal }) => getStatistics(days, signal),
    refetchInterval: AGAIN_MS,
  });
  const { data } = query;
  const counted =
    data?.countedAt === undefined ? '' : t('statistics.counted', { when: moment(data.countedAt) });
  return (
    <Page
      title={t('nav.statistics')}
      lead={[t('statistics.lead', days), counted].filter((part) => part !== '').join(' · ')}
      width="wide"
      actions={
        <>
          <PeriodPicker
            value={period}
            names={reportPeriods}
            required
            onChange={(next) => {
              setSearch({ period: next });
            }}
          />
          <Export days={days} />
          <Button
            onClick={() => {
              window.print();
            }}
          >
            {t('statistics.print')}
          </Button>
        </>
      }
    >
      {query.isPending && <Loading lines={8} />}
      {query.isError && data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {data?.behind === true && <Notice tone="amber">{t('statistics.behind')}</Notice>}
      {data !== undefined && <Figures of={data} />}
    </Page>
  );
}

function Figures({ of }: { of: Statistics }) {
  const { t } = useTranslation();
  const { recalls } = of;
  if (of.total.deliveries === 0 && recalls.approved + recalls.refused === 0)
    return (
      <div className="card">
        <Empty title={t('statistics.none')} text={t('statistics.noneText')} />
      </div>
    );
  return (
    <div className="statistics">
      <Tiles of={of} />
      <ByStep of={of} />
      <ByChannel of={of} />
      <Timeliness of={of.timeliness} />
      <ByCategory of={of} />
      <ByDepartment of={of} />
      {recalls.reasons.length > 0 && <ByReason of={of} />}
    </div>
  );
}

function Export({ days }: { days: Required<Days> }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const file = useMutation({
    mutationFn: getStatisticsFile,
    onSuccess: ({ name, content }) => {
      saveFile(name, content);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <Button
      loading={file.isPending}
      onClick={() => {
        file.mutate(days);
      }}
    >
      {t('statistics.export')}
    </Button>
  );
}
