import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/feedback.js';
import { consultationsQuery } from './queries.js';

/** At the last step: bodies that were asked and have not answered for this text. */
export function Unanswered({ announcementId }: { announcementId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(consultationsQuery(announcementId));
  const count = (data?.items ?? []).filter(({ blocks }) => blocks).length;
  if (count === 0) return null;
  return (
    <Notice
      tone="amber"
      action={
        <Button
          size="small"
          onClick={() => {
            document.getElementById('consultations')?.scrollIntoView({ block: 'start', behavior: 'smooth' });
          }}
        >
          {t('consultation.see')}
        </Button>
      }
    >
      {t('consultation.unanswered', { count })}
    </Notice>
  );
}
