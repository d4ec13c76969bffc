import { generateRssFeed } from 'feedsmith';
import type { Addresses } from './addresses.js';
import type { TvPage } from './document.js';
import type { LiveRecord } from './record.js';
import { tightXml } from '../../src/contract/kit/tight-xml.js';

/** A notice on air with its place in the addresses. */
export interface OnAir {
  slug: string;
  record: LiveRecord;
}
export interface Feed {
  title: string;
  addresses: Addresses;
  /** Where exactly this feed is. */
  self: string;
  items: OnAir[];
}

/** An empty feed has never been updated. */
const NEVER = new Date(0);

/**
 * Media RSS 1.5.1: one item a page with one picture each, in the order in which they are to be shown, because players
 * show one `media:content` an item. A page of a new version is a new item: its guid names the version.
 */
export function mediaRss({ title, addresses, self, items }: Feed): string {
  const stored = items.map(({ record }) => new Date(record.storedAt).getTime());
  const xml = generateRssFeed({
    title,
    link: addresses.home,
    description: title,
    language: 'zh-CN',
    ttl: 1,
    lastBuildDate: stored.length === 0 ? NEVER : new Date(Math.max(...stored)),
    atom: { links: [{ href: self, rel: 'self', type: 'application/rss+xml' }] },
    items: items.flatMap((item) =>
      item.record.document.pages.map((page, index) => pageItem(item, page, index + 1, addresses)),
    ),
  });
  return tightXml(xml);
}

/** Names a page of a version of a notice for ever. */
export const guidOf = (permalink: string, version: number, page: number): string =>
  `${permalink}#v${String(version)}-p${String(page)}`;

function pageItem({ slug, record }: OnAir, page: TvPage, number: number, addresses: Addresses) {
  const { document, version, publishedAt, priority } = record;
  const { picture, seconds, text } = page;
  const url = addresses.picture(slug, picture);
  const pages = document.pages.length;
  return {
    title: pages === 1 ? document.title : `${document.title}（${String(number)}/${String(pages)}）`,
    link: document.permalink,
    description: text === '' ? document.title : text,
    guid: { value: guidOf(document.permalink, version, number), isPermaLink: false },
    pubDate: new Date(publishedAt),
    categories: [{ name: document.category }, ...(priority === 'routine' ? [] : [{ name: priority }])],
    enclosures: [{ url, length: picture.size, type: picture.mediaType }],
    media: {
      contents: [
        {
          url,
          fileSize: picture.size,
          type: picture.mediaType,
          medium: 'image',
          duration: seconds,
          width: picture.width ?? 0,
          height: picture.height ?? 0,
          lang: 'zh-CN',
        },
      ],
      title: { value: document.title, type: 'plain' },
      credits: [{ value: document.issuer, role: 'publishing company' }],
    },
  };
}
