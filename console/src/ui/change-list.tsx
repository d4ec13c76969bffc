import { useTranslation } from 'react-i18next';
import type { AttachedFile, Audience, Extras } from '../../../src/contract/api/intake.js';
import type { Metadata } from '../../../src/contract/metadata.js';
import { useTargets } from '../app/queries.js';
import { currentLanguage, inLanguage } from '../i18n/index.js';
import { changedLines, piecesOf, type Piece } from '../lib/changes.js';
import { extraFacts, factLines } from '../lib/extras.js';
import { useMetadataLines } from './metadata-words.js';
import { useTitles } from './related-titles.js';
import { useMomentWords } from './when.js';
import './change-list.css';

/** What two states of an announcement are compared by. */
export interface Compared {
  title: string;
  body: string;
  category: string;
  issuer: string;
  docNo?: string | undefined;
  indexNo?: string | undefined;
  plannedAt?: string | undefined;
  expiresAt?: string | undefined;
  noticeDays?: number | undefined;
  audience?: Audience | undefined;
  attachments: readonly AttachedFile[];
  targetIds: readonly string[];
  extras?: Extras | undefined;
  metadata?: Metadata | undefined;
  /** Of a version; a draft names them in its metadata, by their ids. */
  related?: readonly { title: string }[] | undefined;
}

/** What differs between two states, field by field and line by line: what came stands out, what went is struck. */
export function ChangeList({ before, after }: { before: Compared; after: Compared }) {
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
      <Lines lines={lines} />
    </div>
  );
}

/** Changed lines, one below the other. */
export function Lines({ lines }: { lines: readonly (readonly Piece[])[] }) {
  return lines.map((pieces, index) => (
    <p key={`${String(index)}${pieces[0]?.text ?? ''}`} className="change">
      <Pieces pieces={pieces} />
    </p>
  ));
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
function useFacts(before: Compared, after: Compared): { name: string; pieces: Piece[] }[] {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const targets = useTargets().data ?? [];
  const texts = (['title', 'category', 'issuer', 'docNo', 'indexNo'] as const).map((field) => ({
    name: t(`field.${field}`),
    pieces: piecesOf(before[field] ?? '', after[field] ?? ''),
  }));
  const times = (['plannedAt', 'expiresAt'] as const).map((field) => {
    const [was, is] = [before[field], after[field]].map((at) => (at === undefined ? '' : moment(at)));
    return { name: t(`field.${field}`), pieces: whole(was ?? '', is ?? '') };
  });
  const named = ({ targetIds }: Compared) =>
    targetIds.map((targetId) => targets.find(({ id }) => id === targetId)?.name ?? targetId);
  const filed = ({ attachments }: Compared) =>
    attachments.map(({ name, hash }) => `${name} ${hash.slice('sha256:'.length, 'sha256:'.length + 8)}`);
  const sets = [
    { name: t('field.targetIds'), pieces: comeAndGone(named(before), named(after)) },
    { name: t('field.attachments'), pieces: comeAndGone(filed(before), filed(after)) },
  ];
  const days = {
    name: t('field.noticeDays'),
    pieces: whole(String(before.noticeDays ?? ''), String(after.noticeDays ?? '')),
  };
  const whom = ({ audience = 'public' }: Compared) => t(`audience.${audience}`);
  const all = [
    ...texts,
    { name: t('field.audience'), pieces: whole(whom(before), whom(after)) },
    ...times,
    days,
    ...useMetadata(before.metadata, after.metadata),
    { name: t('metadata.related'), pieces: comeAndGone(useRelated(before), useRelated(after)) },
    ...sets,
    ...useExtras(before.extras, after.extras),
  ];
  return all.filter(({ pieces }) => pieces.some(({ is }) => is !== 'same'));
}

function useMetadata(
  before: Metadata | undefined,
  after: Metadata | undefined,
): { name: string; pieces: Piece[] }[] {
  const lines = useMetadataLines();
  const [was, is] = [lines(before), lines(after)];
  return [...new Map([...was, ...is].map((line) => [line.name, line])).values()].map(({ name, label }) => {
    const [old = '', now = ''] = [was, is].map((some) => {
      const line = some.find((one) => one.name === name);
      return [line?.text, line?.url].filter(Boolean).join(' ');
    });
    return { name: label, pieces: piecesOf(old, now) };
  });
}

/** The titles of what it belongs with. */
function useRelated({ related, metadata }: Compared): string[] {
  const ids = metadata?.related ?? [];
  const titles = useTitles(ids);
  return related?.map(({ title }) => title) ?? ids.map((id) => titles.get(id) ?? id);
}

/** What was written for single channels. */
function useExtras(
  before: Extras | undefined,
  after: Extras | undefined,
): { name: string; pieces: Piece[] }[] {
  const { t } = useTranslation();
  const language = currentLanguage();
  const targets = useTargets().data ?? [];
  const linesIn = (extras: Extras | undefined) =>
    new Map(
      extraFacts(extras, targets).map(({ channel, label, value }) => [
        `${inLanguage(channel, language)} · ${inLanguage(label, language)}`,
        factLines(value, (yes) => t(yes ? 'extras.yes' : 'extras.no')),
      ]),
    );
  const [was, is] = [linesIn(before), linesIn(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((name) => ({
    name,
    pieces: whole(was.get(name) ?? '', is.get(name) ?? ''),
  }));
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
