import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { AnnouncementStage, type AnnouncementRow } from '../../../../src/contract/api/intake.js';
import { getAnnouncements } from '../../api/announcement-calls.js';
import { useMay } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { placeOf } from '../../lib/places.js';
import { deliveryLook } from '../../lib/states.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { Dot, StageMark } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { FilterBar } from '../finding/filter-bar.js';
import { StillIndexing } from '../finding/still-indexing.js';
import { Marked, Passage } from '../finding/marked.js';
import { NothingFound } from '../finding/nothing-found.js';
import { useFinding } from '../finding/use-finding.js';
import './list.css';

/** All announcements, by stage, by words and by what else narrows them; all of it stands in the address. */
export function ListPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayWrite = useMay('announcement.write');
  const stage = AnnouncementStage.safeParse(search.get('stage')).data;
  const looking = useFinding();
  const { q, filter } = looking;
  const query = useInfiniteQuery({
    queryKey: ['announcements', 'list', stage ?? 'all', filter],
    queryFn: ({ pageParam, signal }) =>
      getAnnouncements({ ...filter, stage, cursor: pageParam, limit: 20 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    // What was found stays while the next word is typed.
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const { total, more = false } = query.data?.pages[0] ?? {};
  const narrowed = stage !== undefined || Object.keys(filter).some((name) => name !== 'q');

  function setStage(value: AnnouncementStage | undefined): void {
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value === undefined) next.delete('stage');
      else next.set('stage', value);
      return next;
    });
  }

  const newButton = (
    <ButtonLink to="/announcements/new" type="primary">
      {t('action.new')}
    </ButtonLink>
  );
  return (
    <Page
      title={t('nav.announcements')}
      lead={total === undefined ? undefined : t(more ? 'list.totalMore' : 'list.total', { count: total })}
      actions={mayWrite && newButton}
    >
      <StageFilter stage={stage} onChange={setStage} />
      <FilterBar looking={looking} />
      <StillIndexing shown={query.data?.pages[0]?.indexing} />
      <div className={query.isPlaceholderData ? 'card finding-old' : 'card'}>
        {query.isPending && <Loading lines={8} />}
        {query.isError && rows.length === 0 && (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess &&
          rows.length === 0 &&
          (narrowed || q !== '' ? (
            <NothingFound q={q} narrowed={narrowed} />
          ) : (
            <Empty title={t('list.none')} text={t('list.noneText')}>
              {mayWrite && newButton}
            </Empty>
          ))}
        {rows.length > 0 && (
          <ul className="list-rows">
            {rows.map((row) => (
              <ListRow key={row.id} row={row} mayWrite={mayWrite} />
            ))}
          </ul>
        )}
        <MoreRow query={query} shown={rows.length} />
      </div>
    </Page>
  );
}

function StageFilter({
  stage,
  onChange,
}: {
  stage: AnnouncementStage | undefined;
  onChange: (stage: AnnouncementStage | undefined) => void;
}) {
  const { t } = useTranslation();
  const options = [undefined, ...AnnouncementStage.options];
  return (
    <div className="stage-filter" role="group" aria-label={t('list.stage')}>
      {options.map((one) => (
        <button
          key={one ?? 'all'}
          type="button"
          aria-pressed={stage === one}
          onClick={() => {
            onChange(one);
          }}
        >
          {one === undefined ? t('list.all') : t(`stage.${one}`)}
        </button>
      ))}
    </div>
  );
}

function ListRow({ row, mayWrite }: { row: AnnouncementRow; mayWrite: boolean }) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  return (
    <li>
      <Link to={placeOf(row, mayWrite)} className="list-row">
        <span className="list-stage">
          <StageMark stage={row.stage} audience={row.audience} />
        </span>
        <span className="list-title">
          <Marked
            parts={row.found?.title}
            plain={row.title === '' ? t('announcement.untitled') : row.title}
          />
          <Passage found={row.found} />
        </span>
        <span className="list-facts">
          {row.category !== '' && <span>{row.category}</span>}
          {row.docNo !== undefined && (
            <span>
              <Marked parts={row.found?.docNo} plain={row.docNo} />
            </span>
          )}
          <span>{row.drafter.name}</span>
        </span>
        <span className="list-dots">
          {row.deliveries.map((delivery) => {
            const look = deliveryLook(delivery.state, delivery.operation);
            const name = targets.find((target) => target.id === delivery.targetId)?.name ?? '';
            const words = t('board.cell', { target: name, state: t(`state.${look.word}`) });
            return (
              <span key={delivery.id} title={words}>
                <Dot sign={look.sign} tone={look.tone} />
                <span className="visually-hidden">{words}</span>
              </span>
            );
          })}
        </span>
        <span className="list-when">
          <When at={row.updatedAt} />
        </span>
      </Link>
    </li>
  );
}
