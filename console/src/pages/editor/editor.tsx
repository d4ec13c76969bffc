import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams, type LoaderFunctionArgs } from 'react-router-dom';
import { announcementPath, getAnnouncement } from '../../api/announcement-calls.js';
import { askEarly } from '../../api/early.js';
import { useMay } from '../../app/me.js';
import { askFor, noteError, targetsQuery, useTargets } from '../../app/queries.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { Desk } from './desk.js';
import { loadRichText } from './draft-form.js';
import { takePenEarly, usePen } from './use-pen.js';

/** Writing an announcement, with what each target would show beside it. */
export function EditorPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const client = useQueryClient();
  const mayWrite = useMay('announcement.write');
  // Loaded once: from here on the desk's own copy is the newest, and the saver merges what others save.
  const draft = useQuery({
    queryKey: ['draft', id],
    queryFn: async ({ signal }) => {
      const loaded = await getAnnouncement(id, signal);
      client.setQueryData(['announcement', id], loaded);
      return loaded;
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const now = useQuery({
    queryKey: ['announcement', id],
    queryFn: ({ signal }) => getAnnouncement(id, signal),
    enabled: draft.isSuccess,
  });

  // Asked for together with the draft; of one that turns out to be locked it runs out by itself.
  const pen = usePen(id, mayWrite && now.data?.locked !== true);
  const targets = useTargets();
  // The desk is large: it is drawn a piece at a time, and keys and clicks are heard in between.
  const loaded = useDeferredValue(draft.data);
  const penKnown = useDeferredValue(pen.view !== undefined);
  const shownTargets = useDeferredValue(targets.data);

  if (!mayWrite) return <Navigate to={`/announcements/${id}`} replace />;
  if (loaded === undefined) {
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
  const newest = now.data ?? loaded;
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
  if (!penKnown) {
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
  return (
    <Desk
      key={id}
      loaded={loaded}
      newest={newest}
      pen={pen}
      targets={shownTargets}
      targetsProblem={targets.error}
    />
  );
}

/** Asks for the draft, and what it is written with, before the page is there. */
export function askAhead({ params }: LoaderFunctionArgs): Promise<null> {
  const id = params['id'] ?? '';
  void askEarly(announcementPath(id));
  loadRichText().catch(() => undefined);
  return askFor(({ permissions }) => {
    if (permissions.includes('announcement.write')) takePenEarly(id);
    return [targetsQuery];
  });
}
