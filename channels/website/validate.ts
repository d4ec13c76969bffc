import type { Problem, VersionView } from '../../src/contract/channel.js';
import { assetHashOf, bodyText, parseBody, picturesOf } from './body.js';
import { isPicture } from './media.js';

/** Characters of a title, and of a body's text, that the site takes. */
export const MAX_TITLE = 120;
export const MAX_BODY = 200_000;
const MAX_CATEGORY = 40;

/** What keeps a draft from the site, and what its author should look at again. Pure. */
export function validateVersion(version: VersionView): Problem[] {
  return [
    ...titleProblems(version),
    ...bodyProblems(version),
    ...pictureProblems(version),
    ...labelProblems(version),
  ];
}

function titleProblems({ title }: VersionView): Problem[] {
  const length = count(title.trim());
  if (length === 0) return [error('title_empty', 'title', '标题不能为空。', 'The title is empty.')];
  if (length <= MAX_TITLE) return [];
  return [
    error(
      'title_too_long',
      'title',
      `标题有 ${String(length)} 字，网站最多 ${String(MAX_TITLE)} 字，请缩短。`,
      `The title has ${String(length)} characters; the site takes ${String(MAX_TITLE)}. Shorten it.`,
    ),
  ];
}

function bodyProblems({ body }: VersionView): Problem[] {
  const tree = parseBody(body);
  const length = count(bodyText(tree));
  if (length === 0 && picturesOf(tree).length === 0)
    return [error('body_empty', 'body', '正文不能为空。', 'The body is empty.')];
  if (length <= MAX_BODY) return [];
  return [
    error(
      'body_too_long',
      'body',
      `正文有 ${String(length)} 字，网站最多 ${String(MAX_BODY)} 字，请把部分内容改为附件。`,
      `The body has ${String(length)} characters; the site takes ${String(MAX_BODY)}. Move parts into an attachment.`,
    ),
  ];
}

function pictureProblems({ body, pictures }: VersionView): Problem[] {
  return picturesOf(parseBody(body)).flatMap((element, index) => {
    const which = String(index + 1);
    const known = pictures.find(({ hash }) => hash === assetHashOf(element));
    if (!known)
      return error(
        'picture_unknown',
        'body',
        `第 ${which} 张图片不在本稿的图片中，请重新上传后插入。`,
        `Picture ${which} does not belong to this draft; upload and insert it again.`,
      );
    if (!isPicture(known.mediaType))
      return error(
        'picture_kind',
        'body',
        `第 ${which} 张图片的格式不能在网页上显示，请换成 PNG、JPEG、GIF、WebP 或 AVIF。`,
        `Picture ${which} has a format that pages cannot show; use PNG, JPEG, GIF, WebP or AVIF.`,
      );
    const { alt } = element.properties;
    if (typeof alt === 'string' && alt.trim() !== '') return [];
    return warning(
      'picture_without_alt',
      'body',
      `第 ${which} 张图片没有文字说明，读屏软件的使用者将不知道图中内容。`,
      `Picture ${which} has no alternative text; people who use a screen reader will miss it.`,
    );
  });
}

function labelProblems({ category, issuer }: VersionView): Problem[] {
  const found: Problem[] = [];
  if (category.trim() === '')
    found.push(error('category_empty', 'category', '请选择信息类别。', 'Choose a category.'));
  if (count(category) > MAX_CATEGORY)
    found.push(error('category_too_long', 'category', '信息类别过长。', 'The category is too long.'));
  if (issuer.trim() === '')
    found.push(error('issuer_empty', 'issuer', '请填写发文机关。', 'Name the issuer.'));
  return found;
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
