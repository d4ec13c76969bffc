import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { getAnnouncement, getVersion } from '../../api/calls.js';
import { useTargets } from '../../app/queries.js';
import { changedLines, piecesOf, type Piece } from '../../lib/changes.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { useMetadataLines } from '../../ui/metadata-words.js';
import { useMomentWords } from '../../ui/when.js';
import './changes.css';

/** What this version changes of the one before it; nothing for a first version. */
export function Changes({ version }: { version: VersionDetail }) {
  const announcement = useQuery({
    queryKey: ['announcement', version.announcementId],
    queryFn: ({ signal }) => getAnnouncement(version.announcementId, signal),
  });
  const before = announcement.data === undefined ? undefined : versionBefore(announcement.data, version);
  return before === undefined ? null : <ChangesSince id={before} version={version} />;
}

/** The newest one that came before it. */
function versionBefore({ versions }: AnnouncementDetail, { number }: VersionDetail): string | undefined {
  const earlier = versions.filter((one) => one.number < number);
  return earlier.sort((a, b) => b.number - a.number)[0]?.id;
}

function ChangesSince({ id, version }: { id: string; version: VersionDetail }) {
  const { t } = useTranslation();
  const before = useQuery({ queryKey: ['version', id], queryFn: ({ signal }) => getVersion(id, signal) });
  if (before.isError) return <Failure error={before.error} onRetry={() => void before.refetch()} />;
  return (
    <>
      <h2 className="section-title">{t('changes.title', { number: before.data?.number ?? '' })}</h2>
      {before.data === undefined ? (
        <Loading lines={3} />
      ) : (
        <ChangeList before={before.data} after={version} />
      )}
    </>
  );
}

function ChangeList({ before, after }: { before: VersionDetail; after: VersionDetail }) {
  const { t } = useTranslation();
  const facts = useFacts(before, after);
  const lines = changedLines(before.body, after.body);
  if (facts.length === 0 && lines.length === 0) return <p className="quiet">{t('changes.none')}</p>;
  return (
    <div className="card changes">
      {facts.map(({ name, pieces }) => (
        <p key={name} className="change">
          <strong>{name}</strong> <Pieces pieces={pieces} />
        </p>
      ))}
      {lines.map((pieces, index) => (
        <p key={`${String(index)}${pieces[0]?.text ?? ''}`} className="change">
          <Pieces pieces={pieces} />
        </p>
      ))}
    </div>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ is, text }, index) => {
    const key = `${String(index)}${is}`;
    if (is === 'added') return <ins key={key}>{text}</ins>;
    if (is === 'removed') return <del key={key}>{text}</del>;
    return <span key={key}>{text}</span>;
  });
}

/** The changed fields, and the places and files that came or went. */
function useFacts(before: VersionDetail, after: VersionDetail): { name: string; pieces: Piece[] }[] {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const lines = useMetadataLines();
  const targets = useTargets().data ?? [];
  const texts = (['title', 'category', 'issuer', 'docNo', 'indexNo'] as const).map((field) => ({
    name: t(`field.${field}`),
    pieces: piecesOf(before[field] ?? '', after[field] ?? ''),
  }));
  const times = (['plannedAt', 'expiresAt'] as const).map((field) => {
    const [was, is] = [before[field], after[field]].map((at) => (at === undefined ? '' : moment(at)));
    return { name: t(`field.${field}`), pieces: whole(was ?? '', is ?? '') };
  });
  const named = ({ renditions }: VersionDetail) =>
    renditions.map(({ targetId }) => targets.find(({ id }) => id === targetId)?.name ?? targetId);
  const filed = ({ attachments }: VersionDetail) =>
    attachments.map(({ name, hash }) => `${name} ${hash.slice('sha256:'.length, 'sha256:'.length + 8)}`);
  const sets = [
    { name: t('field.targetIds'), pieces: comeAndGone(named(before), named(after)) },
    { name: t('field.attachments'), pieces: comeAndGone(filed(before), filed(after)) },
  ];
  const days = {
    name: t('field.noticeDays'),
    pieces: whole(String(before.noticeDays ?? ''), String(after.noticeDays ?? '')),
  };
  const [was, is] = [lines(before.metadata), lines(after.metadata)];
  const metadata = [...new Map([...was, ...is].map((line) => [line.name, line])).values()].map(
    ({ name, label }) => {
      const [old = '', now = ''] = [was, is].map((some) => {
        const line = some.find((one) => one.name === name);
        return [line?.text, line?.url].filter(Boolean).join(' ');
      });
      return { name: label, pieces: piecesOf(old, now) };
    },
  );
  return [...texts, ...times, days, ...metadata, ...sets].filter(({ pieces }) =>
    pieces.some(({ is }) => is !== 'same'),
  );
}

const whole = (before: string, after: string): Piece[] =>
  before === after
    ? []
    : [
        ...(before === '' ? [] : [{ is: 'removed' as const, text: before }]),
        ...(after === '' ? [] : [{ is: 'added' as const, text: after }]),
      ];

const comeAndGone = (before: readonly string[], after: readonly string[]): Piece[] => [
  ...before.filter((one) => !after.includes(one)).map((text) => ({ is: 'removed' as const, text })),
  ...after.filter((one) => !before.includes(one)).map((text) => ({ is: 'added' as const, text })),
];
