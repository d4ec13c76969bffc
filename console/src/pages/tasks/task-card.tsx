import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { TaskView } from '../../../../src/contract/api/tasks.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { ButtonLink } from '../../ui/button-link.js';
import { TargetName } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { RepairForm } from '../board/repair-form.js';
import { Facts } from './facts.js';
import { TaskForm } from './task-form.js';
import './tasks.css';

/** The patrol's own task: what was live is not, or not as approved. */
const MISSING = 'missing';

/** One piece of work for a person: what to do, what to know for it, and what it asks for. */
export function TaskCard({ task }: { task: TaskView }) {
  const { t } = useTranslation();
  const seesOffice = useMay('announcement.read');
  return (
    <article className="task" id={`task-of-${task.deliveryId}`} tabIndex={-1}>
      <header className="task-head">
        <span className="task-target">
          <TargetName target={task.target} />
        </span>
        <span className="quiet">{t(`operation.${task.operation}`)}</span>
        <span className="task-when quiet">
          {t('tasks.opened')} <When at={task.openedAt} />
        </span>
      </header>
      {seesOffice ? (
        <Link to={`/announcements/${task.announcementId}`} className="task-title">
          {task.announcementTitle}
        </Link>
      ) : (
        <span className="task-title">{task.announcementTitle}</span>
      )}
      <TaskBody task={task} />
      <p className="task-links">
        {task.handoff && (
          <ButtonLink to={`/deliveries/${task.deliveryId}/handoff`} type="primary">
            {t('tasks.handoff')}
          </ButtonLink>
        )}
        <Link to={`${seesOffice ? '/board' : '/press'}?delivery=${task.deliveryId}`}>{t('tasks.story')}</Link>
      </p>
    </article>
  );
}

interface TaskBodyProps {
  task: TaskView;
  /** Among many places the form waits behind a word, so that what is asked of whom stays in sight. */
  folded?: boolean;
}

/** The task itself, without saying whose it is. A hand-off's form stands on its own page. */
export function TaskBody({ task, folded = false }: TaskBodyProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="task-text">{inLanguage(task.text, currentLanguage())}</p>
      <Facts facts={task.facts} />
      {task.answeredAt !== undefined && (
        <p className="quiet">
          {t('tasks.answered')} · <When at={task.answeredAt} />
        </p>
      )}
      {!task.handoff && <Answer task={task} folded={folded} />}
      {task.kind === MISSING && <RepairForm deliveryId={task.deliveryId} />}
    </>
  );
}

function Answer({ task, folded = false }: TaskBodyProps) {
  const { t } = useTranslation();
  if (!folded || !task.mayAnswer || task.ask === undefined) return <TaskForm task={task} />;
  return (
    <details className="task-fold">
      <summary>{t('tasks.fillIn')}</summary>
      <TaskForm task={task} />
    </details>
  );
}
