import { createHash } from 'node:crypto';
import { ParseError, parseRssFeed } from 'feedsmith';
import { z } from 'zod';
import type { Ctx, HttpAnswer, Probe, Seen } from '../../src/contract/channel.js';
import { Addresses } from './addresses.js';
import type { TvDocument } from './document.js';
import { guidOf } from './feed.js';
import { pictureFolder, readRecord } from './record.js';
import type { TvSettings } from './settings.js';

type TvProbe = Probe<TvDocument>;
type TvCtx = Ctx<TvSettings>;

const TIMEOUT = 15_000;
const PICTURE_BYTES = 32 * 1024 * 1024;
const FEED_BYTES = 8 * 1024 * 1024;
/** What is compared of a feed's items; anything else in them is left alone. */
const FeedItem = z.object({
  guid: z.object({ value: z.string() }).optional(),
  pubDate: z.string().optional(),
  media: z
    .object({
      contents: z.array(z.object({ url: z.string().optional(), duration: z.number().optional() })).optional(),
    })
    .optional(),
});
type FeedItem = z.infer<typeof FeedItem>;
const Feed = z.object({ items: z.array(FeedItem).default([]) });

/**
 * Reads back what playout systems read and says what stands there. The notice's own feed with the approved pages, the
 * release's time and every picture byte for byte, and, once the hub lists it, its lines in the feeds of all: live.
 * 410: gone. 404, or an older version: absent, because a version appears in one atomic write. Anything else: unknown.
 */
export async function look(probe: TvProbe, ctx: TvCtx): Promise<Seen> {
  const addresses = new Addresses(ctx.baseUrl);
  const answer = await get(ctx, addresses.itemFeed(ctx.item.slug), FEED_BYTES);
  if (answer.status === 404) return { is: 'absent' };
  if (answer.status !== 200 && answer.status !== 410)
    return unknown(`the notice's feed answered ${String(answer.status)}`);
  if (probe.op === 'recall')
    return (await isOffAir(answer.status, probe, ctx, addresses)) ? { is: 'gone' } : live(ctx, addresses);
  if (answer.status === 410) return goneOrAbsent(probe, ctx);
  const items = itemsOf(answer.text());
  const version = versionOf(items);
  if (version !== undefined && version < ctx.item.versionNumber) return { is: 'absent' };
  const wrong =
    itemsDiffer(items, probe.rendition.document, ctx, addresses) ??
    (await pictureDiffers(probe.rendition.document, ctx, addresses)) ??
    (await missingInLists(probe.rendition.document, ctx, addresses));
  return wrong === undefined ? live(ctx, addresses) : unknown(wrong);
}

const unknown = (reason: string): Seen => ({ is: 'unknown', reason });

function live({ item }: TvCtx, addresses: Addresses): Seen {
  const { slug, renditionHash } = item;
  const url = addresses.item(slug);
  return { is: 'live', receipt: { state: 'done', ref: slug, url, data: { rendition: renditionHash } } };
}

const get = (ctx: TvCtx, url: string, maxBytes: number): Promise<HttpAnswer> =>
  ctx.http(url, { headers: { 'cache-control': 'no-cache' }, timeoutMs: TIMEOUT, maxBytes });

/** A feed that cannot be read carries nothing. */
function itemsOf(xml: string): FeedItem[] {
  try {
    return Feed.parse(parseRssFeed(xml)).items;
  } catch (error) {
    if (error instanceof ParseError || error instanceof z.ZodError) return [];
    throw error;
  }
}

function versionOf(items: FeedItem[]): number | undefined {
  const found = /#v(\d+)-p1$/.exec(items[0]?.guid?.value ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

/** What the notice's own feed says otherwise than was approved, as a sentence. */
function itemsDiffer(
  items: FeedItem[],
  { pages, permalink }: TvDocument,
  { item }: TvCtx,
  addresses: Addresses,
): string | undefined {
  if (items.length !== pages.length)
    return `the feed has ${String(items.length)} pages, not ${String(pages.length)}`;
  for (const [index, { picture, seconds }] of pages.entries()) {
    const found = items[index];
    const [content] = found?.media?.contents ?? [];
    const place = `page ${String(index + 1)}`;
    if (found?.guid?.value !== guidOf(permalink, item.versionNumber, index + 1))
      return `${place} is another version’s: ${found?.guid?.value ?? 'no guid'}`;
    if (content?.url !== addresses.picture(item.slug, picture)) return `${place} has another picture`;
    if (content.duration !== seconds)
      return `${place} stays ${String(content.duration)} s, not ${String(seconds)} s`;
    if (Date.parse(found.pubDate ?? '') !== toSecond(item.publishAt))
      return `${place} gives ${found.pubDate ?? 'nothing'} as its publication time`;
  }
  return undefined;
}

/** RSS has whole seconds. */
const toSecond = (at: Date): number => Math.floor(at.getTime() / 1_000) * 1_000;

async function pictureDiffers(
  { pages }: TvDocument,
  ctx: TvCtx,
  addresses: Addresses,
): Promise<string | undefined> {
  for (const { picture } of pages) {
    const url = addresses.picture(ctx.item.slug, picture);
    const { status, body } = await get(ctx, url, PICTURE_BYTES);
    if (status !== 200) return `${url} answered ${String(status)}`;
    const hash = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    if (hash !== picture.hash) return `${url} is not the approved picture`;
  }
  return undefined;
}

/** The feeds of all carry it from the moment that the hub lists it; before that, its own addresses are the proof. */
async function missingInLists(
  { pages, permalink, crawl }: TvDocument,
  ctx: TvCtx,
  addresses: Addresses,
): Promise<string | undefined> {
  const { items } = await ctx.live({ limit: ctx.settings.feedItems });
  if (!items.some(({ slug }) => slug === ctx.item.slug)) return undefined;
  const feed = await get(ctx, addresses.mediaRss, FEED_BYTES);
  if (feed.status !== 200) return `media.rss answered ${String(feed.status)}`;
  const guids = new Set(itemsOf(feed.text()).map(({ guid }) => guid?.value));
  const wanted = pages.map((_, index) => guidOf(permalink, ctx.item.versionNumber, index + 1));
  if (!wanted.every((guid) => guids.has(guid))) return 'media.rss does not carry every page';
  const lines = (await get(ctx, addresses.crawl, FEED_BYTES)).text().split('\n');
  return lines.includes(crawl) ? undefined : 'crawl.txt does not carry the line';
}

/** Off the air is proven by the tombstone, every picture's absence, feeds that do not name it, and an empty folder. */
async function isOffAir(status: number, probe: TvProbe, ctx: TvCtx, addresses: Addresses): Promise<boolean> {
  if (status !== 410) return false;
  const { slug } = ctx.item;
  for (const { picture } of probe.rendition.document.pages) {
    const answer = await get(ctx, addresses.picture(slug, picture), PICTURE_BYTES);
    if (answer.status !== 404 && answer.status !== 410) return false;
  }
  for (const list of [addresses.mediaRss, addresses.crawlJson, addresses.home]) {
    const answer = await get(ctx, list, FEED_BYTES);
    if (answer.status !== 200 || isNamedIn(answer.text(), probe, addresses, slug)) return false;
  }
  return (await ctx.files.list(pictureFolder(slug))).length === 0;
}

const isNamedIn = (list: string, { rendition }: TvProbe, addresses: Addresses, slug: string): boolean =>
  list.includes(`${rendition.document.permalink}#`) ||
  list.includes(new URL(addresses.item(slug)).pathname) ||
  list.includes(`"id": "${slug}"`);

/** The tombstone may be that of an earlier delivery; then this one is not there yet. */
async function goneOrAbsent(probe: TvProbe, { files, item }: TvCtx): Promise<Seen> {
  const record = await readRecord(files, item.slug);
  const otherTombstone = record?.state === 'gone' && !record.past.includes(probe.key);
  return otherTombstone ? { is: 'absent' } : { is: 'gone' };
}
