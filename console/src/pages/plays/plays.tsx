import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { PlaysBy, type PlaysQuery, type PlaysReport } from '../../../../src/contract/api/plays.js';
import { dayText, minuteText } from '../../../../src/contract/kit/office-time.js';
import { Id } from '../../../../src/contract/values.js';
import { getPlays, getPlaysFile } from '../../api/play-calls.js';
import { getScreens } from '../../api/screen-calls.js';
import { hubNow } from '../../lib/clock.js';
import { daysOf } from '../../lib/period.js';
import { saveFile } from '../../lib/save-file.js';
import { FigureTable } from '../../ui/chart/chart.js';
import { Empty, Failure, Loading, Notice, useProblemText } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { PeriodPicker } from '../finding/period-picker.js';
import '../finding/finding.css';

const DEFAULT = '7d';
/** Screens tell of what they have shown within seconds. */
const AGAIN_MS = 30_000;

const viewName = { item: 'plays.byItem', screen: 'plays.byScreen', day: 'plays.byDay' } as const;
const subject = { item: 'plays.item', screen: 'plays.screen', day: 'plays.day' } as const;

/** The days that are asked for: an open end is today's, and what is no period is the last week. */
function wholeDays(text: string, today: string): { from: string; to: string } {
  const { from = today, to = today } = daysOf(text, today) ?? daysOf(DEFAULT, today) ?? {};
  return { from, to: to < from ? from : to };
}

/** 播放记录: what the screens have shown, how often and for how long. */
export function PlaysPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const period = search.get('period') ?? DEFAULT;
  const by = PlaysBy.safeParse(search.get('by')).data ?? 'item';
  const screenId = Id.safeParse(search.get('screen')).data;
  const asked: PlaysQuery = { ...wholeDays(period, dayText(hubNow())), by, screenId };
  const query = useQuery({
    queryKey: ['plays', asked],
    queryFn: ({ signal }) => getPlays(asked, signal),
    refetchInterval: AGAIN_MS,
  });
  const { data } = query;

  function set(name: 'period' | 'by' | 'screen', value: string): void {
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  }

  return (
    <Page
      title={t('nav.plays')}
      lead={t('plays.lead', { from: asked.from, to: asked.to })}
      width="wide"
      actions={<Export query={asked} />}
    >
      <div className="filter-bar" role="search">
        <Segmented<PlaysBy>
          aria-label={t('plays.by')}
          value={by}
          onChange={(next) => {
            set('by', next);
          }}
          options={PlaysBy.options.map((value) => ({ value, label: t(viewName[value]) }))}
        />
        <ScreenChoice
          value={screenId ?? ''}
          onChange={(next) => {
            set('screen', next);
          }}
        />
        <PeriodPicker
          value={period}
          required
          onChange={(next) => {
            set('period', next);
          }}
        />
      </div>
      {query.isPending && <Loading lines={8} />}
      {query.isError && data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {data !== undefined && data.rows.length === 0 && (
        <div className="card">
          <Empty title={t('plays.none')} text={t('plays.noneText')} />
        </div>
      )}
      {data !== undefined && data.rows.length > 0 && <Report of={data} />}
    </Page>
  );
}

function ScreenChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const screens = useQuery({ queryKey: ['screens'], queryFn: ({ signal }) => getScreens(signal) });
  return (
    <Select<string>
      aria-label={t('plays.screen')}
      value={value}
      onChange={onChange}
      popupMatchSelectWidth={false}
      loading={screens.isPending}
      options={[
        { value: '', label: t('plays.allScreens') },
        ...(screens.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

function Report({ of }: { of: PlaysReport }) {
  const { t } = useTranslation();
  const duration = useDuration();
  const time = (at: string): string => minuteText(new Date(at));
  return (
    <div className="card">
      {of.more && <Notice tone="amber">{t('plays.more', { count: of.rows.length })}</Notice>}
      <FigureTable
        caption={t('nav.plays')}
        head={[
          t(subject[of.by]),
          t('plays.plays'),
          t('plays.whole'),
          t('plays.time'),
          t('plays.first'),
          t('plays.last'),
        ]}
        rows={[
          [t('plays.total'), of.total.plays, of.total.whole, duration(of.total.seconds), '', ''],
          ...of.rows.map((row) => [
            row.announcementId === undefined ? (
              row.name
            ) : (
              <Link to={`/announcements/${row.announcementId}`}>{row.name}</Link>
            ),
            row.plays,
            row.whole,
            duration(row.seconds),
            time(row.firstAt),
            time(row.lastAt),
          ]),
        ]}
      />
    </div>
  );
}

function useDuration(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return hours > 0
      ? t('plays.hours', { hours, minutes })
      : t('plays.minutes', { minutes, seconds: seconds % 60 });
  };
}

function Export({ query }: { query: PlaysQuery }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const file = useMutation({
    mutationFn: getPlaysFile,
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
        file.mutate(query);
      }}
    >
      {t('plays.export')}
    </Button>
  );
}
