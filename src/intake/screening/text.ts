/** A text in the form that rules read, and where each of its characters stood in the text as it was written. */
export interface Plain {
  text: string;
  /** For each UTF-16 unit of `text`, its place in the original; one more for the end. */
  at: number[];
}

/** Full-width signs become their plain forms (NFKC, character by character); what cannot be seen is left out. */
export function plainOf(original: string): Plain {
  let text = '';
  const at: number[] = [];
  let index = 0;
  for (const character of original) {
    const plain = /\p{Cf}/u.test(character) ? '' : character.normalize('NFKC');
    for (let unit = 0; unit < plain.length; unit += 1) at.push(index);
    text += plain;
    index += character.length;
  }
  at.push(index);
  return { text, at };
}

/** A place in the original text: from (inclusive) and to (exclusive), in UTF-16 units. */
export type Span = [from: number, to: number];

/** Where a piece of the plain text stood in the original. */
export function spanOf({ at }: Plain, from: number, length: number): Span {
  const last = at[from + length - 1] ?? 0;
  let end = from + length;
  // Several plain signs may come from one of the original's.
  while (end < at.length - 1 && at[end] === last) end += 1;
  return [at[from] ?? 0, at[end] ?? last];
}
