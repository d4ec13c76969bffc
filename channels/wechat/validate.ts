import { Buffer } from 'node:buffer';
import type { Problem, VersionView } from '../../src/contract/channel.js';
import { articleHtml, bodyText, line, parseBody } from './content.js';
import { WechatExtras } from './extras.js';
import { frameOf, MAX_TITLE, titleOf } from './render.js';
import { pictureSources } from './used.js';

/** Of the article's text. The HTML around it has to fit as well. */
export const MAX_BODY = 16_000;
/** Of the article's HTML as it is sent (section 3.1): fewer than 20,000 characters, and less than 1 MB. */
const MAX_HTML = 20_000;
const MAX_HTML_BYTES = 1024 * 1024;
const MAX_SOURCE_BYTES = 1024;
/** An address that the platform assigns to a picture is shorter than this. */
const ADDRESS_LENGTH = 200;

/** What keeps a draft from this account, and what its author should look at again. Pure. */
export function validateVersion(version: VersionView): Problem[] {
  const extras = WechatExtras.safeParse(version.extras);
  if (!extras.success)
    return [
      error(
        'extras_invalid',
        'extras',
        '微信选项填写有误，请检查。',
        'The fields for WeChat are wrong; check them.',
      ),
    ];
  return [
    ...titleProblems(version, extras.data),
    ...bodyProblems(version),
    ...pictureProblems(version),
    ...sourceProblems(version),
    ...attachmentProblems(version),
  ];
}

function titleProblems(version: VersionView, extras: WechatExtras): Problem[] {
  const title = titleOf(version, extras);
  const length = count(title);
  if (length === 0) return [error('title_empty', 'title', '标题不能为空。', 'The title is empty.')];
  if (length <= MAX_TITLE) return [];
  return [
    error(
      'title_too_long',
      'title',
      `标题有 ${String(length)} 字，微信最多 ${String(MAX_TITLE)} 字；请缩短，或在微信选项中另填“微信标题”。`,
      `The title has ${String(length)} characters; WeChat takes ${String(MAX_TITLE)}. Shorten it, or give one for WeChat alone.`,
    ),
  ];
}

function bodyProblems(version: VersionView): Problem[] {
  const length = count(bodyText(version.body));
  if (length === 0 && pictureSources(parseBody(version.body)).length === 0)
    return [error('body_empty', 'body', '正文不能为空。', 'The body is empty.')];
  if (length > MAX_BODY)
    return [
      error(
        'body_too_long',
        'body',
        `正文有 ${String(length)} 字，微信最多约 ${String(MAX_BODY)} 字，请把部分内容改为附件。`,
        `The body has ${String(length)} characters; WeChat takes about ${String(MAX_BODY)}. Move parts into an attachment.`,
      ),
    ];
  const html = sentHtml(version);
  if (count(html) < MAX_HTML && Buffer.byteLength(html) < MAX_HTML_BYTES) return [];
  return [
    error(
      'body_too_complex',
      'body',
      `正文连同格式有 ${String(count(html))} 字符，微信须少于 ${String(MAX_HTML)} 字符；请减少表格，或把部分内容改为附件。`,
      `The body with its form has ${String(count(html))} characters; WeChat takes fewer than ${String(MAX_HTML)}. Use fewer tables, or an attachment.`,
    ),
  ];
}

/** The article as long as it can become when the platform's addresses stand in it. */
function sentHtml(version: VersionView): string {
  const known = new Set<string>(version.pictures.map(({ hash }) => hash));
  return articleHtml(version.body, frameOf(version), (hash) =>
    known.has(hash) ? 'x'.repeat(ADDRESS_LENGTH) : undefined,
  );
}

function pictureProblems({ body, pictures }: VersionView): Problem[] {
  return pictureSources(parseBody(body)).flatMap((hash, index) => {
    const which = String(index + 1);
    const picture = pictures.find((one) => one.hash === hash);
    if (!picture)
      return error(
        'picture_unknown',
        'body',
        `第 ${which} 张图片不在本稿的图片中，请重新上传后插入。`,
        `Picture ${which} does not belong to this draft; upload and insert it again.`,
      );
    if (/^image\/(?:jpeg|png|gif|webp|avif)$/.test(picture.mediaType)) return [];
    return error(
      'picture_kind',
      'body',
      `第 ${which} 张图片的格式不能用于微信，请换成 JPEG 或 PNG。`,
      `Picture ${which} has a format that WeChat cannot show; use JPEG or PNG.`,
    );
  });
}

function sourceProblems({ permalink }: VersionView): Problem[] {
  if (Buffer.byteLength(permalink) < MAX_SOURCE_BYTES - 16) return [];
  return [
    error(
      'source_too_long',
      'extras',
      '“阅读原文”地址超过 1 KB。',
      'The address behind “read more” is longer than 1 KB.',
    ),
  ];
}

function attachmentProblems({ attachments }: VersionView): Problem[] {
  if (attachments.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'attachments_by_link',
      field: 'attachments',
      message: {
        zh: '微信文章不能带附件：文末会列出附件名称，读者点“阅读原文”到网站下载。',
        en: 'A WeChat article carries no attachments: it lists their names, and readers download them from the website.',
      },
    },
  ];
}

/** Code points: a character outside the basic plane counts once. */
const count = (text: string): number => [...line(text)].length;

const error = (code: string, field: Problem['field'], zh: string, en: string): Problem => ({
  severity: 'error',
  code,
  field,
  message: { zh, en },
});
