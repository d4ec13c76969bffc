import type { Ctx, Probe, Receipt, Recalled, Rendition } from '../../src/contract/channel.js';
import { Addresses } from './addresses.js';
import type { TvDocument } from './document.js';
import { ChannelError } from '../../src/contract/kit/channel-error.js';
import {
  buriedOf,
  isDamage,
  pastOf,
  pictureFolder,
  picturePath,
  readRecord,
  writeRecord,
  type TvRecord,
} from './record.js';
import type { TvSettings } from './settings.js';

type TvCtx = Ctx<TvSettings>;

/**
 * Puts a notice's pages on air, or a new version in their place. Every picture is stored before the record is written,
 * and only what the record names is served, so there is no moment with half a notice. Doing it again changes nothing.
 * Rejects when this delivery was replaced or taken back meanwhile.
 */
export async function publish(rendition: Rendition<TvDocument>, ctx: TvCtx): Promise<Receipt> {
  const { files, item } = ctx;
  const url = new Addresses(ctx.baseUrl).item(item.slug);
  const before = await storedRecord(ctx);
  if (isOvertaken(before, ctx))
    throw new ChannelError(
      'overtaken',
      'reject',
      `the notice ${item.slug} was replaced or taken back meanwhile`,
    );
  await storePictures(rendition, ctx);
  if (!isSame(before, ctx)) {
    await writeRecord(files, item.slug, {
      format: 'tv-item.v1',
      state: 'live',
      key: item.key,
      rendition: item.renditionHash,
      version: item.versionNumber,
      priority: item.priority,
      publishedAt: item.publishAt.toISOString(),
      storedAt: ctx.now().toISOString(),
      ...(item.expiresAt ? { expiresAt: item.expiresAt.toISOString() } : {}),
      document: rendition.document,
      past: pastOf(before, [item.key]),
    });
  }
  await removePicturesBut(rendition, ctx);
  return { state: 'done', ref: item.slug, url, data: { rendition: item.renditionHash } };
}

/** Leaves a tombstone with the reason's kind and removes the pictures. Needs no receipt; doing it again is fine. */
export async function takeBack(probe: Probe<TvDocument>, ctx: TvCtx): Promise<Recalled> {
  const { files, item } = ctx;
  new Addresses(ctx.baseUrl).item(item.slug);
  const before = await storedRecord(ctx);
  const known = before?.state === 'gone' && before.past.includes(probe.key);
  if (!known) {
    await writeRecord(files, item.slug, {
      format: 'tv-item.v1',
      state: 'gone',
      reason: item.goneReason ?? 'other',
      goneAt: ctx.now().toISOString(),
      past: buriedOf(before, [probe.key]),
    });
  }
  await removePicturesBut({ assets: [] }, ctx);
  return { state: 'done' };
}

/** This delivery stood here before, or its item already shows a later version: a late writer must not bring it back. */
const isOvertaken = (record: TvRecord | undefined, { item }: TvCtx): boolean =>
  record !== undefined &&
  (record.past.includes(item.key) ||
    (record.state === 'live' && record.key === item.key && record.version > item.versionNumber));

const isSame = (record: TvRecord | undefined, { item }: TvCtx): boolean =>
  record?.state === 'live' &&
  record.key === item.key &&
  record.rendition === item.renditionHash &&
  record.publishedAt === item.publishAt.toISOString();

/** A record that cannot be read any more counts as none: the whole notice is about to be written anew. */
async function storedRecord({ files, item, log }: TvCtx): Promise<TvRecord | undefined> {
  try {
    return await readRecord(files, item.slug);
  } catch (error) {
    if (!isDamage(error))
      throw new ChannelError('storage', 'retry', 'the target’s files cannot be read', { cause: error });
    log.warn({ slug: item.slug, err: error }, 'the stored notice is damaged and gets replaced');
    return undefined;
  }
}

/** Until the record is written nothing is visible, so whatever fails here is known not to be on air. */
async function storePictures({ assets }: Rendition<TvDocument>, ctx: TvCtx): Promise<void> {
  const { files, blobs, item, signal } = ctx;
  try {
    const there = new Set(await files.list(pictureFolder(item.slug)));
    for (const asset of assets) {
      signal.throwIfAborted();
      const path = picturePath(item.slug, asset);
      if (!there.has(path)) await files.write(path, await blobs.read(asset.hash));
    }
  } catch (error) {
    throw new ChannelError('pictures_not_stored', 'retry', 'the page pictures could not be stored', {
      cause: error,
    });
  }
}

async function removePicturesBut(
  { assets }: Pick<Rendition<TvDocument>, 'assets'>,
  { files, item }: TvCtx,
): Promise<void> {
  const keep = new Set(assets.map((asset) => picturePath(item.slug, asset)));
  for (const path of await files.list(pictureFolder(item.slug)))
    if (!keep.has(path)) await files.remove(path);
}
