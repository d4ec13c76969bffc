import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/me.js';
import { Failure } from '../../ui/feedback.js';
import { OpenDialog } from './open-dialog.js';
import { rectificationsOfQuery } from './queries.js';
import { RectificationRows } from './rows.js';

/** An announcement's rectifications, and the way to open one for what was late or missed. */
export function Recorded({ announcement }: { announcement: { id: string; title: string } }) {
  const { t } = useTranslation();
  const mayOpen = useMay('release.recall');
  const [opening, setOpening] = useState(false);
  const query = useQuery(rectificationsOfQuery(announcement.id));
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const rows = query.data?.items ?? [];
  if (rows.length === 0 && !mayOpen) return null;
  return (
    <section aria-label={t('rectification.of')} className="rectification-recorded">
      {rows.length > 0 && (
        <>
          <h2 className="section-title">{t('rectification.of')}</h2>
          <RectificationRows rows={rows} plain />
        </>
      )}
      {mayOpen && (
        <Button
          size="small"
          onClick={() => {
            setOpening(true);
          }}
        >
          {t('rectification.begin')}
        </Button>
      )}
      {opening && (
        <OpenDialog
          announcement={announcement}
          onClose={() => {
            setOpening(false);
          }}
        />
      )}
    </section>
  );
}
