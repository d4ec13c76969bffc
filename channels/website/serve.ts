import type { TargetCtx } from '../../src/contract/channel.js';
import { Addresses } from './addresses.js';
import { ChannelError } from '../../src/contract/kit/channel-error.js';
import { serveItem } from './serve-item.js';
import { serveFeed, serveList, serveMap, serveSitemap } from './serve-lists.js';
import { serveObjection } from './serve-objection.js';
import { missingPage } from './plain-pages.js';
import {
  ALWAYS_ASK,
  EVERYBODY_KEEPS,
  HTML,
  notAllowed,
  redirect,
  respond,
  textAnswer,
  type Answer,
} from './respond.js';
import { routeOf, type Route } from './routes.js';
import type { SiteSettings } from './settings.js';
import { iconSvg } from './icon.js';
import { pageHtml, sealOf, type Site } from './shell.js';
import type { Visit } from './visit.js';
import { styleHash, styleText } from './style.js';

/** Answers the public: it reads only, but for the form below a public notice. */
export async function serveSite(request: Request, ctx: TargetCtx<SiteSettings>): Promise<Response> {
  const { baseUrl } = ctx;
  if (baseUrl === undefined) throw new ChannelError('no_address', 'reject', 'the site has no public address');
  const addresses = new Addresses(baseUrl);
  const visit: Visit = { ctx, addresses, site: siteOf(ctx, addresses) };
  const route = routeOf(new URL(request.url).pathname, addresses.basePath);
  if (route.to === 'objection' && request.method === 'POST')
    return respond(request, (await serveObjection(visit, route.slug, request)) ?? missing(visit));
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed();
  if (route.to === 'elsewhere') return redirect(route.path);
  if (route.to === 'objection') return redirect(`${addresses.article(route.slug)}#objection`);
  return respond(request, (await answerTo(route, visit)) ?? missing(visit));
}

function siteOf({ settings, office }: TargetCtx<SiteSettings>, addresses: Addresses): Site {
  const { host } = new URL(addresses.baseUrl);
  const { home, feed, map, icon } = addresses;
  const links = {
    home,
    feed,
    map,
    icon,
    list: (category: string | undefined, page?: number) => addresses.list(category, page),
  };
  return { settings, office, host, links, style: { href: addresses.style(styleHash) } };
}

/** Undefined: there is no such page. */
function answerTo(
  route: Exclude<Route, { to: 'elsewhere' | 'objection' }>,
  visit: Visit,
): Promise<Answer | undefined> {
  switch (route.to) {
    case 'list':
      return serveList(visit, route.category, route.page);
    case 'article':
    case 'picture':
    case 'attachment':
      return serveItem(visit, route);
    case 'feed':
      return serveFeed(visit, route.kind, route.category);
    case 'map':
      return serveMap(visit);
    case 'sitemap':
      return serveSitemap(visit, route.part);
    case 'style':
      return Promise.resolve(route.hash === styleHash ? style() : undefined);
    case 'icon':
      return Promise.resolve(textAnswer(200, 'image/svg+xml', iconSvg(sealOf(visit.site.office))));
    case 'robots':
      return Promise.resolve(robots(visit.addresses));
    case 'nowhere':
      return Promise.resolve(undefined);
  }
}

const style = (): Answer => textAnswer(200, 'text/css; charset=utf-8', styleText, { cache: EVERYBODY_KEEPS });

function robots(addresses: Addresses): Answer {
  const lines = ['User-agent: *', 'Allow: /', `Sitemap: ${addresses.absolute(addresses.sitemap)}`, ''];
  return textAnswer(200, 'text/plain; charset=utf-8', lines.join('\n'));
}

function missing({ site }: Visit): Answer {
  return textAnswer(404, HTML, pageHtml(site, missingPage(site.links)), { cache: ALWAYS_ASK });
}
