import type { ReactElement } from 'react';
import { qrPath } from '../../../src/contract/slide/markup.js';
import { actionSafe, colours, frame, gaps, qrSize, safe, type } from '../layout/area.js';
import type { Line } from '../layout/lines.js';
import type { Meter } from '../layout/meter.js';
import { markerWidth, startOf, type Page, type Placed } from '../layout/pages.js';
import { tagPadding, type HeadAndFoot } from '../layout/surround.js';

/** The family under which the bundled font is known to the drawing. */
export const FAMILY = 'Tongbo';

type Style = Record<string, string | number>;
interface Qr {
  size: number;
  data: ArrayLike<number>;
}
export interface Drawing {
  page: Page;
  pages: number;
  surround: HeadAndFoot;
  qr: Qr;
  /** A picture page's picture, ready to be put in its box. */
  picture?: { href: string; width: number; height: number } | undefined;
}

/** The whole page as a tree of boxes, each in its place. */
export function pageElement(drawing: Drawing): ReactElement {
  const { page } = drawing;
  const { width, height } = frame;
  const style = {
    display: 'flex',
    width,
    height,
    background: colours.paper,
    color: colours.ink,
    fontFamily: FAMILY,
  };
  return element('div', style, [
    bar(),
    ...head(drawing),
    ...titleOf(drawing),
    ...(page.kind === 'text' ? page.rules.map(({ y }) => ruleAt(y)) : [pictureOf(drawing)]),
    ...page.lines.flatMap((placed) => placedLine(placed, drawing.surround.meter)),
    ...qrCode(drawing),
    ...foot(drawing),
  ]);
}

const element = (
  name: string,
  style: Style,
  children?: ReactElement[] | string,
  more = {},
): ReactElement => ({
  type: name,
  key: null,
  props: { style, ...more, ...(children === undefined ? {} : { children }) },
});

const box = (left: number, top: number, style: Style, children?: ReactElement[] | string): ReactElement =>
  element('div', { position: 'absolute', display: 'flex', left, top, ...style }, children);

/** The one thing outside the title-safe area: colour, nothing to read. */
const bar = (): ReactElement =>
  box(actionSafe.left, actionSafe.top, {
    width: actionSafe.right - actionSafe.left,
    height: 8,
    background: colours.pine,
  });

interface Look {
  size: number;
  line: number;
  color?: string;
}

/** A line's runs side by side, each where the measure says that it begins. */
function lineAt(line: Line, x: number, y: number, meter: Meter, look: Look): ReactElement[] {
  let left = x + line.indent;
  return line.runs.map(({ text, strong }) => {
    const at = left;
    left += look.size * Array.from(text).reduce((sum, one) => sum + meter.width(one, strong === true), 0);
    return box(
      at,
      y,
      {
        fontSize: look.size,
        lineHeight: `${String(look.line)}px`,
        fontWeight: strong ? 700 : 400,
        color: look.color ?? colours.ink,
        whiteSpace: 'pre',
      },
      text,
    );
  });
}

const lines = (all: readonly Line[], x: (line: Line) => number, y: number, meter: Meter, look: Look) =>
  all.flatMap((line, index) => lineAt(line, x(line), y + index * look.line, meter, look));

function head({ surround }: Drawing): ReactElement[] {
  const { category, issuer, meter } = surround;
  const { size, line } = type.small;
  const strip = { width: category.width, height: line, background: colours.pine, borderRadius: 6 };
  const words = { runs: [{ text: category.text }], indent: 0, width: category.width };
  return [
    box(safe.left, safe.top, strip),
    ...lineAt(words, safe.left + tagPadding, safe.top, meter, { ...type.small, color: colours.white }),
    ...lines(issuer, ({ width }) => safe.right - width, safe.top, meter, {
      size,
      line,
      color: colours.second,
    }),
  ];
}

function titleOf({ page, surround }: Drawing): ReactElement[] {
  const look = page.isFirst ? type.title : { ...type.runningTitle, color: colours.second };
  return lines(page.title, () => safe.left, surround.top, surround.meter, look);
}

const ruleAt = (y: number): ReactElement =>
  box(safe.left, y, { width: safe.right - safe.left - qrSize - 56, height: 2, background: colours.line });

function placedLine({ line, x, y, look, marker }: Placed, meter: Meter): ReactElement[] {
  const drawn = look === 'caption' ? { ...type.small, color: colours.second } : type.text;
  const color = look === 'heading' ? { color: colours.pine } : {};
  const words = lineAt(line, x, y, meter, { ...drawn, ...color });
  if (marker === undefined) return words;
  const mark = {
    runs: [{ text: marker }],
    indent: line.indent - markerWidth(marker, meter) * type.text.size,
    width: 0,
  };
  return [...words, ...lineAt(mark, x, y, meter, { ...type.text, color: colours.pine })];
}

function pictureOf({ page, picture }: Drawing): ReactElement {
  if (page.kind !== 'picture' || !picture) throw new Error('a picture page needs its picture');
  const { x, y, width, height } = page.box;
  const left = x + Math.round((width - picture.width) / 2);
  const top = y + Math.round((height - picture.height) / 2);
  const style = { position: 'absolute', left, top, width: picture.width, height: picture.height };
  return element('img', style, undefined, {
    src: picture.href,
    width: picture.width,
    height: picture.height,
  });
}

function qrCode({ page, surround, qr }: Drawing): ReactElement[] {
  const { path, size } = qrPath(qr);
  const quiet = 4;
  const [left, top] = [safe.right - qrSize, startOf(surround, page.isFirst) + gaps.paragraph];
  const words = '扫码看全文';
  const caption = { runs: [{ text: words }], indent: 0, width: words.length * type.small.size };
  const view = `${String(-quiet)} ${String(-quiet)} ${String(size + 2 * quiet)} ${String(size + 2 * quiet)}`;
  const field = `M${String(-quiet)} ${String(-quiet)}h${String(size + 2 * quiet)}v${String(size + 2 * quiet)}h${String(-size - 2 * quiet)}z`;
  const fill = (d: string, color: string) => ({ type: 'path', key: null, props: { d, fill: color } });
  return [
    element(
      'svg',
      { position: 'absolute', left, top, width: qrSize, height: qrSize },
      [fill(field, colours.white), fill(path, colours.ink)],
      { viewBox: view, width: qrSize, height: qrSize, shapeRendering: 'crispEdges' },
    ),
    ...lineAt(caption, left + (qrSize - caption.width) / 2, top + qrSize + 12, surround.meter, {
      ...type.small,
      color: colours.second,
    }),
  ];
}

function foot({ page, pages, surround }: Drawing): ReactElement[] {
  const { docNo, meter } = surround;
  const { size, line } = type.small;
  const number = `${String(page.number)} / ${String(pages)}`;
  const width = size * Array.from(number).reduce((sum, one) => sum + meter.width(one, false), 0);
  const look = { size, line, color: colours.second };
  return [
    ...lines(docNo, () => safe.left, safe.bottom - Math.max(1, docNo.length) * line, meter, look),
    ...lineAt(
      { runs: [{ text: number }], indent: 0, width },
      safe.right - width,
      safe.bottom - line,
      meter,
      look,
    ),
  ];
}
