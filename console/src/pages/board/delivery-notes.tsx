import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import type { DeliveryState } from '../../../../src/contract/values.js';
import { useMay } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Notice } from '../../ui/feedback.js';
import { useMomentWords, When } from '../../ui/when.js';
import { TaskBody } from '../tasks/task-card.js';

/** Waiting for a named time, and why: a quota's next window, as the other side or the channel said. */
export function isWaiting(
  delivery: Pick<DeliveryDetail, 'state' | 'dueAt' | 'lastWords' | 'tries'>,
): boolean {
  return delivery.state === 'scheduled' && delivery.dueAt !== undefined && delivery.lastWords !== undefined;
}

/** States in which nothing stands in the way any more; what is missing is told with the way to mend it. */
const quietStates: ReadonlySet<DeliveryState> = new Set([
  'live',
  'done',
  'gone',
  'missing',
  'held',
  'superseded',
  'cancelled',
]);

/** What stands in the way at the moment, in words: a wait, or what the other side answered. */
export function Trouble({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const language = currentLanguage();
  const { lastWords, lastError, dueAt, state } = delivery;
  if (quietStates.has(state)) return null;
  if (isWaiting(delivery) && dueAt !== undefined && lastWords !== undefined) {
    return (
      <Notice tone="amber" title={t('wait.title', { when: moment(dueAt) })}>
        <p>{inLanguage(lastWords, language)}</p>
        <p>{t('wait.text')}</p>
      </Notice>
    );
  }
  if (lastWords === undefined && lastError === undefined) return null;
  return (
    <Notice tone="cinnabar" title={t('delivery.lastError')}>
      {lastWords !== undefined && <p>{inLanguage(lastWords, language)}</p>}
      {lastError !== undefined && <p className={lastWords === undefined ? '' : 'form-hint'}>{lastError}</p>}
    </Notice>
  );
}

/** The open task, with its form or the way to the hand-off's page. */
export function OpenTask({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const { task } = delivery;
  if (task === undefined) return null;
  return (
    <Notice
      tone="amber"
      title={
        <>
          {t('tasks.title')} · <When at={task.openedAt} />
        </>
      }
    >
      <div className="task-story">
        <TaskBody task={task} />
        {task.handoff && (
          <ButtonLink to={`/deliveries/${delivery.id}/handoff`} type="primary">
            {t('tasks.handoff')}
          </ButtonLink>
        )}
      </div>
    </Notice>
  );
}

/** Why it does not go out at the moment although nothing is wrong with it. */
export function Standstill({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const { state, lastWords } = delivery;
  if (state === 'superseded') return <Notice tone="slate">{t('superseded.text')}</Notice>;
  if (state !== 'held') return null;
  return (
    <Notice tone="slate" title={t('held.title')}>
      {lastWords === undefined ? t('held.text') : inLanguage(lastWords, currentLanguage())}
    </Notice>
  );
}

/** Nothing goes to this target until a person has seen to it: why, and where to resume it. */
export function PausedTarget({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const mayManage = useMay('target.manage');
  const target = (useTargets().data ?? []).find((one) => one.id === delivery.targetId);
  if (target?.pausedReason === undefined) return null;
  const why =
    target.pausedWords === undefined
      ? target.pausedReason
      : inLanguage(target.pausedWords, currentLanguage());
  return (
    <Notice
      tone="amber"
      title={t('pausedTarget.title', { target: target.name })}
      action={mayManage && <Link to="/targets">{t('pausedTarget.toTargets')}</Link>}
    >
      <p>{why}</p>
      <p>{t('pausedTarget.text')}</p>
    </Notice>
  );
}
