import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { Id } from '../../../../src/contract/values.js';
import { getLedger } from '../../api/record-calls.js';
import { useMay, useMe } from '../../app/me.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { LedgerBook } from './ledger-book.js';
import { LEDGER_KINDS, useKindWord } from './kinds.js';
import { RegisterExport } from './register-export.js';
import './ledger.css';

/** 台账: what happened, line after line, with the seal in the margin. */
export function LedgerPage() {
  const { t } = useTranslation();
  const office = useMe().office;
  const kindWord = useKindWord();
  const seesReads = useMay('access.read');
  const kinds = LEDGER_KINDS.filter((one) => one !== 'personal.read' || seesReads);
  const [search, setSearch] = useSearchParams();
  const kind = search.get('kind') ?? undefined;
  const announcementId = Id.safeParse(search.get('announcementId')).data;
  const query = useInfiniteQuery({
    queryKey: ['ledger', kind ?? 'all', announcementId ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      getLedger({ kind, announcementId, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
  });
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const unsealed = query.data?.pages[0]?.unsealed;
  const title = entries.find((entry) => entry.announcementId === announcementId)?.announcementTitle;

  function setParam(name: string, value: string | undefined): void {
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value === undefined) next.delete(name);
      else next.set(name, value);
      return next;
    });
  }

  return (
    <Page
      title={t('nav.ledger')}
      lead={
        unsealed === undefined
          ? undefined
          : unsealed === 0
            ? t('ledger.allSealed')
            : t('ledger.unsealed', { count: unsealed })
      }
      width="wide"
      actions={
        <>
          <RegisterExport />
          <Select<string>
            className="ledger-filter"
            aria-label={t('ledger.kind')}
            value={kind ?? 'all'}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(next) => {
              setParam('kind', next === 'all' ? undefined : next);
            }}
            options={[
              { value: 'all', label: t('ledger.allKinds') },
              ...kinds.map((one) => ({ value: one, label: kindWord(one) })),
            ]}
          />
        </>
      }
    >
      {announcementId !== undefined && (
        <p className="ledger-only">
          <span>{t('ledger.only', { title: title ?? '' })}</span>
          <button
            type="button"
            className="link-button"
            onClick={() => {
              setParam('announcementId', undefined);
            }}
          >
            {t('list.showAll')}
          </button>
        </p>
      )}
      {query.isPending && <Loading lines={10} />}
      {query.isError && entries.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && entries.length === 0 && (
        <div className="card">
          <Empty title={t('ledger.none')} text={t('ledger.noneText')} />
        </div>
      )}
      {entries.length > 0 && (
        <>
          <LedgerBook entries={entries} heading={t('ledger.heading', { office: office.name })} />
          <MoreRow query={query} shown={entries.length} />
        </>
      )}
    </Page>
  );
}
