import type { LocalizedText } from '../../contract/values.js';
import { refuseFile } from '../refuse.js';

/** More text than this nobody publishes as one file: some 3,000 pages. */
export const MOST_TEXT = 2_000_000;

/** What a file has beside its text that a person has to know of. */
export type TraitKind =
  | 'tracked-changes'
  | 'comments'
  | 'hidden-text'
  | 'hidden-cells'
  | 'hidden-sheet'
  | 'hidden-slide'
  | 'speaker-notes'
  | 'author-metadata'
  | 'embedded-object'
  | 'outside-data'
  | 'embedded-file'
  | 'script'
  | 'earlier-revision'
  | 'protected'
  | 'no-text'
  | 'old-format'
  | 'unreadable'
  | 'film'
  | 'film-location'
  | 'picture-location'
  | 'picture-metadata';

export interface Trait {
  kind: TraitKind;
  /** How many there are. */
  count: number;
  /** The words that show it, or some of them. */
  text: string;
  piece?: LocalizedText | undefined;
}

/** What a file says, as far as a machine can read it. */
export interface Reading {
  stories: Story[];
  traits: Trait[];
}

/** A text of a file that is read in one go, with the places that its pieces have. */
export class Story {
  readonly #pieces: string[] = [];
  readonly #starts: number[] = [];
  readonly #marks: number[] = [];
  #length = 0;

  /**
   * `say` names a place by its mark: the number of a paragraph, a page, a cell. `hidden` is what readers of the file
   * do not see though it is in there.
   */
  constructor(
    readonly say: (mark: number) => LocalizedText,
    readonly hidden = false,
    /** Whether a copy can have other words here; properties are taken out as a whole. */
    readonly isEditable = true,
  ) {}

  get length(): number {
    return this.#length;
  }

  /** What is written from here on stands at this place. */
  at(mark: number): void {
    if (this.#starts.at(-1) === this.#length) {
      this.#marks[this.#marks.length - 1] = mark;
      return;
    }
    this.#starts.push(this.#length);
    this.#marks.push(mark);
  }

  /** @throws HubError `file_too_large` when a file is a library */
  write(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length > MOST_TEXT) throw refuseFile('too_much_text');
  }

  text(): string {
    return this.#pieces.join('');
  }

  /** The place of a sign of the text. */
  where(from: number): LocalizedText {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= from) low = middle + 1;
      else high = middle;
    }
    return this.say(this.#marks[low - 1] ?? 0);
  }
}

/** A place that has one name throughout. */
export const always =
  (zh: string, en: string): (() => LocalizedText) =>
  () => ({ zh, en });

/** The place of what stands on a page, with what is said behind its number. */
export const pageName =
  (zh: string, en: string) =>
  (number: number): LocalizedText => ({
    zh: `第 ${String(number)} 页${zh}`,
    en: `Page ${String(number)}${en}`,
  });

/** A trait, where there is one at least. */
export const traitOf = (kind: TraitKind, count: number, text: string): Trait[] =>
  count > 0 ? [{ kind, count, text: firstWords(text) }] : [];

/** The first words of a text, in one line. */
export function firstWords(text: string, most = 40): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const signs = Array.from(line);
  return signs.length <= most ? line : `${signs.slice(0, most).join('')}…`;
}

/** Only stories that say something. */
export const spoken = (stories: readonly Story[]): Story[] =>
  stories.filter((story) => story.text().trim() !== '');

/** A file that no machine could read, and why. */
export const unreadable = (reason: string): Reading => ({
  stories: [],
  traits: [{ kind: 'unreadable', count: 1, text: reason }],
});
