import { generateAtomFeed, generateRssFeed } from 'feedsmith';
import type { LiveItem } from '../../src/contract/channel.js';
import type { Addresses } from './addresses.js';
import { plain } from './render.js';
import type { SiteSettings } from './settings.js';
import { tightXml } from '../../src/contract/kit/tight-xml.js';

export const FEED_SIZE = 50;

interface Feed {
  settings: SiteSettings;
  officeName: string;
  addresses: Addresses;
  category?: string | undefined;
  /** Newest first. */
  items: LiveItem[];
}

/** An empty feed has never been updated. */
const NEVER = new Date(0);

/** The newest notices as Atom. Entries are known by their permanent address, whatever page shows them. */
export function atomFeed(feed: Feed): string {
  const { addresses, items, officeName } = feed;
  const home = addresses.absolute(addresses.list(feed.category));
  const xml = generateAtomFeed({
    id: home,
    title: { value: titleOf(feed), type: 'text' },
    updated: items[0]?.publishedAt ?? NEVER,
    authors: [{ name: plain(officeName) }],
    links: [
      { href: home, rel: 'alternate', type: 'text/html' },
      {
        href: addresses.absolute(addresses.feedOf(feed.category)),
        rel: 'self',
        type: 'application/atom+xml',
      },
    ],
    entries: items.map((item) => ({
      id: item.permalink,
      title: { value: plain(item.title), type: 'text' },
      links: [
        { href: addresses.absolute(addresses.article(item.slug)), rel: 'alternate', type: 'text/html' },
      ],
      published: item.publishedAt,
      updated: item.publishedAt,
      authors: [{ name: plain(item.issuer) }],
      categories: [{ term: plain(item.category) }],
    })),
  });
  return tightXml(xml);
}

/** The same as RSS 2.0, for older readers. */
export function rssFeed(feed: Feed): string {
  const { addresses, items, settings } = feed;
  const home = addresses.absolute(addresses.list(feed.category));
  const xml = generateRssFeed({
    title: titleOf(feed),
    link: home,
    description: plain(settings.intro ?? titleOf(feed)),
    language: 'zh-CN',
    lastBuildDate: items[0]?.publishedAt ?? NEVER,
    items: items.map((item) => ({
      title: plain(item.title),
      link: addresses.absolute(addresses.article(item.slug)),
      guid: { value: item.permalink, isPermaLink: true },
      pubDate: item.publishedAt,
      categories: [{ name: plain(item.category) }],
    })),
  });
  return tightXml(xml);
}

const titleOf = ({ settings, category }: Feed): string =>
  plain(category === undefined ? settings.siteName : `${category}_${settings.siteName}`);
