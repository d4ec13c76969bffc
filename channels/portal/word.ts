import {
  AlignmentType,
  Document,
  HeadingLevel,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
  type IRunOptions,
  type IStylesOptions,
} from 'docx';
import { htmlToContent } from 'docx/html';
import sharp from 'sharp';
import type { RenderKit } from '../../src/contract/channel.js';
import { ASSET_SCHEME, type AssetRef } from '../../src/contract/values.js';
import type { PortalDocument } from './document.js';
import { PortalError } from './errors.js';
import { packSame } from './word-pack.js';

type Content = Omit<PortalDocument, 'word'>;

/** Half points and twentieths of a point, as official documents are set: 二号 for the title, 三号 for the text. */
const TITLE_SIZE = 44;
const TEXT_SIZE = 32;
const LINE = 560;
const FIRST_LINE = 'p { text-indent: 32pt } li p, td p, th p { text-indent: 0 }';
const font = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });

const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: font('仿宋'), size: TEXT_SIZE },
      paragraph: { spacing: { line: LINE, lineRule: LineRuleType.AT_LEAST } },
    },
    title: {
      run: { font: font('宋体'), size: TITLE_SIZE, bold: true },
      paragraph: { spacing: { after: LINE } },
    },
    heading2: heading('黑体', false),
    heading3: heading('楷体', false),
    heading4: heading('仿宋', true),
    heading5: heading('仿宋', true),
    heading6: heading('仿宋', true),
  },
};

function heading(eastAsia: string, bold: boolean) {
  return { run: { font: font(eastAsia), size: TEXT_SIZE, bold, color: '000000' } };
}

/**
 * The article as a Word file that an editor can open or hand on: title, text with its pictures, names of the
 * attachments, and the metadata as a table at the end. The same article gives the same bytes.
 */
export async function wordFile(content: Content, kit: RenderKit): Promise<Uint8Array> {
  const images = new Map<string, Uint8Array>();
  for (const picture of content.pictures)
    images.set(`${ASSET_SCHEME}${picture.hash}`, await wordPicture(picture, kit));
  const lost: string[] = [];
  const body = htmlToContent(content.html, {
    images: (source) => images.get(source),
    stylesheet: FIRST_LINE,
    onWarning: ({ message }) => lost.push(message),
  });
  if (lost.length > 0) throw lossError(lost);
  const document = new Document({
    title: content.title,
    creator: content.office.name,
    lastModifiedBy: content.office.name,
    styles,
    sections: [{ children: [titleOf(content), ...body, ...attachmentsOf(content), ...factsTable(content)] }],
  });
  return packSame(await Packer.toBuffer(document));
}

/** Word shows PNG, JPEG and GIF; other pictures become PNG. */
async function wordPicture(picture: AssetRef, kit: RenderKit): Promise<Uint8Array> {
  const bytes = await kit.read(picture.hash);
  if (['image/png', 'image/jpeg', 'image/gif'].includes(picture.mediaType)) return bytes;
  return sharp(bytes).png().toBuffer();
}

function lossError(lost: string[]): PortalError {
  const what = lost.join('; ');
  return new PortalError('reject', {
    zh: `Word 稿无法完整生成：${what}。请替换正文中的这些内容。`,
    en: `The Word file would lose something: ${what}. Replace it in the text.`,
  });
}

const titleOf = ({ title }: Content): Paragraph =>
  new Paragraph({ text: title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER });

const attachmentsOf = ({ attachments }: Content): FileChild[] =>
  attachments.map(
    ({ name }, index) =>
      new Paragraph({
        text: `附件${attachments.length > 1 ? String(index + 1) : ''}：${name}`,
        indent: { firstLine: 2 * TEXT_SIZE * 10 },
        ...(index === 0 ? { spacing: { before: LINE } } : {}),
      }),
  );

function factsTable({ facts }: Content): FileChild[] {
  const cell = (width: number, run: IRunOptions) =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      children: [new Paragraph({ children: [new TextRun({ ...run, size: 24 })] })],
    });
  const rows = facts.map(
    ({ label, value }) =>
      new TableRow({ children: [cell(22, { text: label, bold: true }), cell(78, { text: value })] }),
  );
  return [
    new Paragraph({ text: '信息元数据', spacing: { before: 2 * LINE } }),
    new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } }),
  ];
}
