import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { getAnnouncement } from '../../api/announcement-calls.js';
import { getVersion } from '../../api/review-calls.js';
import { ChangeList, type Compared } from '../../ui/change-list.js';
import { Failure, Loading } from '../../ui/feedback.js';

type Before = AnnouncementDetail['versions'][number];

/** What this version changes of the one before it; nothing for a first version. */
export function Changes({ version }: { version: VersionDetail }) {
  const announcement = useQuery({
    queryKey: ['announcement', version.announcementId],
    queryFn: ({ signal }) => getAnnouncement(version.announcementId, signal),
  });
  const before = announcement.data === undefined ? undefined : versionBefore(announcement.data, version);
  return before === undefined ? null : <ChangesSince before={before} version={version} />;
}

/** The newest one that came before it. */
function versionBefore({ versions }: AnnouncementDetail, { number }: VersionDetail): Before | undefined {
  const earlier = versions.filter((one) => one.number < number);
  return earlier.sort((a, b) => b.number - a.number)[0];
}

const comparedOf = (version: VersionDetail): Compared => ({
  ...version,
  targetIds: version.renditions.map(({ targetId }) => targetId),
});

function ChangesSince({ before: { id, number }, version }: { before: Before; version: VersionDetail }) {
  const { t } = useTranslation();
  const before = useQuery({ queryKey: ['version', id], queryFn: ({ signal }) => getVersion(id, signal) });
  if (before.isError) return <Failure error={before.error} onRetry={() => void before.refetch()} />;
  return (
    <>
      <h2 className="section-title">{t('changes.title', { number })}</h2>
      {before.data === undefined ? (
        <Loading lines={3} />
      ) : (
        <ChangeList before={comparedOf(before.data)} after={comparedOf(version)} />
      )}
    </>
  );
}
