import { toText } from 'hast-util-to-text';
import type { Problem, VersionView } from '../../src/contract/channel.js';
import { assetHashOf, line, parseBody, picturesOf } from './body.js';

/** Characters of a title, and of a body's text, that portals' editing systems usually take. */
export const MAX_TITLE = 120;
export const MAX_BODY = 100_000;

/** What keeps a draft from a portal, and what its author should look at again. Pure. */
export function validateVersion(version: VersionView): Problem[] {
  return [...titleProblems(version), ...bodyProblems(version), ...pictureProblems(version)];
}

function titleProblems({ title }: VersionView): Problem[] {
  const length = count(title.trim());
  if (line(title) === '')
    return [problem('error', 'title_empty', 'title', '标题不能为空。', 'The title is empty.')];
  if (length <= MAX_TITLE) return [];
  return [
    problem(
      'error',
      'title_too_long',
      'title',
      `标题有 ${String(length)} 字，门户最多 ${String(MAX_TITLE)} 字，请缩短。`,
      `The title has ${String(length)} characters; portals take ${String(MAX_TITLE)}. Shorten it.`,
    ),
  ];
}

function bodyProblems({ body }: VersionView): Problem[] {
  const length = count(toText(parseBody(body)).trim());
  if (length === 0)
    return [
      problem(
        'error',
        'body_without_text',
        'body',
        '正文没有文字。门户上的页面要靠文字核对，请写明内容。',
        'The body has no text. A portal’s page is checked by its text; write it out.',
      ),
    ];
  if (length <= MAX_BODY) return [];
  return [
    problem(
      'error',
      'body_too_long',
      'body',
      `正文有 ${String(length)} 字，门户最多 ${String(MAX_BODY)} 字，请把部分内容改为附件。`,
      `The body has ${String(length)} characters; portals take ${String(MAX_BODY)}. Move parts into an attachment.`,
    ),
  ];
}

function pictureProblems({ body, pictures }: VersionView): Problem[] {
  return picturesOf(parseBody(body)).flatMap((element, index) => {
    const which = String(index + 1);
    if (!pictures.some(({ hash }) => hash === assetHashOf(element)))
      return problem(
        'error',
        'picture_unknown',
        'body',
        `第 ${which} 张图片不在本稿的图片中，请重新上传后插入。`,
        `Picture ${which} does not belong to this draft; upload and insert it again.`,
      );
    const { alt } = element.properties;
    if (typeof alt === 'string' && alt.trim() !== '') return [];
    return problem(
      'warning',
      'picture_without_alt',
      'body',
      `第 ${which} 张图片没有文字说明，门户编辑不知道该放什么图注。`,
      `Picture ${which} has no alternative text; the portal’s editor needs it as its caption.`,
    );
  });
}

/** Code points: a character outside the basic plane counts once. */
const count = (text: string): number => [...text].length;

const problem = (
  severity: Problem['severity'],
  code: string,
  field: Problem['field'],
  zh: string,
  en: string,
): Problem => ({ severity, code, field, message: { zh, en } });
