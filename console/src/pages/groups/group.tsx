import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import type { ReleaseGroupView } from '../../../../src/contract/api/delivery.js';
import { dissolveReleaseGroup, getReleaseGroup } from '../../api/delivery-calls.js';
import { useMay } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { useNow } from '../../lib/clock.js';
import { Failure, Loading, Notice, useProblemText } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { Dot } from '../../ui/state.js';
import { useMomentWords, When } from '../../ui/when.js';
import { standingOf } from './standing.js';
import './groups.css';

/** One release group: what goes together, when, and what holds it. */
export function GroupPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const group = useQuery({
    queryKey: ['groups', id],
    queryFn: ({ signal }) => getReleaseGroup(id, signal),
  });
  if (group.data !== undefined) return <Group group={group.data} />;
  return (
    <Page title={t('group.title')}>
      {group.isError ? (
        <Failure error={group.error} onRetry={() => void group.refetch()} />
      ) : (
        <Loading lines={6} />
      )}
    </Page>
  );
}

function Group({ group }: { group: ReleaseGroupView }) {
  const { t } = useTranslation();
  return (
    <Page
      title={group.name}
      lead={
        <>
          {t('group.lead', { count: group.members.length, name: group.createdBy.name })}
          {' · '}
          <When at={group.publishAt} />
        </>
      }
      actions={<Dissolve group={group} />}
    >
      <Standing group={group} />
      <ul className="card group-members">
        {group.members.map((member) => (
          <li key={member.versionId} className="group-member">
            <Dot
              sign={member.holdsBecause === undefined ? 'check' : 'alert'}
              tone={member.holdsBecause === undefined ? 'pine' : 'amber'}
            />
            <span className="group-member-words">
              <Link to={`/announcements/${member.announcementId}`}>{member.title}</Link>
              {member.holdsBecause !== undefined && group.letGoAt === undefined && (
                <span className="tone-amber">{t(`group.holds.${member.holdsBecause}`)}</span>
              )}
              <Unlinked group={group} of={member} />
            </span>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** Which of the others the page of a member does not lead to. */
function Unlinked({ group, of }: { group: ReleaseGroupView; of: ReleaseGroupView['members'][number] }) {
  const { t } = useTranslation();
  if (group.dissolvedAt !== undefined) return null;
  const missing = group.members.filter(
    ({ announcementId }) => announcementId !== of.announcementId && !of.names.includes(announcementId),
  );
  if (missing.length === 0) return <span className="quiet">{t('group.linked')}</span>;
  return (
    <span className="quiet">
      {t('group.unlinked', { titles: missing.map(({ title }) => title).join('、') })}
    </span>
  );
}

/** Where the group as a whole stands, in one sentence, with what to do. */
function Standing({ group }: { group: ReleaseGroupView }) {
  const { t } = useTranslation();
  const now = useNow();
  const moment = useMomentWords();
  const standing = standingOf(group, now);
  const at = group.letGoAt ?? group.dissolvedAt ?? group.publishAt;
  const tone = { gone: 'pine', dissolved: 'slate', waits: 'slate', held: 'amber' } as const;
  return (
    <Notice tone={tone[standing]} title={t(`group.standing.${standing}`, { when: moment(at) })}>
      {t(`group.text.${standing}`)}
    </Notice>
  );
}

function Dissolve({ group }: { group: ReleaseGroupView }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  const mayRelease = useMay('release.create');
  const dissolve = useMutation({
    mutationFn: () => dissolveReleaseGroup(group.id),
    onSuccess: async () => {
      message.success(t('group.dissolved'));
      await refresh();
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  if (!mayRelease || group.letGoAt !== undefined || group.dissolvedAt !== undefined) return null;
  return (
    <Button
      danger
      loading={dissolve.isPending}
      onClick={() => {
        modal.confirm({
          title: t('group.dissolveTitle', { name: group.name }),
          content: t('group.dissolveText'),
          okText: t('group.dissolve'),
          okButtonProps: { danger: true },
          cancelText: t('action.cancel'),
          onOk: () => dissolve.mutateAsync().catch(() => undefined),
        });
      }}
    >
      {t('group.dissolve')}
    </Button>
  );
}
