import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecallRequestView } from '../../../../src/contract/api/recall.js';
import { getAnnouncement } from '../../api/announcement-calls.js';
import { useTargets } from '../../app/queries.js';
import { recallable } from '../../lib/recall-scope.js';
import { Failure } from '../../ui/feedback.js';
import { TargetName } from '../../ui/target-name.js';
import { useTouched, useTouchedWords } from './use-touched.js';

/** What a request that waits would touch: how many places and screens, and which. */
export function Touches({ request }: { request: RecallRequestView }) {
  const { t } = useTranslation();
  const words = useTouchedWords();
  const targets = useTargets().data ?? [];
  const detail = useQuery({
    queryKey: ['announcement', request.announcementId],
    queryFn: ({ signal }) => getAnnouncement(request.announcementId, signal),
  });
  const { touched } = useTouched(detail.data, request.targetIds);
  if (detail.isError && detail.data === undefined)
    return <Failure error={detail.error} onRetry={() => void detail.refetch()} />;
  if (detail.data === undefined || touched === undefined) return null;
  const ids = recallable(detail.data.deliveries, request.targetIds).map(({ targetId }) => targetId);
  return (
    <div className="recall-touches">
      <p>
        {request.targetIds !== undefined && `${t('recalls.some', { count: request.targetIds.length })} · `}
        {words(touched)}
      </p>
      <p className="recall-places quiet">
        {targets
          .filter((target) => ids.includes(target.id))
          .map((target) => (
            <TargetName key={target.id} target={target} />
          ))}
      </p>
    </div>
  );
}
