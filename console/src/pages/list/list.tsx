import { useInfiniteQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { AnnouncementStage, type AnnouncementRow } from '../../../../src/contract/api/intake.js';
import { getAnnouncements } from '../../api/calls.js';
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
import './list.css';

/** All announcements, by stage and by word; both stand in the address. */
export function ListPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayWrite = useMay('announcement.write');
  const stage = AnnouncementStage.safeParse(search.get('stage')).data;
  const q = search.get('q') ?? '';
  const query = useInfiniteQuery({
    queryKey: ['announcements', 'list', stage ?? 'all', q],
    queryFn: ({ pageParam, signal }) => getAnnouncements({ stage, q, cursor: pageParam, limit: 20 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total;

  function setParam(name: 'stage' | 'q', value: string): void {
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: name === 'q' },
    );
  }

  const newButton = (
    <ButtonLink to="/announcements/new" type="primary">
      {t('action.new')}
    </ButtonLink>
  );
  return (
    <Page
      title={t('nav.announcements')}
      lead={total === undefined ? undefined : t('list.total', { count: total })}
      actions={mayWrite && newButton}
    >
      <div className="list-bar">
        <StageFilter
          stage={stage}
          onChange={(next) => {
            setParam('stage', next ?? '');
          }}
        />
        <SearchBox
          value={q}
          onChange={(next) => {
            setParam('q', next);
          }}
        />
      </div>
      <div className="card">
        {query.isPending && <Loading lines={8} />}
        {query.isError && rows.length === 0 && (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && rows.length === 0 && (
          <NothingFound filtered={stage !== undefined || q !== ''} action={mayWrite && newButton} />
        )}
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

function NothingFound({ filtered, action }: { filtered: boolean; action: React.ReactNode }) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <Empty title={t('list.noneFound')} text={t('list.noneFoundText')}>
        <Link to="/announcements">{t('list.showAll')}</Link>
      </Empty>
    );
  }
  return (
    <Empty title={t('list.none')} text={t('list.noneText')}>
      {action}
    </Empty>
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

/** Searches a moment after the last key; Chinese input is left alone while it is being composed. */
function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const composing = useRef(false);
  useEffect(() => {
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === value || composing.current) return;
    const timer = window.setTimeout(() => {
      onChange(text.trim().slice(0, 100));
    }, 350);
    return () => {
      window.clearTimeout(timer);
    };
  }, [text, value, onChange]);
  return (
    <Input
      className="list-search"
      type="search"
      allowClear
      prefix={<SearchOutlined className="quiet" />}
      placeholder={t('list.search')}
      aria-label={t('list.search')}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setText(event.currentTarget.value);
      }}
    />
  );
}

function ListRow({ row, mayWrite }: { row: AnnouncementRow; mayWrite: boolean }) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  return (
    <li>
      <Link to={placeOf(row, mayWrite)} className="list-row">
        <span className="list-stage">
          <StageMark stage={row.stage} />
        </span>
        <span className="list-title">{row.title === '' ? t('announcement.untitled') : row.title}</span>
        <span className="list-facts">
          {row.category !== '' && <span>{row.category}</span>}
          {row.docNo !== undefined && <span>{row.docNo}</span>}
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
