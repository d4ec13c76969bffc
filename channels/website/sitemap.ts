import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';
import type { TargetCtx } from '../../src/contract/channel.js';
import type { Addresses } from './addresses.js';
import type { SiteSettings } from './settings.js';
import { machineText } from '../../src/contract/kit/office-time.js';

/**
 * Addresses in one sitemap file. The protocol allows 50,000; a new notice makes one part anew, so parts are small, and an
 * index of 50,000 parts has room for all that an office will ever publish.
 */
export const SITEMAP_SIZE = 250;
/** Parts that an index may name; the protocol's limit. */
const INDEX_SIZE = 50_000;
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

type Live = TargetCtx<SiteSettings>['live'];

/** `sitemap.xml`: all addresses, or an index of the parts where there are too many for one file. */
export async function sitemap(live: Live, addresses: Addresses, total: number): Promise<string> {
  if (total <= SITEMAP_SIZE) return sitemapPart(live, addresses, 1, total);
  const parts = Math.min(INDEX_SIZE, Math.ceil(total / SITEMAP_SIZE));
  const entries = Array.from({ length: parts }, (_, index) =>
    s('sitemap', [s('loc', addresses.absolute(addresses.sitemapPart(index + 1)))]),
  );
  return xml('sitemapindex', entries);
}

/**
 * One part, counted from 1 with the oldest notices, so that a new one changes the last part only. The first also names
 * the home page.
 */
export async function sitemapPart(
  live: Live,
  addresses: Addresses,
  part: number,
  total: number,
): Promise<string> {
  const behind = total - (part - 1) * SITEMAP_SIZE;
  const { items } = await live({
    offset: Math.max(0, behind - SITEMAP_SIZE),
    limit: Math.min(SITEMAP_SIZE, behind),
  });
  const home = part === 1 ? [s('url', [s('loc', addresses.absolute(addresses.home))])] : [];
  const urls = [...items]
    .reverse()
    .map((item) =>
      s('url', [
        s('loc', addresses.absolute(addresses.article(item.slug))),
        s('lastmod', machineText(item.publishedAt)),
      ]),
    );
  return xml('urlset', [...home, ...urls]);
}

function xml(name: string, children: Element[]): string {
  const root: Root = { type: 'root', children: [s(name, { xmlns: NAMESPACE }, children)] };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${toHtml(root, { space: 'svg' })}\n`;
}
