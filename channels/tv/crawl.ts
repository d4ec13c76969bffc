import type { OnAir } from './feed.js';

/** The crawl as plain text: one line an item, nothing else, so that a character generator can read it as it is. */
export const crawlText = (items: readonly OnAir[]): string =>
  items.map(({ record }) => `${record.document.crawl}\n`).join('');

/** The same with what a playout system may want to know of each line. */
export function crawlJson(items: readonly OnAir[]): string {
  const lines = items.map(({ slug, record }) => ({
    id: slug,
    text: record.document.crawl,
    priority: record.priority,
    category: record.document.category,
    issuer: record.document.issuer,
    publishedAt: record.publishedAt,
    ...(record.expiresAt === undefined ? {} : { expiresAt: record.expiresAt }),
    url: record.document.permalink,
  }));
  return `${JSON.stringify({ format: 'tv-crawl.v1', items: lines }, null, 2)}\n`;
}
