import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { DeliveryDot } from '../../../../src/contract/api/intake.js';
import type { PressRelease } from '../../../../src/contract/api/press.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { getPressReleases } from '../../api/press-calls.js';
import { getTasks } from '../../api/task-calls.js';
import { useLive } from '../../app/live.js';
import { useTargets } from '../../app/queries.js';
import { deliveryLook } from '../../lib/states.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { Dot } from '../../ui/state.js';
import { TargetName } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { DeliveryDrawer } from '../board/delivery-drawer.js';
import { TaskCard } from '../tasks/task-card.js';
import '../tasks/tasks.css';
import './press.css';

/** The liaison's first page: what was sent to the press, how it stands with each outlet, and what is to be done. */
export function PressReleasesPage() {
  const { t } = useTranslation();
  const live = useLive();
  const [search, setSearch] = useSearchParams();
  const query = useInfiniteQuery({
    queryKey: ['press', 'releases'],
    queryFn: ({ pageParam, signal }) => getPressReleases({ cursor: pageParam, limit: 30 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: live ? false : 10_000,
  });
  const releases = query.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (deliveryId: string | undefined) => {
    setSearch(deliveryId === undefined ? {} : { delivery: deliveryId });
  };
  return (
    <Page title={t('nav.releases')} lead={t('press.releasesLead')}>
      <OpenTasks />
      {query.isPending && <Loading />}
      {query.isError && releases.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && releases.length === 0 && (
        <div className="card">
          <Empty title={t('press.releasesNone')} text={t('press.releasesNoneText')} />
        </div>
      )}
      {releases.length > 0 && (
        <ul className="card press-releases">
          {releases.map((release) => (
            <ReleaseRow key={release.announcementId} release={release} onOpen={open} />
          ))}
        </ul>
      )}
      <MoreRow query={query} shown={releases.length} />
      <DeliveryDrawer
        id={search.get('delivery') ?? undefined}
        onClose={() => {
          open(undefined);
        }}
      />
    </Page>
  );
}

/** What waits for the liaison's hand, above everything else. Nothing is shown when nothing does. */
function OpenTasks() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['tasks', 'press'],
    queryFn: ({ signal }) => getTasks({ limit: 100 }, signal),
  });
  if (query.isError && query.data === undefined) {
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  }
  const tasks = query.data?.items ?? [];
  if (tasks.length === 0) return null;
  return (
    <section aria-label={t('tasks.title')}>
      <h2 className="section-title">
        {t('tasks.title')} <span className="quiet">{tasks.length}</span>
      </h2>
      <ul className="tasks">
        {tasks.map((task) => (
          <li key={task.id} className="card">
            <TaskCard task={task} />
          </li>
        ))}
      </ul>
      <h2 className="section-title">{t('press.releases')}</h2>
    </section>
  );
}

function ReleaseRow({ release, onOpen }: { release: PressRelease; onOpen: (deliveryId: string) => void }) {
  const { t } = useTranslation();
  const { data: targets = [], isSuccess: known } = useTargets();
  return (
    <li className="press-release">
      <div className="press-release-words">
        <span className="press-release-title">{release.title}</span>
        <span className="press-release-facts">
          <span>{release.category}</span>
          {release.docNo !== undefined && <span>{release.docNo}</span>}
          <span>{t('press.version', { number: release.versionNumber })}</span>
          <span>
            {t('press.embargo')} <When at={release.publishAt} />
          </span>
        </span>
      </div>
      <ul className="press-outlets">
        {release.deliveries.map((delivery) => (
          <li key={delivery.id}>
            <OutletState
              delivery={delivery}
              target={targets.find((one) => one.id === delivery.targetId)}
              known={known}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}

interface OutletStateProps {
  delivery: DeliveryDot;
  target: TargetView | undefined;
  /** The targets are there: one that is not among them is gone. */
  known: boolean;
  onOpen: (deliveryId: string) => void;
}

function OutletState({ delivery, target, known, onOpen }: OutletStateProps) {
  const { t } = useTranslation();
  const look = deliveryLook(delivery.state, delivery.operation);
  return (
    <button
      type="button"
      className="press-outlet"
      onClick={() => {
        onOpen(delivery.id);
      }}
    >
      <span className="press-outlet-name">
        {target !== undefined && <TargetName target={target} />}
        {target === undefined && known && t('version.unknownTarget')}
      </span>
      <span className={`state tone-${look.tone}`}>
        <Dot sign={look.sign} tone={look.tone} />
        {t(`state.${look.word}`)}
      </span>
    </button>
  );
}
