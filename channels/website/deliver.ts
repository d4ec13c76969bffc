import { z } from 'zod';
import type { Ctx, Probe, Receipt, Recalled, Rendition } from '../../src/contract/channel.js';
import { Addresses, isSlug } from './addresses.js';
import type { SiteDocument } from './document.js';
import { ChannelError } from '../../src/contract/kit/channel-error.js';
import {
  assetFolder,
  assetPath,
  buriedOf,
  pastOf,
  readRecord,
  writeRecord,
  type SiteRecord,
} from './record.js';
import type { SiteSettings } from './settings.js';

type SiteCtx = Ctx<SiteSettings>;

/**
 * Puts a notice on the site, or a new version in the place of the old one. Every part is stored before the record is
 * written, and the record is what makes a notice visible, so there is no moment with half a notice. Doing it again
 * changes nothing. Rejects when this delivery was replaced or taken back meanwhile.
 */
export async function publish(rendition: Rendition<SiteDocument>, ctx: SiteCtx): Promise<Receipt> {
  const { files, item } = ctx;
  const url = articleUrl(ctx);
  const before = await storedRecord(ctx);
  if (isOvertaken(before, ctx))
    throw new ChannelError(
      'overtaken',
      'reject',
      `the notice ${item.slug} was replaced or taken back meanwhile`,
    );
  await beforeSending(() => storeAssets(rendition, ctx));
  if (!isSame(before, ctx)) {
    await writeRecord(files, item.slug, {
      format: 'site-item.v1',
      state: 'live',
      key: item.key,
      rendition: item.renditionHash,
      version: item.versionNumber,
      publishedAt: item.publishAt.toISOString(),
      storedAt: ctx.now().toISOString(),
      document: rendition.document,
      past: pastOf(before, [item.key]),
    });
  }
  await removeAssetsBut(rendition, ctx);
  return { state: 'done', ref: item.slug, url, data: { rendition: item.renditionHash } };
}

/** Leaves a tombstone with the reason's kind and removes everything else. Needs no receipt; doing it again is fine. */
export async function takeBack(probe: Probe<SiteDocument>, ctx: SiteCtx): Promise<Recalled> {
  const { files, item } = ctx;
  articleUrl(ctx);
  const before = await storedRecord(ctx);
  const past = buriedOf(before, [probe.key]);
  const known = before?.state === 'gone' && before.past.includes(probe.key);
  if (!known) {
    await writeRecord(files, item.slug, {
      format: 'site-item.v1',
      state: 'gone',
      reason: item.goneReason ?? 'other',
      goneAt: ctx.now().toISOString(),
      past,
    });
  }
  await removeAssetsBut({ assets: [] }, ctx);
  return { state: 'done' };
}

/** The notice's public address. Rejects for a target without one: nothing could ever be verified. */
export function articleUrl({ baseUrl, item }: Pick<SiteCtx, 'baseUrl' | 'item'>): string {
  if (baseUrl === undefined)
    throw new ChannelError('no_address', 'reject', 'the site has no public address; set HUB_PUBLIC_URL');
  if (!isSlug(item.slug))
    throw new ChannelError('bad_slug', 'reject', `not a slug: ${JSON.stringify(item.slug)}`);
  const addresses = new Addresses(baseUrl);
  return addresses.absolute(addresses.article(item.slug));
}

/** This delivery stood here before, or its item already shows a later version: a late writer must not bring it back. */
const isOvertaken = (record: SiteRecord | undefined, { item }: SiteCtx): boolean =>
  record !== undefined &&
  (record.past.includes(item.key) ||
    (record.state === 'live' && record.key === item.key && record.version > item.versionNumber));

const isSame = (record: SiteRecord | undefined, { item }: SiteCtx): boolean =>
  record?.state === 'live' &&
  record.key === item.key &&
  record.rendition === item.renditionHash &&
  record.publishedAt === item.publishAt.toISOString();

/** A record that cannot be read any more counts as none: the whole notice is about to be written anew. */
async function storedRecord({ files, item, log }: SiteCtx): Promise<SiteRecord | undefined> {
  try {
    return await readRecord(files, item.slug);
  } catch (error) {
    if (!isDamage(error))
      throw new ChannelError('storage', 'retry', 'the site’s files cannot be read', { cause: error });
    log.warn({ slug: item.slug, err: error }, 'the stored notice is damaged and gets replaced');
    return undefined;
  }
}

const isDamage = (error: unknown): boolean => error instanceof SyntaxError || error instanceof z.ZodError;

async function storeAssets({ assets }: Rendition<SiteDocument>, ctx: SiteCtx): Promise<void> {
  const { files, blobs, item, signal } = ctx;
  const there = new Set(await files.list(assetFolder(item.slug)));
  for (const asset of assets) {
    signal.throwIfAborted();
    const path = assetPath(item.slug, asset);
    if (!there.has(path)) await files.write(path, await blobs.read(asset.hash));
  }
}

/** Until the record is written nothing is visible, so whatever fails here is known not to be published. */
async function beforeSending(store: () => Promise<void>): Promise<void> {
  try {
    await store();
  } catch (error) {
    throw new ChannelError('parts_not_stored', 'retry', 'the notice’s parts could not be stored', {
      cause: error,
    });
  }
}

async function removeAssetsBut(
  { assets }: Pick<Rendition<SiteDocument>, 'assets'>,
  ctx: SiteCtx,
): Promise<void> {
  const { files, item } = ctx;
  const keep = new Set(assets.map((asset) => assetPath(item.slug, asset)));
  for (const path of await files.list(assetFolder(item.slug))) if (!keep.has(path)) await files.remove(path);
}
