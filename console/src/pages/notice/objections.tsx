import { queryOptions, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObjectionView } from '../../../../src/contract/api/notices.js';
import { getObjections } from '../../api/notice-calls.js';
import { useMay } from '../../app/me.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { RecordDialog, ResultDialog } from './objection-dialogs.js';

export const objectionsQuery = (announcementId: string) =>
  queryOptions({
    queryKey: ['notice', announcementId, 'objections'],
    queryFn: ({ signal }) => getObjections(announcementId, signal),
    // Each reading is written down: none that nobody asked for.
    refetchOnWindowFocus: false,
    staleTime: 0,
  });

/** What was objected, only for who may read it. */
export function Objections({ announcementId, open }: { announcementId: string; open: boolean }) {
  const { t } = useTranslation();
  const query = useQuery(objectionsQuery(announcementId));
  const mayHandle = useMay('objection.handle');
  const [recording, setRecording] = useState(false);
  const [settling, setSettling] = useState<ObjectionView>();
  const items = query.data?.items ?? [];
  return (
    <section aria-label={t('objection.title')}>
      <div className="card-head">
        <h2 className="section-title">{t('objection.title')}</h2>
        {mayHandle && open && (
          <Button
            onClick={() => {
              setRecording(true);
            }}
          >
            {t('objection.record')}
          </Button>
        )}
      </div>
      <p className="quiet notice-secret">{t('objection.secret')}</p>
      {query.isPending && <Loading lines={2} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <p className="quiet">{t('objection.none')}</p>}
      {items.length > 0 && (
        <ul className="card card-list">
          {items.map((objection) => (
            <li key={objection.id}>
              <p className="quiet">
                {t(`objection.way.${objection.way}`)}
                {t('list.comma')}
                <When at={objection.receivedAt} />
                {t('list.comma')}
                {objection.recorded === undefined
                  ? t('objection.receipt', { receipt: objection.receipt ?? '' })
                  : t('objection.recordedBy', { name: objection.recorded.by.name })}
              </p>
              {objection.receipt !== undefined && (
                <p>
                  {objection.from === undefined
                    ? t('objection.anonymous')
                    : t('objection.from', { ...objection.from })}
                </p>
              )}
              <p className="objection-text">{objection.text}</p>
              {objection.result === undefined ? (
                <div className="card-head">
                  <span className="tone-amber">{t('objection.waiting')}</span>
                  {mayHandle && (
                    <Button
                      size="small"
                      onClick={() => {
                        setSettling(objection);
                      }}
                    >
                      {t('objection.settle')}
                    </Button>
                  )}
                </div>
              ) : (
                <div className="objection-result">
                  <p>
                    <strong>{t(`objection.finding.${objection.result.finding}`)}</strong>{' '}
                    <span className="quiet">
                      {objection.result.by.name} <When at={objection.result.at} />
                    </span>
                  </p>
                  <p className="objection-text">{objection.result.text}</p>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {recording && (
        <RecordDialog
          announcementId={announcementId}
          onClose={() => {
            setRecording(false);
          }}
        />
      )}
      {settling !== undefined && (
        <ResultDialog
          objection={settling}
          onClose={() => {
            setSettling(undefined);
          }}
        />
      )}
    </section>
  );
}
