import { Recent } from '../../src/contract/kit/recent.js';
import { listPage, PAGE_SIZE, pageCount } from './list-page.js';
import { mapPage } from './plain-pages.js';
import { HTML, textAnswer, type Answer } from './respond.js';
import type { Visit } from './visit.js';
import { pageHtml } from './shell.js';
import { sitemap, SITEMAP_SIZE, sitemapPart } from './sitemap.js';

/** Lists are made once an epoch; the epoch grows with each change of the target's items. */
const lists = new Recent<Answer>(300);
const XML = 'charset=utf-8';

/** One page of notices. Undefined beyond the last page, and for a column without notices. */
export async function serveList(
  visit: Visit,
  category: string | undefined,
  page: number,
): Promise<Answer | undefined> {
  const { ctx, site, addresses } = visit;
  const { epoch, total, items } = await ctx.live({
    offset: (page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
    category,
  });
  if (page > pageCount(total) || (category !== undefined && total === 0)) return undefined;
  return lists.get(keyOf(visit, epoch, 'list', category, page), async () => {
    const categories = await ctx.categories();
    const article = (slug: string) => addresses.article(slug);
    const list = listPage({ category, page, total, items, categories, article }, site);
    return textAnswer(200, HTML, pageHtml(site, list));
  });
}

/** The site map for people. */
export async function serveMap(visit: Visit): Promise<Answer> {
  const { ctx, site } = visit;
  const { epoch } = await ctx.live({ limit: 1 });
  return lists.get(keyOf(visit, epoch, 'map'), async () =>
    textAnswer(200, HTML, pageHtml(site, mapPage(await ctx.categories(), site.links))),
  );
}

/** The newest notices for feed readers. */
export async function serveFeed(
  visit: Visit,
  kind: 'atom' | 'rss',
  category: string | undefined,
): Promise<Answer | undefined> {
  const { ctx, addresses } = visit;
  const { atomFeed, FEED_SIZE, rssFeed } = await import('./feeds.js');
  const { epoch, total, items } = await ctx.live({ limit: FEED_SIZE, category });
  if (category !== undefined && total === 0) return undefined;
  return lists.get(keyOf(visit, epoch, kind, category), () => {
    const feed = { settings: ctx.settings, officeName: ctx.office.name, addresses, category, items };
    const text = kind === 'atom' ? atomFeed(feed) : rssFeed(feed);
    return Promise.resolve(textAnswer(200, `application/${kind}+xml; ${XML}`, text));
  });
}

/** The sitemap, its index, or one part of it. */
export async function serveSitemap(visit: Visit, part: number | undefined): Promise<Answer | undefined> {
  const { ctx, addresses } = visit;
  const { epoch, total } = await ctx.live({ limit: 1 });
  if (part !== undefined && part > Math.ceil(total / SITEMAP_SIZE)) return undefined;
  return lists.get(keyOf(visit, epoch, 'sitemap', part), async () => {
    const live = ctx.live.bind(ctx);
    const text =
      part === undefined
        ? await sitemap(live, addresses, total)
        : await sitemapPart(live, addresses, part, total);
    return textAnswer(200, `application/xml; ${XML}`, text);
  });
}

/** Two visits share an answer only when target, address, settings and epoch are the same. */
const keyOf = ({ ctx, site, addresses }: Visit, ...parts: unknown[]): string =>
  JSON.stringify([ctx.target.id, addresses.baseUrl, site, ...parts]);
