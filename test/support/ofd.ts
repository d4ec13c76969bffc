import { zip, type ZipEntry } from './zip.js';

const space = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** A text where it stands on a page, in millimetres. */
interface OfdText {
  x: number;
  y: number;
  size: number;
  text: string;
  font?: 'heading' | 'body';
  /** Instead of the sides of the page. */
  ctm?: string;
}

/** A line of text, as programs write it: its place is its object's, and signs stand one size apart. */
export const ofdText = ({ x, y, size, text, font = 'body', ctm }: OfdText): string =>
  `<ofd:TextObject ID="9" Boundary="${String(x)} ${String(y)} 160 ${String(size)}" Font="${font === 'heading' ? '2' : '3'}" Size="${String(size)}"${ctm === undefined ? '' : ` CTM="${ctm}"`}><ofd:TextCode X="0" Y="${String(size)}" DeltaX="g ${String(Math.max(0, [...text].length - 1))} ${String(size)}">${text}</ofd:TextCode></ofd:TextObject>`;

/** An .ofd of A4 pages with these objects on each; more entries replace those of the same name. */
export function ofd(pages: readonly string[], more: readonly ZipEntry[] = [], author = ''): Buffer {
  const standard: ZipEntry[] = [
    {
      name: 'OFD.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><ofd:OFD ${space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:Author>${author}</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    },
    {
      name: 'Doc_0/Document.xml',
      content: `<ofd:Document ${space}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>${pages
        .map((_, at) => `<ofd:Page ID="${String(at + 1)}" BaseLoc="Pages/Page_${String(at)}/Content.xml"/>`)
        .join('')}</ofd:Pages></ofd:Document>`,
    },
    {
      name: 'Doc_0/PublicRes.xml',
      content: `<ofd:Res ${space} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="方正小标宋简体"/><ofd:Font ID="3" FontName="仿宋_GB2312"/></ofd:Fonts></ofd:Res>`,
    },
    {
      name: 'Doc_0/Tpls/Tpl_0/Content.xml',
      content: `<ofd:Page ${space}><ofd:Content><ofd:Layer>${ofdText({ x: 55, y: 20, size: 10, text: '望河区城市管理局文件' })}</ofd:Layer></ofd:Content></ofd:Page>`,
    },
    ...pages.map((objects, at) => ({
      name: `Doc_0/Pages/Page_${String(at)}/Content.xml`,
      content: `<ofd:Page ${space}><ofd:Content><ofd:Layer ID="7">${objects}</ofd:Layer></ofd:Content></ofd:Page>`,
    })),
  ];
  const replaced = new Set(more.map(({ name }) => name));
  return zip([...standard.filter(({ name }) => !replaced.has(name)), ...more]);
}

/** What leads to a page's background. */
export const ofdTemplate = '<ofd:Template TemplateID="50" ZOrder="Background"/>';

/** The container of an old .doc with one sector of text, whole as far as anybody looks before reading it. */
export function oldWord(flags = 0): Buffer {
  const bytes = Buffer.alloc(512 * 4);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 44);
  bytes.writeInt32LE(1, 48);
  // Its table of sectors is the first one, its directory the second, its text the third.
  bytes.writeInt32LE(0, 76);
  bytes.fill(0xff, 80, 1024);
  bytes.writeInt32LE(-3, 512);
  bytes.writeInt32LE(-2, 516);
  bytes.writeInt32LE(-2, 520);
  bytes.write('WordDocument', 1024, 'utf16le');
  bytes.writeUInt16LE(0xa5ec, 1536);
  bytes.writeUInt16LE(flags, 1546);
  return bytes;
}
