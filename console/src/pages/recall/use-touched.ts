import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnnouncementRow } from '../../../../src/contract/api/intake.js';
import { getRecallScope } from '../../api/recall-calls.js';
import { getScreens } from '../../api/screen-calls.js';
import { useMay } from '../../app/me.js';
import { recallable, touchedBy, type Touched } from '../../lib/recall-scope.js';

/** How many places and screens a recall touches: the hub's own count for all of them, ours for a choice. */
export function useTouched(
  announcement: Pick<AnnouncementRow, 'id' | 'deliveries'> | undefined,
  targetIds: readonly string[] | undefined,
) {
  const id = announcement?.id ?? '';
  const all = targetIds === undefined;
  const mayRecall = useMay('release.recall');
  const whole = useQuery({
    queryKey: ['recall-scope', id],
    queryFn: ({ signal }) => getRecallScope(id, signal),
    staleTime: 0,
    enabled: mayRecall && announcement !== undefined,
  });
  const screens = useQuery({
    queryKey: ['screens'],
    queryFn: ({ signal }) => getScreens(signal),
    enabled: useMay('screen.read') && !(all && mayRecall),
  });
  const counted =
    announcement && touchedBy(recallable(announcement.deliveries, targetIds), screens.data?.items ?? []);
  const touched: Touched | undefined = all && mayRecall ? whole.data : counted;
  return { query: whole, touched };
}

/** `将从 9 个渠道、1 块屏撤下，取消尚未发出的 1 处` */
export function useTouchedWords(): (touched: Touched) => string {
  const { t } = useTranslation();
  return ({ targets, screens, cancels }) => {
    const parts: string[] = [];
    if (targets > 0 && screens > 0) parts.push(t('recalls.touches', { targets, screens }));
    else if (targets > 0) parts.push(t('recalls.touchesNoScreens', { targets }));
    if (cancels > 0) parts.push(t('recalls.touchesCancels', { count: cancels }));
    return parts.join(t('list.comma'));
  };
}
