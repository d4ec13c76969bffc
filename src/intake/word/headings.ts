import type { WordNode, WordParagraph } from './document.js';

const levels = [
  { number: /^[一二三四五六七八九十]{1,3}、/, styleName: 'Heading 2' },
  { number: /^（[一二三四五六七八九十]{1,3}）/, styleName: 'Heading 3' },
] as const;

/**
 * The style names for numbered lines (一、…) that are headings by their look. A level counts only when all of its
 * lines look so: a bold number before running text is no heading.
 */
export function guessHeadings(
  paragraphs: readonly WordParagraph[],
  taken: ReadonlySet<number>,
): Map<number, string> {
  const found = new Map<number, string>();
  const lines = paragraphs.filter((line) => !taken.has(line.at) && !line.listed);
  if (lines.some((line) => /^(?:heading|标题) ?\d$/i.test(line.style))) return found;
  for (const { number, styleName } of levels) {
    const numbered = lines.filter((line) => number.test(line.text));
    const whole = numbered.every(
      (line) => line.strong && line.text.length <= 45 && !/[。；：，]$/.test(line.text),
    );
    if (whole) for (const line of numbered) found.set(line.at, styleName);
  }
  return found;
}

export function withStyle(node: WordNode, styleName: string | undefined): WordNode {
  return styleName === undefined ? node : { ...node, styleName, styleId: styleName.replace(' ', '') };
}
