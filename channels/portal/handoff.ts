import type { Item, Rendition } from '../../src/contract/channel.js';
import type { Handoff, HandoffPart } from '../../src/contract/person.js';
import { minuteText } from '../../src/contract/kit/office-time.js';
import type { LocalizedText } from '../../src/contract/values.js';
import { withPictures } from './body.js';
import type { PortalDocument } from './document.js';
import type { PortalSettings } from './settings.js';

/** Everything that a person carries over to the portal's desk, in the order in which its forms usually ask for it. */
export function handoffOf(
  { document }: Rendition<PortalDocument>,
  item: Pick<Item, 'publishAt' | 'expiresAt'>,
  settings: PortalSettings,
): Handoff {
  return {
    parts: [
      text('标题', 'Title', document.title),
      ...document.facts.flatMap(({ name, label, value }) =>
        name === 'title' ? [] : [text(label, factNames[name] ?? name, value)],
      ),
      { kind: 'html', label: { zh: '正文（网页格式）', en: 'Text as HTML' }, text: pasteHtml(document) },
      text('正文（纯文本）', 'Plain text', document.text),
      file('Word 稿', 'Word file', document.word),
      ...document.pictures.map((picture, index) =>
        file(
          `图片 ${String(index + 1)}${picture.alt === '' ? '' : `：${picture.alt}`}`,
          `Picture ${String(index + 1)}`,
          { ...bare(picture), name: pictureName(document, picture.hash) },
        ),
      ),
      ...document.attachments.map((attachment, index) =>
        file(`附件 ${String(index + 1)}：${attachment.name}`, `Attachment ${String(index + 1)}`, attachment),
      ),
    ],
    checklist: checklistOf(document, item, settings),
  };
}

const factNames: Record<string, string> = {
  indexNo: 'Index number',
  topic: 'Topic',
  category: 'Category',
  issuer: 'Issuer',
  madeOn: 'Date of the document',
  docNo: 'Document number',
  validity: 'Validity',
  expiresOn: 'Valid until',
  source: 'Source',
  keywords: 'Keywords',
  basis: 'Legal basis',
  disclosure: 'Disclosure',
  summary: 'Summary',
};

const text = (zh: string, en: string, value: string): HandoffPart => ({
  kind: 'text',
  label: { zh, en },
  text: value,
});

const file = (zh: string, en: string, asset: PortalDocument['word']): HandoffPart => ({
  kind: 'file',
  label: { zh, en },
  file: asset,
});

const bare = ({ hash, name, mediaType, size, width, height }: PortalDocument['pictures'][number]) => ({
  hash,
  name,
  mediaType,
  size,
  ...(width && height ? { width, height } : {}),
});

/** The HTML with the pictures' downloaded names in the place of addresses that the portal will give. */
const pasteHtml = (document: PortalDocument): string =>
  withPictures(document.html, (hash) => pictureName(document, hash));

/** `1.jpg`, `2.png`: the same name in the HTML and in the folder of downloads. */
function pictureName({ pictures }: PortalDocument, hash: string): string {
  const index = pictures.findIndex((picture) => picture.hash === hash);
  const type = pictures[index]?.mediaType.split('/')[1] ?? 'bin';
  return `${String(index + 1)}.${type === 'jpeg' ? 'jpg' : type}`;
}

function checklistOf(
  { pictures, attachments, column, facts }: PortalDocument,
  { publishAt, expiresAt }: Pick<Item, 'publishAt' | 'expiresAt'>,
  { deskUrl, origins, contact }: PortalSettings,
): LocalizedText[] {
  const many = (count: number): string => String(count);
  const steps: (LocalizedText | undefined)[] = [
    deskUrl === undefined
      ? { zh: '登录门户的投稿后台', en: 'Sign in at the portal’s desk' }
      : { zh: `登录投稿后台：${deskUrl}`, en: `Sign in at the desk: ${deskUrl}` },
    column === undefined
      ? { zh: '选择栏目', en: 'Choose the column' }
      : { zh: `选择栏目：${column}`, en: `Choose the column: ${column}` },
    { zh: '标题逐字粘贴，不改动、不缩写', en: 'Paste the title as it is; do not shorten it' },
    {
      zh: `填写元数据：${facts.map(({ label }) => label).join('、')}`,
      en: 'Fill in the metadata',
    },
    {
      zh: '粘贴正文后核对：小标题、编号、表格、数字、落款和日期',
      en: 'Paste the text, then check headings, numbers, tables, signature and date',
    },
    pictures.length === 0
      ? undefined
      : {
          zh: `上传 ${many(pictures.length)} 张图片，放回原处，并填写图片说明`,
          en: `Upload ${many(pictures.length)} pictures, put each where it belongs, with its caption`,
        },
    attachments.length === 0
      ? undefined
      : {
          zh: `上传 ${many(attachments.length)} 个附件`,
          en: `Upload ${many(attachments.length)} attachments`,
        },
    { zh: `发布时间不早于 ${minuteText(publishAt)}`, en: `Not before ${minuteText(publishAt)}` },
    expiresAt === undefined
      ? undefined
      : { zh: `${minuteText(expiresAt)} 后应撤下`, en: `To be taken down after ${minuteText(expiresAt)}` },
    { zh: `提交后告知编辑：${contact}`, en: `Tell the editors: ${contact}` },
    {
      zh: `上线后把网址（${origins.join('、')}）填回任务，系统会打开核对`,
      en: `Once it is public, give its address (${origins.join(', ')}); it is opened and compared`,
    },
  ];
  return steps.filter((step) => step !== undefined);
}
