import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeView } from '../../../../src/contract/api/notices.js';
import { getNotice } from '../../api/notice-calls.js';
import { useMay } from '../../app/me.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { CloseDialog } from './close-dialog.js';
import { ExtendDialog } from './extend-dialog.js';
import { Objections } from './objections.js';
import { dayWord } from './window.js';
import './notice.css';

/** In a record: how its public notice stands. Nothing for what is no 公示. */
export function NoticePanel({ announcementId }: { announcementId: string }) {
  const query = useQuery({
    queryKey: ['notice', announcementId],
    queryFn: ({ signal }) => getNotice(announcementId, signal),
  });
  const mayRead = useMay('objection.read');
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const notice = query.data?.notice;
  if (notice === undefined) return null;
  return <Panel announcementId={announcementId} notice={notice} mayRead={mayRead} />;
}

interface PanelProps {
  announcementId: string;
  notice: NoticeView;
  mayRead: boolean;
}

function Panel({ announcementId, notice, mayRead }: PanelProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'extend' | 'close'>();
  const mayExtend = useMay('release.create') && ['planned', 'running'].includes(notice.state);
  const mayClose = useMay('objection.handle') && notice.state === 'over';
  const close = (): void => {
    setDialog(undefined);
  };
  const extend = (
    <Button
      onClick={() => {
        setDialog('extend');
      }}
    >
      {t('notice.extend')}
    </Button>
  );
  return (
    <section aria-label={t('notice.title')}>
      <h2 className="section-title">{t('notice.title')}</h2>
      <div className="card notice-card">
        <div className="card-head">
          <div>
            <p className="notice-window num">
              {t('notice.window', {
                first: dayWord(notice.first),
                last: dayWord(notice.last),
                count: notice.workdays,
              })}
            </p>
            <p className="quiet">
              {t(`notice.state.${notice.state}`)}
              {notice.closed !== undefined && (
                <>
                  {t('list.comma')}
                  {t(`notice.outcome.${notice.closed.outcome}`)}
                  {t('list.comma')}
                  {notice.closed.by.name} <When at={notice.closed.at} />
                </>
              )}
            </p>
          </div>
          <div className="card-buttons">
            {mayExtend && extend}
            {mayClose && (
              <Button
                type="primary"
                onClick={() => {
                  setDialog('close');
                }}
              >
                {t('notice.close')}
              </Button>
            )}
          </div>
        </div>
        {notice.uncertainYears.length > 0 && (
          <Notice tone="amber">
            {t('notice.uncertain', { years: notice.uncertainYears.join(t('list.comma')) })}
          </Notice>
        )}
        {notice.tooShort !== undefined && (
          <Notice tone="cinnabar" title={t('notice.tooShort')} action={mayExtend ? extend : undefined}>
            {t('notice.tooShortText', { last: dayWord(notice.tooShort.last), count: notice.days })}
          </Notice>
        )}
        <Outages notice={notice} action={mayExtend ? extend : undefined} />
        {notice.extensions.length > 0 && (
          <ul className="notice-extensions">
            {notice.extensions.map((one) => (
              <li key={one.at}>
                {t('notice.extended', { name: one.by?.name ?? '—', reason: one.reason })} <When at={one.at} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {mayRead && <Objections announcementId={announcementId} open={notice.closed === undefined} />}
      {dialog === 'extend' && (
        <ExtendDialog announcementId={announcementId} notice={notice} onClose={close} />
      )}
      {dialog === 'close' && <CloseDialog announcementId={announcementId} onClose={close} />}
    </section>
  );
}

/** What it was missing for; those that nobody has answered ask for more time. */
function Outages({ notice, action }: { notice: NoticeView; action: React.ReactNode }) {
  const { t } = useTranslation();
  if (notice.outages.length === 0) return null;
  const asks = notice.suggested;
  return (
    <Notice
      tone={asks === undefined ? 'slate' : 'amber'}
      title={t(asks === undefined ? 'notice.outagesAnswered' : 'notice.outages')}
      action={asks === undefined ? undefined : action}
    >
      <ul className="notice-outages">
        {notice.outages.map((outage) => (
          <li key={`${outage.target.id}${outage.from}`}>
            {outage.target.name}
            {t('list.comma')}
            <When at={outage.from} /> –{' '}
            {outage.to === undefined ? t('notice.still') : <When at={outage.to} />}
          </li>
        ))}
      </ul>
      {asks !== undefined && <p>{t('notice.suggested', { last: dayWord(asks.last) })}</p>}
    </Notice>
  );
}
