import type { Problem, VersionView } from '../../src/contract/channel.js';
import { readBody } from './body.js';
import { linesOf, parseAnswers } from './extras.js';
import { newspaperText, plain, readExtras } from './render.js';
import { printedLength } from './sentences.js';
import type { PressSettings } from './settings.js';

/** Characters of a title, and of a body's text, that a pack takes. */
export const MAX_TITLE = 100;
export const MAX_BODY = 100_000;
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/tiff']);

/** What keeps a draft from an outlet, and what its author should look at again. Pure. */
export function validateVersion(version: VersionView, settings: PressSettings): Problem[] {
  const body = readBody(version.body, version.pictures);
  return [
    ...titleProblems(version.title),
    ...bodyProblems(version, body, settings),
    ...extrasProblems(version, body.pictures.length),
    ...version.pictures
      .filter(({ mediaType }) => !pictureTypes.has(mediaType))
      .map(({ name }) => pictureKind(name)),
  ];
}

function titleProblems(title: string): Problem[] {
  const length = [...title.trim()].length;
  if (length === 0) return [error('title_empty', 'title', '标题不能为空。', 'The title is empty.')];
  if (length <= MAX_TITLE) return [];
  return [
    error(
      'title_too_long',
      'title',
      `标题有 ${String(length)} 字，媒体资料包最多 ${String(MAX_TITLE)} 字，请缩短。`,
      `The title has ${String(length)} characters; a press pack takes ${String(MAX_TITLE)}. Shorten it.`,
    ),
  ];
}

function bodyProblems(
  version: VersionView,
  body: ReturnType<typeof readBody>,
  { kind, wordLimit }: PressSettings,
): Problem[] {
  const length = printedLength(body.paragraphs);
  if (length === 0 && body.pictures.length === 0)
    return [error('body_empty', 'body', '正文不能为空。', 'The body is empty.')];
  if (length > MAX_BODY)
    return [
      error(
        'body_too_long',
        'body',
        `正文有 ${String(length)} 字，媒体资料包最多 ${String(MAX_BODY)} 字，请把部分内容改为附件。`,
        `The body has ${String(length)} characters; a press pack takes ${String(MAX_BODY)}. Move parts into an attachment.`,
      ),
    ];
  if (kind !== 'newspaper' || wordLimit === undefined) return [];
  const extras = readExtras(version.extras);
  const over = printedLength(newspaperText(extras, body)) - wordLimit;
  if (over <= 0) return [];
  const short = linesOf(extras.short ?? '').length > 0;
  return [
    error(
      'over_word_limit',
      short ? 'extras' : 'body',
      `${short ? '报纸短稿' : '正文'}超出该报的 ${String(wordLimit)} 字 ${String(over)} 字，请${short ? '缩短' : '缩短，或另写一篇报纸短稿'}。`,
      `${short ? 'The short text' : 'The body'} is ${String(over)} characters over the newspaper’s ${String(wordLimit)}. ${short ? 'Shorten it.' : 'Shorten it, or write a short text for newspapers.'}`,
    ),
  ];
}

function extrasProblems(version: VersionView, pictures: number): Problem[] {
  const extras = readExtras(version.extras);
  const { wrong } = parseAnswers(plain(extras.qa ?? ''));
  const captions = linesOf(extras.captions ?? '').length;
  return [
    ...(wrong === undefined
      ? []
      : [
          error(
            'answers_unreadable',
            'extras',
            `答记者问从“${beginning(wrong)}”起不成一问一答，请用“问：”和“答：”各起一行。`,
            `The questions and answers cannot be paired from “${beginning(wrong)}” on; begin lines with 问： and 答：.`,
          ),
        ]),
    ...(captions <= pictures
      ? []
      : [
          error(
            'too_many_captions',
            'extras',
            `图片说明有 ${String(captions)} 行，正文只有 ${String(pictures)} 张图片，请一行对应一张。`,
            `There are ${String(captions)} captions for ${String(pictures)} pictures; write one a line for each.`,
          ),
        ]),
  ];
}

const beginning = (text: string): string => [...text].slice(0, 12).join('');

const pictureKind = (name: string): Problem =>
  error(
    'picture_kind',
    'body',
    `图片“${name}”的格式媒体难以使用，请换成 JPEG、PNG 或 TIFF。`,
    `The picture “${name}” has a format that outlets cannot use; take JPEG, PNG or TIFF.`,
  );

const error = (code: string, field: Problem['field'], zh: string, en: string): Problem => ({
  severity: 'error',
  code,
  field,
  message: { zh, en },
});
