import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { PersonalData } from '../../../../src/contract/api/personal-data.js';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { Id } from '../../../../src/contract/values.js';
import { getPersonalReads } from '../../api/record-calls.js';
import { useMe } from '../../app/me.js';
import { hubNow } from '../../lib/clock.js';
import { daysOf, instantsOf } from '../../lib/period.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { PeriodPicker } from '../finding/period-picker.js';
import { LedgerBook } from '../ledger/ledger-book.js';
import '../finding/finding.css';
import '../ledger/ledger.css';

/** 查阅记录: who read personal data, line after line as in the ledger that the entries stand in. */
export function AccessPage() {
  const { t } = useTranslation();
  const office = useMe().office;
  const [search, setSearch] = useSearchParams();
  const memberId = Id.safeParse(search.get('member')).data;
  const what = PersonalData.safeParse(search.get('what')).data;
  const period = search.get('period') ?? '';
  const filter = { memberId, what, ...instantsOf(daysOf(period, dayText(hubNow())) ?? {}) };
  const query = useInfiniteQuery({
    queryKey: ['personal-reads', filter],
    queryFn: ({ pageParam, signal }) => getPersonalReads({ ...filter, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
  });
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const people = query.data?.pages[0]?.people ?? [];
  const narrowed = search.size > 0;

  function set(name: 'member' | 'what' | 'period', value: string): void {
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  }

  return (
    <Page title={t('nav.access')} lead={t('personal.lead')} width="wide">
      <div className="filter-bar" role="search">
        <Select<string>
          aria-label={t('personal.who')}
          value={memberId ?? ''}
          onChange={(next) => {
            set('member', next);
          }}
          options={[
            { value: '', label: t('personal.everybody') },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select<string>
          aria-label={t('personal.what')}
          value={what ?? ''}
          popupMatchSelectWidth={false}
          onChange={(next) => {
            set('what', next);
          }}
          options={[
            { value: '', label: t('personal.everything') },
            ...PersonalData.options.map((one) => ({ value: one, label: t(`personal.${one}`) })),
          ]}
        />
        <PeriodPicker
          value={period}
          onChange={(next) => {
            set('period', next);
          }}
        />
      </div>
      {query.isPending && <Loading lines={8} />}
      {query.isError && entries.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && entries.length === 0 && (
        <div className="card">
          <Empty
            title={t(narrowed ? 'personal.noneFound' : 'personal.none')}
            text={t(narrowed ? 'personal.noneFoundText' : 'personal.noneText')}
          />
        </div>
      )}
      {entries.length > 0 && (
        <>
          <LedgerBook entries={entries} heading={t('personal.heading', { office: office.name })} placeless />
          <MoreRow query={query} shown={entries.length} />
        </>
      )}
    </Page>
  );
}
