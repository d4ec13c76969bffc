import { useQueries } from '@tanstack/react-query';
import { lazy, memo, Suspense, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useMay, useMe } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { currentLanguage } from '../../i18n/index.js';
import { useNow } from '../../lib/clock.js';
import { fullDay } from '../../lib/time.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Page } from '../../ui/page.js';
import { ConsultingToday } from '../consulting/parts.js';
import { standingOf } from '../groups/standing.js';
import { EmergencyToday } from '../emergency/parts.js';
import { NoticesToday } from '../notice/notices-today.js';
import { WaitingRecalls } from '../recall/waiting-recalls.js';
import { RectificationsToday } from '../rectification/parts.js';
import { RescanToday } from '../rescan/parts.js';
import { Column } from './column.js';
import {
  HeldGroupItem,
  OutgoingItem,
  PausedItem,
  ScreenDownItem,
  ScreensDownItem,
  StuckItem,
  TaskItem,
  WaitingItem,
} from './items.js';
import { todayQueries } from './today-queries.js';
import { goesOutToday, stuckDeliveries, waitingFor } from './today-work.js';
import './today.css';

/** Comes once the page has been painted. */
const UnruledToday = lazy(async () => ({
  default: (await import('../templates/unruled-today.js')).UnruledToday,
}));

/** More are a list of their own. */
const TASKS_SHOWN = 5;
/** Of the screens that are down, so many are named. */
const SCREENS_NAMED = 4;

type Asked = ReturnType<typeof useAsked>;

function useAsked() {
  return useQueries({ queries: todayQueries(useMay('screen.read')) });
}

/** The first page: what waits for me, what goes out today, what needs a person. */
export function TodayPage() {
  const { t } = useTranslation();
  const mayWrite = useMay('announcement.write');
  // Drawn a piece at a time, and keys and clicks are heard in between.
  const asked = useDeferredValue(useAsked());
  return (
    <Page
      title={t('nav.today')}
      lead={fullDay(useNow(), currentLanguage())}
      actions={
        mayWrite && (
          <ButtonLink to="/announcements/new" type="primary">
            {t('action.new')}
          </ButtonLink>
        )
      }
    >
      <WaitingRecalls />
      <RescanToday />
      <EmergencyToday />
      <NoticesToday />
      <ConsultingToday />
      <RectificationsToday />
      <Columns asked={asked} />
    </Page>
  );
}

const Columns = memo(function Columns({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const now = useNow();
  const me = useMe();
  const mayWrite = useMay('announcement.write');
  const mayRelease = useMay('release.create');
  const maySetRule = useMay('template.manage');
  const [
    reviews,
    approved,
    returned,
    drafting,
    board,
    failed,
    unconfirmed,
    person,
    missing,
    scheduled,
    screens,
    tasks,
    groups,
  ] = asked;

  const waiting = waitingFor({
    memberId: me.member.id,
    mayRelease,
    mayWrite,
    reviews: reviews.data?.items ?? [],
    approved: approved.data?.items ?? [],
    returned: returned.data?.items ?? [],
    drafting: drafting.data?.items ?? [],
  });
  const stuckSources = [failed, unconfirmed, person, missing, groups];
  const openTasks = tasks.data?.items ?? [];
  const stuck = stuckDeliveries(
    [failed, unconfirmed, person, missing].flatMap((query) => query.data?.items ?? []),
    new Set(openTasks.map((task) => task.deliveryId)),
  );
  const outgoing = goesOutToday([...(board.data?.items ?? []), ...(scheduled.data?.items ?? [])], now);
  const paused = (useTargets().data ?? []).filter(
    ({ enabled, pausedReason }) => enabled && pausedReason !== undefined,
  );
  const heldGroups = (groups.data?.items ?? []).filter((group) => standingOf(group, now) === 'held');
  const down = (screens.data?.items ?? []).filter((screen) => !screen.online);

  return (
    <div className="today">
      <Column
        title={t('today.waiting')}
        count={waiting.length}
        queries={[reviews, approved, returned, drafting]}
        empty={t('today.waitingEmpty')}
      >
        {waiting.map((one) => (
          <WaitingItem key={`${one.kind}${one.key}`} one={one} />
        ))}
      </Column>
      <Column
        title={t('today.outgoing')}
        count={outgoing.length}
        queries={[board, scheduled]}
        empty={t('today.outgoingEmpty')}
      >
        {outgoing.map((line) => (
          <OutgoingItem key={line.id} line={line} now={now} />
        ))}
      </Column>
      <div className="today-stack">
        <Column
          title={t('tasks.title')}
          count={tasks.data?.total ?? openTasks.length}
          queries={[tasks]}
          empty={t('today.tasksEmpty')}
          more={openTasks.length > TASKS_SHOWN && <Link to="/tasks">{t('tasks.more')}</Link>}
        >
          {openTasks.slice(0, TASKS_SHOWN).map((task) => (
            <TaskItem key={task.id} task={task} />
          ))}
        </Column>
        <Column
          title={t('today.person')}
          count={stuck.length + heldGroups.length + paused.length + down.length}
          queries={stuckSources}
          empty={t('today.personEmpty')}
          urgent
        >
          {stuck.map((one) => (
            <StuckItem key={one.delivery.id} one={one} />
          ))}
          {heldGroups.map((group) => (
            <HeldGroupItem key={group.id} group={group} />
          ))}
          {paused.map((target) => (
            <PausedItem key={target.id} target={target} />
          ))}
          {down.slice(0, SCREENS_NAMED).map((screen) => (
            <ScreenDownItem key={screen.id} screen={screen} />
          ))}
          {down.length > SCREENS_NAMED && <ScreensDownItem count={down.length - SCREENS_NAMED} />}
        </Column>
        {maySetRule && (
          <Suspense fallback={null}>
            <UnruledToday />
          </Suspense>
        )}
      </div>
    </div>
  );
});
