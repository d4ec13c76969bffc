import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReleaseGroupView } from '../../../../src/contract/api/delivery.js';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { getReleaseGroup } from '../../api/delivery-calls.js';
import { Notice } from '../../ui/feedback.js';
import { useMomentWords } from '../../ui/when.js';

/** The group that a correction waits in and goes with; undefined where it goes alone. */
export function useWaitingGroup({ group, correction }: AnnouncementDetail): ReleaseGroupView | undefined {
  const id = group?.id;
  const found = useQuery({
    queryKey: ['groups', id],
    queryFn: ({ signal }) => getReleaseGroup(id ?? '', signal),
    enabled: id !== undefined && correction !== undefined,
  }).data;
  return found?.letGoAt === undefined ? found : undefined;
}

/** Says with whom it goes, in place of a time of its own. */
export function WithGroup({ group: { name, publishAt } }: { group: ReleaseGroupView }) {
  const { t } = useTranslation();
  const moment = useMomentWords();
  return <Notice tone="slate">{t('group.correctionWith', { name, when: moment(publishAt) })}</Notice>;
}
