/**
 * The words of a text without its typography, which every editing system changes: width and case of characters,
 * spaces, line ends, punctuation. Kept are letters and digits, signs between digits (`8:30`, `0000-5550312`, `1.5`)
 * and `%`.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐-―−~]/g, '-')
    .replace(/[^\p{L}\p{N}.:/%-]/gu, '')
    .replace(/(?<!\p{N})[.:/-]+|[.:/-]+(?!\p{N})/gu, '');
}
