/**
 * Characters that have no place in a public text: controls, invisible marks (also the one that marks the publication
 * time in a rendition), direction overrides that disguise what is written, and halves of surrogate pairs.
 */
const unwanted =
  /(?![\t\n\v\f\r])\p{Cc}|[\u00ad\u200b\u200e\u200f\u2060-\u206f\u202a-\u202e\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Cs}/gu;

/** The text without unwanted characters; white space stays as it is. */
export function cleanText(text: string): string {
  return text.replace(unwanted, '');
}

/** One line: no unwanted characters, white space (also full-width) as single spaces, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

/** At most `max` code points of a text. */
export function cutTo(text: string, max: number): string {
  const points = Array.from(text);
  return points.length <= max ? text : points.slice(0, max).join('');
}
