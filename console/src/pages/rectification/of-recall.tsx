import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RecallRequestView } from '../../../../src/contract/api/recall.js';
import { openRectification } from '../../api/rectification-calls.js';
import { useMay } from '../../app/me.js';
import { Failure } from '../../ui/feedback.js';
import { rectificationsOfQuery } from './queries.js';
import { RectificationRows } from './rows.js';
import { useOpened } from './use-opened.js';

/** A recall's rectification, or one press to open it. */
export function OfRecall({ request }: { request: RecallRequestView }) {
  const { t } = useTranslation();
  const mayOpen = useMay('release.recall');
  const query = useQuery(rectificationsOfQuery(request.announcementId));
  const open = useOpened((wish) => openRectification(request.announcementId, wish));
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return null;
  const rows = query.data.items.filter(({ recall }) => recall?.id === request.id);
  if (rows.length === 0 && !mayOpen) return null;
  return (
    <section aria-label={t('rectification.of')}>
      <h2 className="section-title">{t('rectification.of')}</h2>
      {rows.length > 0 ? (
        <RectificationRows rows={rows} plain />
      ) : (
        <Button
          loading={open.isPending}
          onClick={() => {
            open.mutate({ origin: 'recall', recallId: request.id });
          }}
        >
          {t('rectification.beginRecall')}
        </Button>
      )}
      {open.isError && <Failure error={open.error} />}
    </section>
  );
}
