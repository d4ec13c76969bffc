import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useMay } from '../../app/me.js';
import { Failure } from '../../ui/feedback.js';
import { dayWord } from '../notice/window.js';
import { Asked } from '../today/asked.js';
import { pendingQuery, withheldQuery } from './queries.js';
import './consulting.css';

/** On the first page: replies that are overdue or no longer fit, and what is to be looked at again. Nothing when there is none. */
export function Pending() {
  return (
    <>
      <Consulted />
      <ToLookAt />
    </>
  );
}

function Consulted() {
  const { t } = useTranslation();
  const writes = useMay('announcement.write');
  const reviews = useMay('review.decide');
  const query = useQuery({ ...pendingQuery, enabled: writes || reviews });
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const asking = (query.data?.items ?? []).filter(({ overdue, standing }) => overdue || standing !== 'open');
  return (
    <Section title={t('consultation.title')} count={asking.length}>
      {asking.map(({ id, announcementId, title, organ, standing, overdue, dueOn }) => (
        <li key={id}>
          <Link to={`/announcements/${announcementId}#consultations`}>
            {title === '' ? t('announcement.untitled') : title}
          </Link>{' '}
          <span>{organ}</span>{' '}
          <span className={overdue || standing === 'refused' ? 'tone-cinnabar' : 'tone-amber'}>
            {overdue
              ? `${t('consultation.overdue')} · ${t('consultation.dueOn', { day: dayWord(dueOn) })}`
              : t(`consultation.standing.${standing}`)}
          </span>
        </li>
      ))}
    </Section>
  );
}

function ToLookAt() {
  const { t } = useTranslation();
  const query = useQuery({ ...withheldQuery, enabled: useMay('review.decide') });
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const due = (query.data?.items ?? []).filter((row) => row.due);
  return (
    <Section title={t('withholding.title')} count={due.length}>
      {due.map(({ announcementId, title, againOn }) => (
        <li key={announcementId}>
          <Link to={`/announcements/${announcementId}`}>{title}</Link>{' '}
          <span className="tone-amber">
            {t('withholding.due')} · {dayWord(againOn)}
          </span>
        </li>
      ))}
    </Section>
  );
}

function Section({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <Asked title={title} count={count}>
      <ul className="card card-list">{children}</ul>
    </Asked>
  );
}
