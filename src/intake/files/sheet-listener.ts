import type { LocalizedText } from '../../contract/values.js';
import { Story } from './reading.js';
import { plainNumber } from './text-edit.js';
import type { Tag, XmlListener } from './xml.js';

/** A cell's number, row by row: rows are counted from 1 and columns from 0. */
const COLUMNS = 16_384;

/** `AB12` for a cell's number. */
export function cellName(cell: number): string {
  let column = (cell % COLUMNS) + 1;
  let letters = '';
  while (column > 0) {
    const rest = (column - 1) % 26;
    letters = String.fromCodePoint(65 + rest) + letters;
    column = (column - 1 - rest) / 26;
  }
  return `${letters}${String(Math.floor(cell / COLUMNS))}`;
}

/** `AB12` as a cell's number. */
export function cellNumber(ref: string): number {
  const [, letters = 'A', row = '1'] = /^\$?([A-Z]{1,3})\$?(\d{1,7})/.exec(ref) ?? [];
  const column = Array.from(letters).reduce(
    (sum, letter) => sum * 26 + (letter.codePointAt(0) ?? 64) - 64,
    0,
  );
  return Number(row) * COLUMNS + column - 1;
}

/** Listens to a sheet and sorts its cells: what is seen, and what stands in hidden rows, columns or a hidden sheet. */
export class SheetListener implements XmlListener {
  readonly seen: Story;
  readonly unseen: Story;
  hiddenCells = 0;

  #hiddenColumns: [first: number, last: number][] = [];
  #isRowHidden = false;
  #row = 0;
  #cell = 0;
  #type = '';
  #value = '';
  #isValue = false;
  #isMargin = false;

  constructor(
    sheet: string,
    private readonly isHidden: boolean,
    private readonly strings: readonly string[],
  ) {
    const place =
      (zh: string, en: string) =>
      (cell: number): LocalizedText => ({
        zh: `“${sheet}”${cell === 0 ? '页眉页脚' : cellName(cell)}${zh}`,
        en: `“${sheet}” ${cell === 0 ? 'header and footer' : cellName(cell)}${en}`,
      });
    this.seen = new Story(place('', ''));
    this.unseen = isHidden
      ? new Story(place('（隐藏的工作表）', ' (hidden sheet)'), true)
      : new Story(place('（隐藏的行或列）', ' (hidden row or column)'), true);
  }

  open(tag: Tag): void {
    switch (tag.name) {
      case 'col':
        if (isTrue(tag.get('hidden')))
          this.#hiddenColumns.push([Number(tag.get('min')) - 1, Number(tag.get('max')) - 1]);
        break;
      case 'row':
        this.#row = Number(tag.get('r') ?? this.#row + 1);
        this.#cell = this.#row * COLUMNS - 1;
        this.#isRowHidden = isTrue(tag.get('hidden'));
        break;
      case 'c':
        this.#beginCell(tag);
        break;
      default:
        this.#isMargin = /^(?:odd|even|first)(?:Header|Footer)$/.test(tag.name);
        this.#isValue = tag.name === 'v' || tag.name === 't';
    }
  }

  text(text: string): void {
    if (this.#isValue) this.#value += text;
    if (!this.#isMargin) return;
    this.seen.at(0);
    // What is written here begins with where it stands and how it looks: &C&"SimSun"Text.
    this.seen.write(`${text.replaceAll(/&(?:"[^"]*"|\d+|[A-Z])/g, ' ')}\n`);
  }

  close(name: string): void {
    this.#isValue = false;
    this.#isMargin = false;
    if (name === 'c') this.#endCell();
    if (name !== 'row') return;
    this.seen.write('\n');
    this.unseen.write('\n');
  }

  #beginCell(tag: Tag): void {
    const ref = tag.get('r');
    this.#cell = ref === undefined ? this.#cell + 1 : cellNumber(ref);
    this.#type = tag.get('t') ?? 'n';
    this.#value = '';
  }

  #endCell(): void {
    const text = this.#said();
    if (text === '') return;
    const column = this.#cell % COLUMNS;
    const isHidden =
      this.isHidden ||
      this.#isRowHidden ||
      this.#hiddenColumns.some(([first, last]) => first <= column && column <= last);
    if (isHidden) this.hiddenCells += 1;
    const story = isHidden ? this.unseen : this.seen;
    story.at(this.#cell);
    story.write(`${text}\t`);
  }

  #said(): string {
    if (this.#type === 's') return this.strings[Number(this.#value)] ?? '';
    return this.#type === 'n' ? plainNumber(this.#value) : this.#value;
  }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';
