import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';
import type { LiveItem, LiveItems, TargetCtx } from '../../src/contract/channel.js';
import type { Addresses } from './addresses.js';
import type { SiteSettings } from './settings.js';
import { machineText } from './times.js';

/** Addresses in one sitemap file. The protocol allows 50,000; smaller parts are cheaper to make anew. */
export const SITEMAP_SIZE = 5_000;
/** Parts that an index may name; the protocol's limit. */
const INDEX_SIZE = 50_000;
const CHUNK = 1_000;
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

type Live = TargetCtx<SiteSettings>['live'];

/** `sitemap.xml`: all addresses, or an index of the parts where there are too many for one file. */
export async function sitemap(live: Live, addresses: Addresses, total: number): Promise<string> {
  if (total <= SITEMAP_SIZE) return sitemapPart(live, addresses, 1);
  const parts = Math.min(INDEX_SIZE, Math.ceil(total / SITEMAP_SIZE));
  const entries = Array.from({ length: parts }, (_, index) =>
    s('sitemap', [s('loc', addresses.absolute(addresses.sitemapPart(index + 1)))]),
  );
  return xml('sitemapindex', entries);
}

/** One part, counted from 1. The first also names the home page. */
export async function sitemapPart(live: Live, addresses: Addresses, part: number): Promise<string> {
  const items = await itemsOf(live, (part - 1) * SITEMAP_SIZE);
  const home = part === 1 ? [s('url', [s('loc', addresses.absolute(addresses.home))])] : [];
  const urls = items.map((item) =>
    s('url', [
      s('loc', addresses.absolute(addresses.article(item.slug))),
      s('lastmod', machineText(item.publishedAt)),
    ]),
  );
  return xml('urlset', [...home, ...urls]);
}

async function itemsOf(live: Live, from: number): Promise<LiveItem[]> {
  const found: LiveItem[] = [];
  while (found.length < SITEMAP_SIZE) {
    const limit = Math.min(CHUNK, SITEMAP_SIZE - found.length);
    const { items }: LiveItems = await live({ offset: from + found.length, limit });
    found.push(...items);
    if (items.length === 0) break;
  }
  return found;
}

function xml(name: string, children: Element[]): string {
  const root: Root = { type: 'root', children: [s(name, { xmlns: NAMESPACE }, children)] };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toHtml(root, { space: 'svg' })}\n`;
}
