import type { TargetCtx } from '../../src/contract/channel.js';
import { Addresses, digits as digitsOf } from './addresses.js';
import { Changes } from './changes.js';
import { crawlJson, crawlText } from './crawl.js';
import { mediaRss, type OnAir } from './feed.js';
import { onAir } from './on-air.js';
import { airPage, itemPage, plainPage } from './pages-html.js';
import { endingAt, isOnAir, picturePath, readRecord, type TvRecord } from './record.js';
import {
  EVERYBODY_KEEPS,
  HTML,
  notAllowed,
  PLAYER_KEEPS,
  redirect,
  respond,
  TEXT,
  textAnswer,
  type Answer,
} from './respond.js';
import { routeOf, type Route } from './routes.js';
import type { TvSettings } from './settings.js';
import { styleHash, styleText } from './style.js';

type TvTarget = TargetCtx<TvSettings>;

const RSS = 'application/rss+xml; charset=utf-8';
const changes = new Changes();

/** Answers the public and the playout systems. Reads only; GET and HEAD only. */
export async function serveTv(request: Request, ctx: TvTarget): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed();
  const addresses = new Addresses(ctx.baseUrl);
  const basePath = new URL(addresses.home).pathname.replace(/\/+$/, '');
  const route = routeOf(new URL(request.url).pathname, basePath);
  if (route.to === 'elsewhere') return redirect(route.path);
  return respond(request, (await answerTo(route, ctx, addresses)) ?? missing(ctx, addresses));
}

/** Undefined: there is no such thing. */
async function answerTo(
  route: Exclude<Route, { to: 'elsewhere' }>,
  ctx: TvTarget,
  addresses: Addresses,
): Promise<Answer | undefined> {
  switch (route.to) {
    case 'home':
    case 'mediaRss':
    case 'crawl':
    case 'crawlJson':
      return listAnswer(route.to, ctx, addresses);
    case 'item':
    case 'itemFeed':
    case 'picture':
      return itemAnswer(route, ctx, addresses);
    case 'style':
      if (route.hash !== styleHash) return undefined;
      return textAnswer(200, 'text/css; charset=utf-8', styleText, { cache: EVERYBODY_KEEPS });
    case 'nowhere':
      return undefined;
  }
}

type List = 'home' | 'mediaRss' | 'crawl' | 'crawlJson';

async function listAnswer(list: List, ctx: TvTarget, addresses: Addresses): Promise<Answer> {
  const { epoch, items } = await onAir(ctx);
  const [type, text] = listText(list, ctx, addresses, items);
  const answer = textAnswer(200, type, text);
  const address = `${ctx.target.id} ${addresses.home} ${list}`;
  const lastModified = changes.lastModified(address, `${epoch} ${answer.etag}`, ctx.now());
  return { ...answer, lastModified };
}

function listText(list: List, ctx: TvTarget, addresses: Addresses, items: OnAir[]): [string, string] {
  switch (list) {
    case 'mediaRss':
      return [RSS, mediaRss({ title: feedTitle(ctx), addresses, self: addresses.mediaRss, items })];
    case 'crawl':
      return [TEXT, crawlText(items)];
    case 'crawlJson':
      return ['application/json', crawlJson(items)];
    case 'home':
      return [HTML, airPage(items, siteOf(ctx, addresses))];
  }
}

async function itemAnswer(
  route: Extract<Route, { slug: string }>,
  ctx: TvTarget,
  addresses: Addresses,
): Promise<Answer | undefined> {
  const { slug } = route;
  const record = await recordOf(ctx, slug);
  if (!record) return undefined;
  if (!isOnAir(record, ctx.now())) return gone(ctx, addresses);
  const lastModified = new Date(record.storedAt);
  if (route.to === 'picture') {
    const picture = record.document.pages
      .map((page) => page.picture)
      .find(({ hash }) => digitsOf(hash) === route.digits);
    const body = picture && (await ctx.files.read(picturePath(slug, picture)));
    const etag = `"${route.digits}"`;
    return body && { status: 200, type: 'image/png', body, etag, lastModified, cache: PLAYER_KEEPS };
  }
  const items = [{ slug, record }];
  const self = addresses.itemFeed(slug);
  return route.to === 'itemFeed'
    ? textAnswer(200, RSS, mediaRss({ title: record.document.title, addresses, self, items }), {
        lastModified,
      })
    : textAnswer(200, HTML, itemPage({ slug, record }, siteOf(ctx, addresses)), { lastModified });
}

/** One with an end of its own is asked of the hub, which may have given it more time. */
async function recordOf(ctx: TvTarget, slug: string): Promise<TvRecord | undefined> {
  const record = await readRecord(ctx.files, slug);
  if (record?.state !== 'live' || record.expiresAt === undefined) return record;
  const { items } = await ctx.live({ slug, limit: 1 });
  return endingAt(record, items[0]?.expiresAt);
}

const feedTitle = ({ office, target }: TvTarget): string => `${office.name} · ${target.name}`;

const siteOf = (ctx: TvTarget, addresses: Addresses) => ({
  title: feedTitle(ctx),
  office: ctx.office,
  addresses,
  style: { href: addresses.style(styleHash) },
});

const gone = (ctx: TvTarget, addresses: Addresses): Answer =>
  textAnswer(
    410,
    HTML,
    plainPage('该信息已停止播出', '它已被撤回，或者已过播出期限。', siteOf(ctx, addresses)),
  );

const missing = (ctx: TvTarget, addresses: Addresses): Answer =>
  textAnswer(
    404,
    HTML,
    plainPage('没有找到这个页面', '网址可能有误，或者该信息从未在此播出。', siteOf(ctx, addresses)),
  );
