import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams, type LoaderFunctionArgs } from 'react-router-dom';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import type { AnnouncementRow } from '../../../../src/contract/api/intake.js';
import { DeliveryState } from '../../../../src/contract/values.js';
import { useLive } from '../../app/live.js';
import { askFor, queryClient, targetsQuery, useTargets } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { steadyRows } from '../../lib/steady.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { TargetName } from '../../ui/target-name.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { FilterBar } from '../finding/filter-bar.js';
import { StillIndexing } from '../finding/still-indexing.js';
import { NothingFound } from '../finding/nothing-found.js';
import { useFinding } from '../finding/use-finding.js';
import { useTakeBack } from '../correction/take-back.js';
import { newestOfEach } from '../recall/phases.js';
import { newestRecallsQuery } from '../recall/queries.js';
import { boardQuery } from './board-query.js';
import { BoardRow } from './board-row.js';
import './story.css';
import './board.css';

/** Comes with the first cell that is opened. */
const DeliveryDrawer = lazy(async () => ({
  default: (await import('./delivery-drawer.js')).DeliveryDrawer,
}));

/** One row an item, one cell a place: a dot that fills while it goes out. */
export function BoardPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const live = useLive();
  const targets = useTargets();
  const opened = search.get('delivery') ?? undefined;
  const [hasOpened, setHasOpened] = useState(false);
  if (opened !== undefined && !hasOpened) setHasOpened(true);
  const [held, setHeld] = useState<AnnouncementRow[]>();
  const takeBack = useTakeBack();
  const recalls = newestOfEach(useQuery(newestRecallsQuery).data?.items ?? []);
  const state = DeliveryState.safeParse(search.get('state')).data;
  const looking = useFinding();
  const { q, filter } = looking;
  const narrowed = state !== undefined || Object.keys(filter).some((name) => name !== 'q');
  const query = useInfiniteQuery({
    ...boardQuery(state, filter),
    placeholderData: keepPreviousData,
    // Without the socket the page still moves on, only more slowly.
    refetchInterval: live ? false : 10_000,
  });
  // Many rows are drawn a piece at a time, and keys and clicks are heard in between.
  const shown = useDeferredValue(query.data);
  const newest = shown?.pages.flatMap((page) => page.items) ?? [];
  const { rows, waiting } = steadyRows(newest, held);
  const columns = columnsOf(rows, targets.data ?? []);

  function setParam(name: string, value: string | undefined): void {
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value === undefined) next.delete(name);
      else next.set(name, value);
      return next;
    });
  }

  /** Rows of another search are not held under the mouse. */
  function letGo(): void {
    setHeld(undefined);
  }

  return (
    <Page title={t('nav.board')} lead={t('board.lead')} width="wide">
      <FilterBar looking={looking} onChange={letGo}>
        <Select<DeliveryState | 'all'>
          aria-label={t('board.filter')}
          value={state ?? 'all'}
          onChange={(next) => {
            letGo();
            setParam('state', next === 'all' ? undefined : next);
          }}
          options={[
            { value: 'all', label: t('board.allStates') },
            ...DeliveryState.options.map((one) => ({ value: one, label: t(`state.${one}`) })),
          ]}
        />
      </FilterBar>
      <StillIndexing shown={shown?.pages[0]?.indexing} />
      {shown === undefined && !query.isError && <Loading lines={8} />}
      {query.isError && rows.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {shown !== undefined && query.isSuccess && rows.length === 0 && (
        <div className="card">
          {narrowed || q !== '' ? (
            <NothingFound q={q} narrowed={narrowed} />
          ) : (
            <Empty title={t('board.none')} text={t('board.noneText')} />
          )}
        </div>
      )}
      {rows.length > 0 && (
        <div
          className={query.isPlaceholderData ? 'card board-card finding-old' : 'card board-card'}
          onPointerEnter={(event) => {
            if (event.pointerType === 'mouse') setHeld(newest);
          }}
          onPointerLeave={letGo}
        >
          {waiting > 0 && (
            <button
              type="button"
              className="board-waiting"
              onClick={() => {
                setHeld(newest);
              }}
            >
              {t('board.waiting', { count: waiting })}
            </button>
          )}
          <table className="board">
            <thead>
              <tr>
                <th scope="col">{t('board.item')}</th>
                {columns.map((target) => (
                  <th key={target.id} scope="col" className="board-target">
                    <TargetName target={target} />
                    {target.pausedReason !== undefined && (
                      <span
                        className="board-paused"
                        title={
                          target.pausedWords === undefined
                            ? target.pausedReason
                            : inLanguage(target.pausedWords, currentLanguage())
                        }
                      >
                        {t('board.paused')}
                      </span>
                    )}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t('board.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <BoardRow
                  key={row.id}
                  row={row}
                  columns={columns}
                  onOpen={(deliveryId) => {
                    setParam('delivery', deliveryId);
                  }}
                  recall={recalls.get(row.id)}
                  takeBack={takeBack}
                />
              ))}
            </tbody>
          </table>
          <MoreRow query={query} shown={rows.length} />
        </div>
      )}
      <Suspense fallback={null}>
        {hasOpened && (
          <DeliveryDrawer
            id={opened}
            onClose={() => {
              setParam('delivery', undefined);
            }}
          />
        )}
      </Suspense>
      {takeBack.dialogs}
    </Page>
  );
}

/** Asks for the board as it begins; an address that narrows it asks by itself. */
export const askAhead = ({ request }: LoaderFunctionArgs): Promise<null> =>
  askFor(({ permissions }) =>
    permissions.includes('announcement.read')
      ? [
          !request.url.includes('?') && queryClient.infiniteQuery(boardQuery(undefined, {})),
          targetsQuery,
          newestRecallsQuery,
        ]
      : [],
  );

/** A column for each target that is switched on or has something on this page. */
function columnsOf(rows: AnnouncementRow[], targets: TargetView[]): TargetView[] {
  const used = new Set(rows.flatMap((row) => row.deliveries.map((delivery) => delivery.targetId)));
  return targets.filter((target) => target.enabled || used.has(target.id));
}
