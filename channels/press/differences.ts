import { diffArrays } from 'diff';
import type { OutletText, PressDocument } from './document.js';
import { sentencesOf } from './sentences.js';

/** A stretch of text in a comparison. `gap`: unchanged text that is left out. */
export interface Piece {
  kind: 'same' | 'added' | 'removed' | 'gap';
  text: string;
}
/** One part of the pack that differs. */
export interface Difference {
  part: string;
  pieces: Piece[];
}

/** Below this share of kept characters, two sentences are shown whole instead of woven into each other. */
const WOVEN = 0.4;

/** What a correction changed, part by part; parts that are the same are left out. */
export function differences(before: PressDocument, after: PressDocument): Difference[] {
  const parts: [string, string[], string[]][] = [
    ['标题', [before.title], [after.title]],
    [outletName(after.outlet), outletLines(before), outletLines(after)],
    ['全文', before.paragraphs, after.paragraphs],
    ['答记者问', before.answers.map(answerText), after.answers.map(answerText)],
    ['图片', before.pictures.map(pictureText), after.pictures.map(pictureText)],
    ['附件', before.attachments.map(({ name }) => name), after.attachments.map(({ name }) => name)],
    ['文号', [before.docNo ?? ''], [after.docNo ?? '']],
    ['新闻联系人', [before.contact ?? ''], [after.contact ?? '']],
  ];
  return parts
    .map(([part, old, fresh]) => ({ part, pieces: compare(old, fresh) }))
    .filter(({ pieces }) => pieces.some(({ kind }) => kind === 'added' || kind === 'removed'));
}

const outletName = ({ kind }: OutletText): string =>
  ({ newspaper: '报纸用稿', radio: '朗读稿', tv: '导语和字幕', magazine: '用稿' })[kind];

/** Only what is not the full text itself. */
function outletLines({ outlet, paragraphs }: PressDocument): string[] {
  switch (outlet.kind) {
    case 'newspaper':
      return outlet.paragraphs.join('\n') === paragraphs.join('\n') ? [] : outlet.paragraphs;
    case 'radio':
      return outlet.lines;
    case 'tv':
      return [outlet.lead, ...outlet.captions];
    case 'magazine':
      return [];
  }
}

const answerText = ({ question, answer }: PressDocument['answers'][number]): string =>
  `问：${question}\n答：${answer}`;
const pictureText = ({ asset, caption }: PressDocument['pictures'][number]): string =>
  `${asset.name}（${asset.hash.slice(7, 15)}）：${caption}`;

/** Sentence by sentence, and within a changed sentence character by character; numbers and words stay whole. */
export function compare(before: readonly string[], after: readonly string[]): Piece[] {
  const changes = diffArrays(sentences(before), sentences(after));
  const pieces: Piece[] = [];
  for (const [index, change] of changes.entries()) {
    const text = change.value.join('');
    const next = changes[index + 1];
    if (!change.added && !change.removed)
      pieces.push(...context(change.value, index > 0, next !== undefined));
    else if (change.removed && next?.added === true) pieces.push(...woven(text, next.value.join('')));
    else if (change.removed) pieces.push({ kind: 'removed', text });
    else if (changes[index - 1]?.removed !== true) pieces.push({ kind: 'added', text });
  }
  return pieces;
}

/** Each sentence, with the line's end behind a paragraph's last one. */
const sentences = (paragraphs: readonly string[]): string[] =>
  paragraphs
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph) => sentencesOf(`${paragraph}\n`).reduce(closeLine, []));

/** A line end that stands alone belongs to the sentence in front of it. */
function closeLine(found: string[], sentence: string): string[] {
  const last = found.at(-1);
  return sentence === '\n' && last !== undefined
    ? [...found.slice(0, -1), `${last}\n`]
    : [...found, sentence];
}

/** Of what is the same, the sentences beside a change. */
function context(same: string[], behind: boolean, ahead: boolean): Piece[] {
  const [first = ''] = same;
  const last = same.at(-1) ?? '';
  if (!behind && !ahead) return [{ kind: 'gap', text: '' }];
  if (same.length <= (behind && ahead ? 2 : 1)) return [{ kind: 'same', text: same.join('') }];
  return [
    ...(behind ? [{ kind: 'same' as const, text: first }] : []),
    { kind: 'gap', text: '' },
    ...(ahead ? [{ kind: 'same' as const, text: last }] : []),
  ];
}

const tokens = (text: string): string[] => text.match(/\d+(?:[.,:：]\d+)*|[A-Za-z]+|./gsu) ?? [];

function woven(before: string, after: string): Piece[] {
  const changes = diffArrays(tokens(before), tokens(after));
  const kept = changes
    .filter(({ added, removed }) => !added && !removed)
    .reduce((sum, { value }) => sum + value.join('').length, 0);
  if (kept < WOVEN * Math.max(before.length, after.length))
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}
