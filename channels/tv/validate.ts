import type { Problem, VersionView } from '../../src/contract/channel.js';
import { runsText } from '../../src/contract/slide/document.js';
import { blocksOf, type Block } from './layout/blocks.js';
import { MAX_CRAWL, TvExtras, type TvSettings } from './settings.js';

/** Characters. A title stands on every page and runs in the crawl; a body has to be read at the set's own pace. */
export const MAX_TITLE = 60;
export const MAX_BODY = 3_000;
const MAX_CATEGORY = 16;
const MAX_ISSUER = 60;
const MAX_DOC_NO = 60;
/** About what a page holds, and how many pages viewers wait for. */
const PAGE_CHARACTERS = 160;
const MANY_PAGES = 8;
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** What keeps a draft off the air, and what its author should look at again. Pure. */
export function validateTv(version: VersionView, settings: TvSettings): Problem[] {
  const blocks = blocksOf(version.body, version.pictures, version.issuer);
  return [
    ...lineProblems(version),
    ...bodyProblems(blocks, settings),
    ...blocks.flatMap(pictureProblems),
    ...crawlProblems(version),
  ];
}

function lineProblems({ title, category, issuer, docNo }: VersionView): Problem[] {
  const titleEmpty =
    title.trim() === '' ? [error('title_empty', 'title', '标题不能为空。', 'The title is empty.')] : [];
  return [
    ...titleEmpty,
    ...tooLong('title', '标题', 'title', title, MAX_TITLE),
    ...tooLong('category', '信息类别', 'category', category, MAX_CATEGORY),
    ...tooLong('issuer', '发文机关', 'issuer', issuer, MAX_ISSUER),
    ...tooLong('docNo', '文号', 'document number', docNo ?? '', MAX_DOC_NO),
  ];
}

function tooLong(field: Problem['field'], zh: string, en: string, text: string, most: number): Problem[] {
  const length = count(text.trim());
  if (length <= most) return [];
  return [
    error(
      `${field}_too_long`,
      field,
      `${zh}有 ${String(length)} 字，电视画面最多 ${String(most)} 字，请缩短。`,
      `The ${en} has ${String(length)} characters; a TV page takes ${String(most)}. Shorten it.`,
    ),
  ];
}

function bodyProblems(blocks: Block[], settings: TvSettings): Problem[] {
  if (blocks.length === 0) return [error('body_empty', 'body', '正文不能为空。', 'The body is empty.')];
  const length = count(
    blocks.map((block) => (block.kind === 'picture' ? '' : runsText(block.runs))).join(''),
  );
  if (length > MAX_BODY)
    return [
      error(
        'body_too_long',
        'body',
        `正文有 ${String(length)} 字，电视最多 ${String(MAX_BODY)} 字，请不选电视，或者另拟简短的信息。`,
        `The body has ${String(length)} characters; television takes ${String(MAX_BODY)}. Leave this target out or write a shorter notice.`,
      ),
    ];
  const pictures = blocks.filter(({ kind }) => kind === 'picture').length;
  const pages = Math.ceil(length / PAGE_CHARACTERS) + pictures;
  if (pages <= MANY_PAGES) return [];
  const seconds = String(Math.round(length / settings.charactersPerSecond + 2 * pages));
  return [
    warning(
      'many_pages',
      'body',
      `在电视上约需 ${String(pages)} 页、${seconds} 秒才能放完一遍，建议缩短。`,
      `It takes about ${String(pages)} pages and ${seconds} seconds on television; consider a shorter notice.`,
    ),
  ];
}

function pictureProblems(block: Block): Problem[] {
  if (block.kind !== 'picture' || pictureTypes.has(block.asset.mediaType)) return [];
  const { name } = block.asset;
  return [
    error(
      'picture_kind',
      'body',
      `图片“${name}”的格式不能在电视画面上显示，请换成 PNG、JPEG、GIF、WebP 或 AVIF。`,
      `The picture "${name}" has a format that TV pages cannot show; use PNG, JPEG, GIF, WebP or AVIF.`,
    ),
  ];
}

function crawlProblems({ extras }: VersionView): Problem[] {
  if (TvExtras.safeParse(extras).success) return [];
  return [
    error(
      'crawl_too_long',
      'extras',
      `滚动字幕最多 ${String(MAX_CRAWL)} 字，请缩短。`,
      `The crawl text takes ${String(MAX_CRAWL)} characters. Shorten it.`,
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
