import { create, type Font } from 'fontkit';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fontFile, readFont } from '../platform/fonts.js';

/** A text with what the font cannot draw replaced. */
export type Write = (text: string) => string;

export const family = 'Noto Sans SC';

/** As the console's, on white. */
export const colours = {
  ink: '#1f2328',
  quiet: '#565b61',
  pine: '#1e6b5c',
  cinnabar: '#b62f26',
  amber: '#8a5f00',
  line: '#d5d0c5',
  band: '#f2efe8',
};

/** A document as PDF, with the bundled font and text that can be selected. The same document gives the same bytes. */
export async function pdfOf(document: (write: Write) => TDocumentDefinitions): Promise<Uint8Array> {
  // Loaded with the first document: few hubs are asked for one on most days.
  const { default: pdfmake } = await import('pdfmake');
  const [normal, bold] = [fontFile('regular'), fontFile('bold')];
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);
  pdfmake.setFonts({ [family]: { normal, bold } });
  return pdfmake.createPdf(document(await writer())).getBuffer();
}

let known: Promise<Write> | undefined;

/** What the font cannot draw is written as its number, so that nothing is lost without a trace. */
function writer(): Promise<Write> {
  known ??= readFont('regular').then((bytes) => {
    const font = create(Buffer.from(bytes)) as Font;
    return (text) => [...text].map((sign) => drawn(font, sign)).join('');
  });
  known.catch(() => {
    known = undefined;
  });
  return known;
}

function drawn(font: Font, sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (sign === '\n' || font.hasGlyphForCodePoint(code)) return sign;
  return `〔U+${code.toString(16).toUpperCase().padStart(4, '0')}〕`;
}

/** A line that stands on every page: one text at each side. */
export const running = (
  [left = '', right = '']: string[],
  { side, top }: { side: number; top: number },
): Content => ({
  margin: [side, top, side, 0],
  columns: [
    { text: left, fontSize: 7.5, color: colours.quiet, width: '*', noWrap: true },
    { text: right, fontSize: 7.5, color: colours.quiet, width: 'auto', alignment: 'right' },
  ],
});
