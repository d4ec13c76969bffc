import type { Tag, XmlListener } from '../files/xml.js';
import type { Piece } from './fixed.js';

/** Which fonts are a headline's, by their ids. */
export type StrongFonts = ReadonlySet<string>;

interface TextObject {
  at: { x: number; y: number };
  ctm: readonly number[];
  size: number;
  strong: boolean;
}

/** Takes from a page's XML what is written where; a TextCode's place counts from its object's, through its matrix. */
export class OfdPageListener implements XmlListener {
  readonly pieces: Piece[] = [];
  readonly templates: string[] = [];
  pictures = 0;
  askew = 0;
  /** As the page says it; undefined where it leaves that to the document. */
  box: number[] | undefined;
  #object: TextObject | undefined;
  #place = { x: 0, y: 0 };
  #advance = 0;
  #text: string | undefined;

  constructor(private readonly strongFonts: StrongFonts) {}

  open(tag: Tag): void {
    switch (tag.name) {
      case 'PhysicalBox':
      case 'TextCode':
        this.#text = '';
        if (tag.name === 'TextCode') this.#begin(tag);
        return;
      case 'Template':
        this.templates.push(tag.get('TemplateID') ?? '');
        return;
      case 'ImageObject':
        this.pictures += 1;
        return;
      case 'TextObject':
        this.#object = this.#objectOf(tag);
        this.#place = { x: 0, y: 0 };
    }
  }

  text(text: string): void {
    if (this.#text !== undefined) this.#text += text;
  }

  close(name: string): void {
    if (name === 'PhysicalBox') this.box = numbersIn(this.#text);
    if (name === 'TextCode' && this.#object && this.#text !== undefined) this.#keep(this.#object, this.#text);
    if (name === 'PhysicalBox' || name === 'TextCode') this.#text = undefined;
    if (name === 'TextObject') this.#object = undefined;
  }

  #objectOf(tag: Tag): TextObject {
    const [x = 0, y = 0] = numbersIn(tag.get('Boundary'));
    const ctm = numbersIn(tag.get('CTM'));
    const weight = Number(tag.get('Weight') ?? 400);
    return {
      at: { x, y },
      ctm: ctm.length === 6 ? ctm : [1, 0, 0, 1, 0, 0],
      size: Number(tag.get('Size') ?? 0) || 1,
      strong: weight >= 600 || this.strongFonts.has(tag.get('Font') ?? ''),
    };
  }

  /** A place that is not said is the one before. */
  #begin(tag: Tag): void {
    const [x, y] = [tag.get('X'), tag.get('Y')];
    this.#place = {
      x: x === undefined ? this.#place.x : Number(x) || 0,
      y: y === undefined ? this.#place.y : Number(y) || 0,
    };
    this.#advance = advanceOf(tag.get('DeltaX'));
  }

  #keep({ at, ctm, size, strong }: TextObject, text: string): void {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = ctm;
    const line = text.replaceAll(/\s+/g, ' ');
    if (line.trim() === '') return;
    if (Math.abs(b) > 0.1 * Math.abs(a)) {
      this.askew += 1;
      return;
    }
    const { x, y } = this.#place;
    this.pieces.push({
      text: line,
      x: at.x + a * x + c * y + e,
      y: at.y + b * x + d * y + f,
      width: Math.abs(a) * (this.#advance > 0 ? this.#advance + size : widthOf(line, size)),
      size: Math.abs(d) * size,
      strong,
    });
  }
}

/** Numbers as OFD writes them, one after the other. */
export const numbersIn = (text = ''): number[] =>
  text
    .trim()
    .split(/\s+/)
    .map(Number)
    .filter((number) => Number.isFinite(number));

/** How far the last sign stands from the first: `2 g 3 5` is 2 + 3 × 5. */
function advanceOf(deltas = ''): number {
  const words = deltas.trim().split(/\s+/);
  let sum = 0;
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === 'g') {
      sum += (Number(words[at + 1]) || 0) * (Number(words[at + 2]) || 0);
      at += 2;
    } else sum += Number(words[at]) || 0;
  }
  return sum;
}

const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + (/[ -~]/.test(sign) ? 0.5 : 1), 0) * size;
