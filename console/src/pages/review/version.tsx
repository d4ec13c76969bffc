import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import type { FindingAnswers } from '../../../../src/contract/api/screening.js';
import { getAnnouncement } from '../../api/announcement-calls.js';
import { getVersion } from '../../api/review-calls.js';
import { useMay } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { Cautions } from '../../ui/cautions.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { HashText } from '../../ui/hash.js';
import { Lookers } from '../../ui/lookers.js';
import { Page } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { ConsultationPanel, WithholdingPanel } from '../consulting/parts.js';
import { EmergencyPanel } from '../emergency/parts.js';
import { PaperPart } from '../paper/parts.js';
import { DecisionBar } from './decision-bar.js';
import { Opinions } from './opinions.js';
import { PartyLine } from '../service/parts.js';
import { RenditionPreviews } from './rendition-previews.js';
import { VersionText } from './version-text.js';
import { WithdrawButton } from './withdraw-button.js';
import './review.css';

const Screening = lazy(async () => ({ default: (await import('./screening.js')).Screening }));
const Changes = lazy(async () => ({ default: (await import('./changes.js')).Changes }));
const ReleaseDialog = lazy(async () => ({ default: (await import('./release-dialog.js')).ReleaseDialog }));

/** One frozen version: what each place will show, the text, earlier opinions, and the decision. */
export function VersionPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const version = useQuery({ queryKey: ['version', id], queryFn: ({ signal }) => getVersion(id, signal) });
  if (version.data === undefined) {
    return (
      <Page title={t('nav.reviews')}>
        {version.isError ? (
          <Failure error={version.error} onRetry={() => void version.refetch()} />
        ) : (
          <Loading lines={10} />
        )}
      </Page>
    );
  }
  return <Version version={version.data} refetch={async () => (await version.refetch()).data} />;
}

interface VersionProps {
  version: VersionDetail;
  refetch: () => Promise<VersionDetail | undefined>;
}

function Version({ version, refetch }: VersionProps) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  // What was on the page when it was opened is what a decision names, even when the hub has something newer by now.
  const [seen, setSeen] = useState(version);
  const [answers, setAnswers] = useState<FindingAnswers>({});
  const changed = seen.hash !== version.hash || renditionsOf(seen) !== renditionsOf(version);
  const shown = changed ? seen : version;

  async function lookAgain(): Promise<void> {
    setSeen((await refetch()) ?? version);
    window.scrollTo({ top: 0, behavior: 'smooth' });
  }

  return (
    <Page
      title={shown.title}
      actions={
        <>
          <Lookers id={version.announcementId} place="review" />
          <WithdrawButton version={version} />
        </>
      }
      lead={
        <>
          {t('version.lead', { number: shown.number, name: shown.drafter.name })} ·{' '}
          <When at={shown.submittedAt} />
          {' · '}
          <HashText hash={shown.hash} />
        </>
      }
    >
      {changed && (
        <Notice
          tone="amber"
          title={t('version.changed')}
          action={<Button onClick={() => void lookAgain()}>{t('version.lookAgain')}</Button>}
        >
          {t('version.changedText')}
        </Notice>
      )}
      <NewerVersion version={version} />
      <CorrectionNote version={version} />
      <ForParty version={shown} />
      <VersionState version={version} />
      <Suspense fallback={<Loading lines={3} />}>
        <Changes version={shown} />
      </Suspense>
      <h2 className="section-title">{t('screening.title')}</h2>
      <Suspense fallback={<Loading lines={2} />}>
        <Screening
          version={shown}
          answers={version.waitsFor !== undefined && version.mayDecide ? answers : undefined}
          onChange={setAnswers}
        />
      </Suspense>
      {shown.renditions.length > 0 && (
        <>
          <h2 className="section-title">{t('version.previews')}</h2>
          <Cautions
            targets={targets.filter((one) =>
              shown.renditions.some((rendition) => rendition.targetId === one.id),
            )}
          />
          <RenditionPreviews version={shown} />
        </>
      )}
      <h2 className="section-title">{t('version.text')}</h2>
      <VersionText version={shown} />
      <ConsultationPanel announcementId={version.announcementId} />
      <h2 className="section-title">{t('version.opinions')}</h2>
      <Opinions version={version} />
      <EmergencyPanel seen={shown} version={version} />
      <PaperPart version={version} />
      {version.waitsFor !== undefined && (
        <DecisionBar
          seen={shown}
          version={version}
          answers={answers}
          changed={changed}
          onLookAgain={() => void lookAgain()}
        />
      )}
    </Page>
  );
}

function renditionsOf(version: VersionDetail): string {
  return version.renditions
    .map((rendition) => `${rendition.targetId}=${rendition.hash}`)
    .sort()
    .join();
}

/** Somebody may have submitted again since. */
function NewerVersion({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const announcement = useQuery({
    queryKey: ['announcement', version.announcementId],
    queryFn: ({ signal }) => getAnnouncement(version.announcementId, signal),
  });
  const newest = announcement.data?.versions.reduce((a, b) => (b.number > a.number ? b : a), version);
  if (newest === undefined || newest.number <= version.number) return null;
  return (
    <Notice
      tone="slate"
      title={t('version.newer', { number: newest.number })}
      action={<Link to={`/versions/${newest.id}`}>{t('version.toNewer')}</Link>}
    />
  );
}

/** It is for a named party and not for everybody. */
function ForParty({ version }: { version: VersionDetail }) {
  const { data: announcement } = useQuery({
    queryKey: ['announcement', version.announcementId],
    queryFn: ({ signal }) => getAnnouncement(version.announcementId, signal),
  });
  if (version.audience !== 'specific' || announcement === undefined) return null;
  return <PartyLine announcement={announcement} submitted={version.party} />;
}

/** It corrects what is out: what the public will read above it. */
function CorrectionNote({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const { data: announcement } = useQuery({
    queryKey: ['announcement', version.announcementId],
    queryFn: ({ signal }) => getAnnouncement(version.announcementId, signal),
  });
  if (announcement?.correction === undefined || announcement.versionId !== version.id) return null;
  return (
    <Notice tone="amber" title={t('correction.reviewing')}>
      <strong>{t('correction.note')}</strong> {announcement.correction.note}
    </Notice>
  );
}

/** Approved and waiting for release, released, or returned: what can be done with it now. */
function VersionState({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const mayRelease = useMay('release.create');
  const mayWrite = useMay('announcement.write');
  const [releasing, setReleasing] = useState(false);
  const announcement = useQuery({
    queryKey: ['announcement', version.announcementId],
    queryFn: ({ signal }) => getAnnouncement(version.announcementId, signal),
  });
  if (version.state === 'returned') {
    return (
      <Notice
        tone="cinnabar"
        title={t('version.returned')}
        action={
          mayWrite && <Link to={`/announcements/${version.announcementId}/edit`}>{t('version.edit')}</Link>
        }
      >
        {version.decisions.findLast((decision) => decision.verdict === 'return')?.opinion}
      </Notice>
    );
  }
  if (version.state === 'withheld') {
    return (
      <>
        <Notice tone="slate" title={t('version.withheld')} />
        <WithholdingPanel announcementId={version.announcementId} title={version.title} />
      </>
    );
  }
  if (version.state !== 'approved' || announcement.data === undefined) return null;
  if (announcement.data.stage !== 'approved' || announcement.data.versionId !== version.id) {
    return (
      <Notice
        tone="pine"
        title={t('version.released')}
        action={<Link to={`/announcements/${version.announcementId}`}>{t('version.record')}</Link>}
      />
    );
  }
  if (version.audience === 'specific') {
    return (
      <Notice
        tone="pine"
        title={t('version.toServe')}
        action={
          mayRelease && <Link to={`/announcements/${version.announcementId}`}>{t('version.serve')}</Link>
        }
      >
        {t('version.toServeText')}
      </Notice>
    );
  }
  return (
    <Notice
      tone="pine"
      title={t('version.approved')}
      action={
        mayRelease && (
          <Button
            type="primary"
            onClick={() => {
              setReleasing(true);
            }}
          >
            {t('release.open')}
          </Button>
        )
      }
    >
      {mayRelease ? t('version.approvedText') : t('version.approvedWait')}
      {releasing && (
        <Suspense fallback={null}>
          <ReleaseDialog
            version={version}
            announcement={announcement.data}
            open
            onClose={() => {
              setReleasing(false);
            }}
          />
        </Suspense>
      )}
    </Notice>
  );
}
