import type { LocalizedText } from '../../contract/values.js';
import { Story } from './reading.js';
import type { Tag, XmlListener } from './xml.js';

/** What Word writes for every change that waits to be accepted or rejected. */
const changeMark =
  /^(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|numberingChange|(?:r|p|sect|tbl|tblGrid|tblPrEx|tc|tr)PrChange)$/;
/** What stands in a run beside its text; anything else breaks the line. */
const marks: Partial<Record<string, string>> = { tab: '\t', noBreakHyphen: '-' };
const takesAway = (name: string): boolean => name === 'del' || name === 'moveFrom';
const addsTo = (name: string): boolean => name === 'ins' || name === 'moveTo';
const isOff = (tag: Tag): boolean => /^(?:0|false|off|none)$/.test(tag.get('val') ?? '');

/** Listens to a part of WordprocessingML and sorts its text: what is seen, what is hidden, what is struck out. */
export class WordListener implements XmlListener {
  readonly seen: Story;
  readonly unseen: Story;
  readonly removed: Story;
  /** What tracked changes would add: it is among what is seen, too. */
  readonly added: Story;
  /** Changes that were tracked and neither accepted nor rejected. */
  changes = 0;

  readonly #path: string[] = [];
  /** Whether each open run, and each open paragraph, is hidden: text boxes stand in runs and have their own. */
  readonly #runs: boolean[] = [];
  readonly #paragraphs: boolean[] = [];
  #paragraph = 0;
  #removing = 0;
  #adding = 0;
  /** The older of the two writings of a text box: what it says has been heard. */
  #skipping = 0;

  constructor(
    private readonly hiddenStyles: ReadonlySet<string>,
    margin?: LocalizedText,
  ) {
    const place =
      (zh = '', en = '') =>
      (number: number): LocalizedText =>
        margin === undefined
          ? { zh: `正文第 ${String(number)} 段${zh}`, en: `Paragraph ${String(number)}${en}` }
          : { zh: `${margin.zh}${zh}`, en: `${margin.en}${en}` };
    this.seen = new Story(place());
    this.unseen = new Story(place('（隐藏文字）', ' (hidden text)'), true);
    this.added = new Story(place());
    this.removed = new Story(place('（修订中删去的文字）', ' (deleted, still tracked)'), true);
  }

  open(tag: Tag): void {
    const parent = this.#path.at(-1);
    this.#path.push(tag.name);
    if (tag.name === 'Fallback') this.#skipping += 1;
    if (this.#skipping > 0) return;
    if (changeMark.test(tag.name)) this.changes += 1;
    // In a row's or a paragraph's properties they hold nothing, and end at once.
    if (takesAway(tag.name)) this.#removing += 1;
    if (addsTo(tag.name)) this.#adding += 1;
    switch (tag.name) {
      case 'p':
        this.#beginParagraph();
        break;
      case 'r':
        this.#runs.push(false);
        break;
      case 'pStyle':
        if (this.hiddenStyles.has(tag.get('val') ?? '')) this.#paragraphs[this.#paragraphs.length - 1] = true;
        break;
      case 'rStyle':
        if (this.#isOfRun(parent) && this.hiddenStyles.has(tag.get('val') ?? '')) this.#hideRun();
        break;
      case 'vanish':
        if (this.#isOfRun(parent) && !isOff(tag)) this.#hideRun();
        break;
      case 'tab':
      case 'br':
      case 'cr':
      case 'noBreakHyphen':
        if (parent === 'r') this.#write(marks[tag.name] ?? '\n');
        break;
      default:
    }
  }

  text(text: string): void {
    const name = this.#path.at(-1);
    if (this.#skipping === 0 && (name === 't' || name === 'delText')) this.#write(text, name === 'delText');
  }

  close(name: string): void {
    this.#path.pop();
    if (name === 'Fallback') this.#skipping -= 1;
    else if (this.#skipping > 0) return;
    else if (name === 'r') this.#runs.pop();
    else if (name === 'p') this.#endParagraph();
    else if (takesAway(name)) this.#removing -= 1;
    else if (addsTo(name)) this.#adding -= 1;
  }

  #isOfRun(parent: string | undefined): boolean {
    return parent === 'rPr' && this.#path.at(-3) === 'r';
  }

  #hideRun(): void {
    this.#runs[this.#runs.length - 1] = true;
  }

  #beginParagraph(): void {
    this.#paragraph += 1;
    this.#paragraphs.push(false);
    for (const story of [this.seen, this.unseen, this.removed]) story.at(this.#paragraph);
  }

  #endParagraph(): void {
    this.#paragraphs.pop();
    for (const story of [this.seen, this.unseen, this.removed]) story.write('\n');
  }

  #write(text: string, isDeleted = false): void {
    if (isDeleted || this.#removing > 0) this.removed.write(text);
    else if (this.#runs.at(-1) || this.#paragraphs.at(-1)) this.unseen.write(text);
    else this.seen.write(text);
    if (this.#adding > 0) this.added.write(text);
  }
}
