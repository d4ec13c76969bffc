import { useQueries } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { TaskView } from '../../../../src/contract/api/tasks.js';
import { useMay, useMe } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { useNow } from '../../lib/clock.js';
import { clockTime } from '../../lib/time.js';
import { DeliveryMark, Dot } from '../../ui/state.js';
import { deliveryLook } from '../../lib/states.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { TargetName } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { todayQueries } from './today-queries.js';
import {
  goesOutToday,
  stuckDeliveries,
  waitingFor,
  type Outgoing,
  type Stuck,
  type Waiting,
} from './today-work.js';
import './today.css';

/** More are a list of their own. */
const TASKS_SHOWN = 5;

/** The first page: what waits for me, what goes out today, what needs a person. */
export function TodayPage() {
  const { t } = useTranslation();
  const now = useNow();
  const me = useMe();
  const mayWrite = useMay('announcement.write');
  const mayRelease = useMay('release.create');
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
  ] = useQueries({ queries: todayQueries(useMay('screen.read')) });

  const day = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'full' }).format(now);
  const waiting = waitingFor({
    memberId: me.member.id,
    mayRelease,
    mayWrite,
    reviews: reviews.data?.items ?? [],
    approved: approved.data?.items ?? [],
    returned: returned.data?.items ?? [],
    drafting: drafting.data?.items ?? [],
  });
  const stuckSources = [failed, unconfirmed, person, missing];
  const openTasks = tasks.data?.items ?? [];
  const stuck = stuckDeliveries(
    stuckSources.flatMap((query) => query.data?.items ?? []),
    new Set(openTasks.map((task) => task.deliveryId)),
  );
  const outgoing = goesOutToday([...(board.data?.items ?? []), ...(scheduled.data?.items ?? [])], now);
  const down = (screens.data?.items ?? []).filter((screen) => !screen.online);

  return (
    <Page
      title={t('nav.today')}
      lead={day}
      actions={
        mayWrite && (
          <Link to="/announcements/new">
            <Button type="primary">{t('action.new')}</Button>
          </Link>
        )
      }
    >
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
            count={stuck.length + down.length}
            queries={stuckSources}
            empty={t('today.personEmpty')}
            urgent
          >
            {stuck.map((one) => (
              <StuckItem key={one.delivery.id} one={one} />
            ))}
            {down.map((screen) => (
              <li key={screen.id}>
                <Link to="/screens" className="today-item">
                  <span className="today-item-head tone-amber">
                    <Dot sign="alert" tone="amber" /> {t('today.screenDown')}
                  </span>
                  <span className="today-title">{screen.name}</span>
                  <span className="today-meta">
                    {screen.lastSeenAt === undefined ? (
                      t('screens.neverSeen')
                    ) : (
                      <>
                        {t('screens.lastSeen')} <When at={screen.lastSeenAt} />
                      </>
                    )}
                  </span>
                </Link>
              </li>
            ))}
          </Column>
        </div>
      </div>
    </Page>
  );
}

interface ColumnQuery {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
}

interface ColumnProps {
  title: string;
  count: number;
  queries: ColumnQuery[];
  empty: string;
  urgent?: boolean;
  /** Below the list. */
  more?: ReactNode;
  children: ReactNode;
}

function Column({ title, count, queries, empty, urgent = false, more, children }: ColumnProps) {
  const broken = queries.find((query) => query.isError);
  const pending = queries.some((query) => query.isPending);
  let content: ReactNode = <ul>{children}</ul>;
  if (broken !== undefined) {
    const retry = () => void Promise.all(queries.map((query) => query.refetch()));
    content = <Failure error={broken.error} onRetry={retry} />;
  } else if (count === 0) content = pending ? <Loading lines={3} /> : <p className="today-empty">{empty}</p>;
  return (
    <section
      className={urgent && count > 0 ? 'today-column today-urgent' : 'today-column'}
      aria-label={title}
    >
      <h2>
        {title}
        {count > 0 && <span className="today-count">{count}</span>}
      </h2>
      {content}
      {more !== undefined && more !== false && <p className="today-more">{more}</p>}
    </section>
  );
}

function WaitingItem({ one }: { one: Waiting }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to={one.to} className="today-item">
        <span
          className={one.kind === 'returned' ? 'today-item-head tone-cinnabar' : 'today-item-head tone-pine'}
        >
          {t(`today.kind.${one.kind}`)}
        </span>
        <span className="today-title">{one.title === '' ? t('announcement.untitled') : one.title}</span>
        <span className="today-meta">
          {one.from !== undefined && <span>{one.from}</span>}
          <When at={one.at} />
        </span>
      </Link>
    </li>
  );
}

function OutgoingItem({ line, now }: { line: Outgoing; now: Date }) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  const at = new Date(line.at);
  return (
    <li className={at > now ? 'day-line day-future' : 'day-line'}>
      <time dateTime={line.at}>{clockTime(at, currentLanguage())}</time>
      <Link to={`/announcements/${line.id}`} className="today-item">
        <span className="today-title">{line.title}</span>
        <span className="day-targets">
          {line.deliveries.map((delivery) => {
            const look = deliveryLook(delivery.state, delivery.operation);
            const target = targets.find((one) => one.id === delivery.targetId);
            return (
              <span key={delivery.id} className={`state tone-${look.tone}`} title={t(`state.${look.word}`)}>
                <Dot sign={look.sign} tone={look.tone} size={13} />
                {target !== undefined && <TargetName target={target} />}
                <span className="visually-hidden">{t(`state.${look.word}`)}</span>
              </span>
            );
          })}
        </span>
      </Link>
    </li>
  );
}

/** A hand-off opens on its own page, everything else in the list of tasks. */
function TaskItem({ task }: { task: TaskView }) {
  const to = task.handoff ? `/deliveries/${task.deliveryId}/handoff` : `/tasks?open=${task.deliveryId}`;
  return (
    <li>
      <Link to={to} className="today-item">
        <span className="today-item-head tone-amber">
          <Dot sign="person" tone="amber" />
          <TargetName target={task.target} />
        </span>
        <span className="today-title today-task">{inLanguage(task.text, currentLanguage())}</span>
        <span className="today-meta">
          <span className="clip">{task.announcementTitle}</span>
          <When at={task.openedAt} />
        </span>
      </Link>
    </li>
  );
}

function StuckItem({ one }: { one: Stuck }) {
  const targets = useTargets().data ?? [];
  const target = targets.find((candidate) => candidate.id === one.delivery.targetId);
  return (
    <li>
      <Link to={`/board?delivery=${one.delivery.id}`} className="today-item">
        <span className="today-item-head">
          <DeliveryMark state={one.delivery.state} operation={one.delivery.operation} />
        </span>
        <span className="today-title">{one.title}</span>
        <span className="today-meta">{target !== undefined && <TargetName target={target} />}</span>
      </Link>
    </li>
  );
}
