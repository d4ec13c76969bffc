import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router-dom';
import { getAnnouncement } from '../../api/calls.js';
import { noteError } from '../../app/queries.js';
import { useMay } from '../../app/me.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { Desk } from './desk.js';
import { usePen } from './use-pen.js';

/** Writing an announcement, with what each target would show beside it. */
export function EditorPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const mayWrite = useMay('announcement.write');
  // Loaded once: from here on the desk's own copy is the newest, and the saver merges what others save.
  const draft = useQuery({
    queryKey: ['draft', id],
    queryFn: ({ signal }) => getAnnouncement(id, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const now = useQuery({
    queryKey: ['announcement', id],
    queryFn: ({ signal }) => getAnnouncement(id, signal),
  });

  const pen = usePen(id, mayWrite && now.data?.locked === false);

  if (!mayWrite) return <Navigate to={`/announcements/${id}`} replace />;
  if (draft.data === undefined) {
    return (
      <Page title={t('editor.title')}>
        {draft.isError ? (
          <Failure error={draft.error} onRetry={() => void draft.refetch()} />
        ) : (
          <Loading lines={10} />
        )}
      </Page>
    );
  }
  const newest = now.data ?? draft.data;
  if (newest.locked && newest.stage !== 'review') {
    return (
      <Page title={newest.title}>
        <Empty title={t('editor.out')} text={t('editor.outText')}>
          <Link to={`/announcements/${id}`}>{t('editor.outLink')}</Link>
        </Empty>
      </Page>
    );
  }
  if (newest.locked) {
    return (
      <Page title={newest.title}>
        <Empty title={t('editor.locked')} text={t('editor.lockedText')}>
          <Link to={`/versions/${newest.versionId ?? ''}`}>{t('editor.lockedLink')}</Link>
        </Empty>
      </Page>
    );
  }
  // Until it is known who writes, nobody begins to.
  if (pen.view === undefined) {
    return (
      <Page title={newest.title}>
        {pen.error === null ? (
          <Loading lines={10} />
        ) : (
          <Failure error={pen.error} onRetry={() => void pen.beat().catch(noteError)} />
        )}
      </Page>
    );
  }
  return <Desk key={id} loaded={draft.data} newest={newest} pen={pen} />;
}
