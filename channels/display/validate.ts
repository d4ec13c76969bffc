import type { Problem, VersionView } from '../../src/contract/channel.js';
import { blockText, columnsOf, type Block, type SlidesV1 } from '../../src/contract/slide/document.js';
import { estimatePages, layoutFor } from '../../src/contract/slide/panel.js';
import { glyphProblems } from './glyphs.js';
import { renderSlides } from './render.js';
import type { DisplaySettings } from './settings.js';

/** Characters. A title stays on every page, a body has to be read standing. */
export const MAX_TITLE = 60;
export const MAX_BODY = 10_000;
/** More columns than that leave two or three characters to each. */
const MAX_COLUMNS = 7;
/** More pages than that in one turn keep all other items waiting. */
const MANY_PAGES = 8;
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** What keeps a draft from the wall, and what its author should look at again. Pure. */
export function validateVersion(version: VersionView, settings: DisplaySettings): Problem[] {
  const { document, assets } = renderSlides(version);
  return [
    ...titleProblems(version.title),
    ...bodyProblems(document),
    ...assets.filter(({ mediaType }) => !pictureTypes.has(mediaType)).map(({ name }) => pictureKind(name)),
    ...document.blocks.flatMap(tableProblems),
    ...glyphProblems(document),
    ...lengthProblems(document, settings),
  ];
}

function titleProblems(title: string): Problem[] {
  const length = count(title.trim());
  if (length === 0) return [error('title_empty', 'title', '标题不能为空。', 'The title is empty.')];
  if (length <= MAX_TITLE) return [];
  return [
    error(
      'title_too_long',
      'title',
      `标题有 ${String(length)} 字，显示屏最多 ${String(MAX_TITLE)} 字，请缩短。`,
      `The title has ${String(length)} characters; a screen takes ${String(MAX_TITLE)}. Shorten it.`,
    ),
  ];
}

function bodyProblems({ blocks }: SlidesV1): Problem[] {
  const length = count(blocks.map(blockText).join(''));
  if (blocks.length === 0) return [error('body_empty', 'body', '正文不能为空。', 'The body is empty.')];
  if (length <= MAX_BODY) return [];
  return [
    error(
      'body_too_long',
      'body',
      `正文有 ${String(length)} 字，显示屏最多 ${String(MAX_BODY)} 字，请只发布摘要，全文留给网站。`,
      `The body has ${String(length)} characters; a screen takes ${String(MAX_BODY)}. Show a summary and leave the rest to the site.`,
    ),
  ];
}

const pictureKind = (name: string): Problem =>
  error(
    'picture_kind',
    'body',
    `图片“${name}”的格式不能在显示屏上显示，请换成 PNG、JPEG、GIF 或 WebP。`,
    `The picture "${name}" has a format that screens cannot show; use PNG, JPEG, GIF or WebP.`,
  );

function tableProblems(block: Block): Problem[] {
  if (block.kind !== 'table') return [];
  const columns = columnsOf(block);
  if (columns <= MAX_COLUMNS) return [];
  return [
    warning(
      'table_wide',
      'body',
      `有一个表格有 ${String(columns)} 列，在显示屏上每列只剩两三个字宽，建议拆成较窄的表格。`,
      `A table has ${String(columns)} columns, which leaves two or three characters to each on a screen; split it.`,
    ),
  ];
}

function lengthProblems(document: SlidesV1, settings: DisplaySettings): Problem[] {
  const pages = estimatePages(document, layoutFor(settings, { width: 1920, height: 1080 }));
  if (pages <= MANY_PAGES) return [];
  const seconds = String(Math.round(pages * settings.dwellSeconds));
  return [
    warning(
      'many_pages',
      'body',
      `在显示屏上约需 ${String(pages)} 页、${seconds} 秒才能放完一遍，建议只发布摘要。`,
      `It takes about ${String(pages)} pages and ${seconds} seconds to show once; consider a summary.`,
    ),
  ];
}

/** Code points: a character outside the basic plane counts once. */
const count = (text: string): number => [...text].length;

const problem =
  (severity: Problem['severity']) =>
  (code: string, field: Problem['field'], zh: string, en: string): Problem => ({
    severity,
    code,
    field,
    message: { zh, en },
  });
const error = problem('error');
const warning = problem('warning');
