const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/**
 * The lines that a person reads in a body as the hub keeps it (sanitised HTML): a block each, a table's row with bars
 * between its cells, a picture with its words and the beginning of its hash, so that another picture is another line.
 */
export function linesOf(html: string): string[] {
  return html
    .replace(/<img\b[^>]*>/g, (tag) => {
      const alt = /\balt="([^"]*)"/.exec(tag)?.[1] ?? '';
      const hash = /asset:sha256:([0-9a-f]{8})/.exec(tag)?.[1] ?? '';
      return `\n[${alt} ${hash}]\n`;
    })
    .replace(/<\/t[dh]>\s*(?=<t[dh]\b)/g, ' │ ')
    .replace(/<br\b[^>]*>|<\/(?:p|h[1-6]|li|tr|blockquote|caption|div)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}
