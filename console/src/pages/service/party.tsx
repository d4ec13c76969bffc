import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Hash } from '../../../../src/contract/values.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { serviceQuery, type Served } from './query.js';

/** For whom a version is that is to be served. */
export function Party({ announcement, submitted }: { announcement: Served; submitted?: Hash | undefined }) {
  const { t } = useTranslation();
  const query = useQuery(serviceQuery(announcement));
  if (query.isPending) return <Loading lines={1} />;
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Notice
      tone="amber"
      title={`${t('service.party')}${t('service.colon')}${query.data.party ?? t('service.unnamed')}`}
    >
      {t(submitted === announcement.party ? 'service.lead' : 'service.otherParty')}
    </Notice>
  );
}
