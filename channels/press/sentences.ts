/** A sentence ends with its mark and with what closes a quotation behind it. */
const SENTENCE = /[^。！？；!?;]*(?:[。！？；!?;]+[”’」』）)》]*|$)/gu;

/** A paragraph's sentences, each with its mark. Joined they are the paragraph again. */
export const sentencesOf = (paragraph: string): string[] =>
  (paragraph.match(SENTENCE) ?? []).filter((sentence) => sentence !== '');

/** Characters as a newspaper counts them: with punctuation, without spaces; one outside the basic plane counts once. */
export const printedLength = (paragraphs: readonly string[]): number =>
  [...paragraphs.join('').replace(/\s/gu, '')].length;
