import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import type { RectificationView } from '../../../../src/contract/api/rectification.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { Affected } from './affected.js';
import { ExposureList } from './exposure.js';
import { Deadline, RectificationMark } from './marks.js';
import { rectificationQuery } from './queries.js';
import { SignOff } from './sign-off.js';
import { Steps } from './steps.js';
import { Submit } from './submit.js';
import { TicketFacts } from './ticket-facts.js';
import { TextForm } from './text-form.js';
import { TextRead } from './text-read.js';
import './rectification.css';

/** One rectification: what happened, what was done about it, and the second person's word. */
export function RectificationPage() {
  const { t } = useTranslation();
  const query = useQuery(rectificationQuery(useParams()['id'] ?? ''));
  if (query.data === undefined)
    return (
      <Page title={t('rectification.plain')}>
        {query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading lines={10} />
        )}
      </Page>
    );
  return <Ticket key={query.data.id} view={query.data} />;
}

function Ticket({ view }: { view: RectificationView }) {
  const { t } = useTranslation();
  const title = view.title === '' ? t('announcement.untitled') : view.title;
  return (
    <Page
      title={t('rectification.title', { title })}
      lead={
        <span className="rectification-lead">
          <RectificationMark state={view.state} />
          {view.signed === undefined && <Deadline {...view} />}
          <Link to={`/announcements/${view.announcementId}`}>{t('rectification.facts.record')}</Link>
        </span>
      }
      actions={
        <Button
          onClick={() => {
            window.print();
          }}
        >
          {t('rectification.print')}
        </Button>
      }
    >
      <Caution view={view} />
      <div className="rectification-columns">
        <div className="rectification-main">
          <section aria-label={t('rectification.text')}>
            <h2 className="section-title">{t('rectification.text')}</h2>
            <div className="card rectification-card">
              {view.mayWrite && <TextForm view={view} />}
              <TextRead view={view} paperOnly={view.mayWrite} />
            </div>
          </section>
          <ExposureList view={view} />
          <Affected view={view} />
          <Submit view={view} />
          <SignOff view={view} />
        </div>
        <aside className="rectification-aside">
          <TicketFacts view={view} />
          <Steps steps={view.steps} />
        </aside>
      </div>
    </Page>
  );
}

/** What must not be copied into it. */
function Caution({ view: { recall } }: { view: RectificationView }) {
  const { t } = useTranslation();
  if (recall?.reason === 'secrecy')
    return (
      <Notice tone="cinnabar" title={t('rectification.secretTitle')}>
        {t('rectification.secret')}
      </Notice>
    );
  if (recall?.reason === 'privacy')
    return (
      <Notice tone="amber" title={t('rectification.privateTitle')}>
        {t('rectification.private')}
      </Notice>
    );
  return null;
}
