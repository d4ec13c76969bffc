import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { ReleaseGroupView } from '../../../../src/contract/api/delivery.js';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import type { TaskView } from '../../../../src/contract/api/tasks.js';
import { useMay } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { deliveryLook } from '../../lib/states.js';
import { clockTime } from '../../lib/time.js';
import { DeliveryMark, Dot } from '../../ui/state.js';
import { TargetName } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import type { Outgoing, Stuck, Waiting } from './today-work.js';

export function WaitingItem({ one }: { one: Waiting }) {
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

export function OutgoingItem({ line, now }: { line: Outgoing; now: Date }) {
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
export function TaskItem({ task }: { task: TaskView }) {
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

export function StuckItem({ one }: { one: Stuck }) {
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

/** A release group that does not go as a whole. */
export function HeldGroupItem({ group }: { group: ReleaseGroupView }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to={`/groups/${group.id}`} className="today-item">
        <span className="today-item-head tone-amber">
          <Dot sign="pause" tone="amber" /> {t('group.today')}
        </span>
        <span className="today-title">{group.name}</span>
        <span className="today-meta">
          <When at={group.publishAt} />
        </span>
      </Link>
    </li>
  );
}

/** A target to which nothing goes until somebody has seen to it. */
export function PausedItem({ target }: { target: TargetView }) {
  const { t } = useTranslation();
  const mayManage = useMay('target.manage');
  const why =
    target.pausedWords === undefined
      ? target.pausedReason
      : inLanguage(target.pausedWords, currentLanguage());
  const words = (
    <>
      <span className="today-item-head tone-amber">
        <Dot sign="pause" tone="amber" /> {t('pausedTarget.today')}
      </span>
      <span className="today-title">
        <TargetName target={target} />
      </span>
      <span className="today-meta today-task">{why}</span>
    </>
  );
  return (
    <li>
      {mayManage ? (
        <Link to="/targets" className="today-item">
          {words}
        </Link>
      ) : (
        <div className="today-item">{words}</div>
      )}
    </li>
  );
}

/** When a switch fails, hundreds are down at once: the others are a number. */
export function ScreensDownItem({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to="/screens?state=offline" className="today-item">
        {t('today.screensDown', { count })}
      </Link>
    </li>
  );
}

export function ScreenDownItem({ screen }: { screen: ScreenView }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to="/screens" className="today-item">
        <span className="today-item-head tone-amber">
          <Dot sign="alert" tone="amber" /> {t('today.screenDown')}
        </span>
        <span className="today-title">{screen.name}</span>
        <span className="today-meta">
          {screen.lastSeenAt === undefined ? (
            t('today.screenNeverSeen')
          ) : (
            <>
              {t('today.screenSeen')} <When at={screen.lastSeenAt} />
            </>
          )}
        </span>
      </Link>
    </li>
  );
}
