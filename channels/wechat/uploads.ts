import { z } from 'zod';
import type { AssetRef, Hash } from '../../src/contract/values.js';
import type { Client, Upload } from './client.js';
import type { WechatDocument } from './document.js';
import { WechatError } from './errors.js';
import type { WechatCtx } from './record.js';

/** A fresh cover may be unknown to the platform for some seconds (section 2.4); after this long it is another trouble. */
const FRESH_MS = 60_000;
const MAX_REFUSALS = 4;

const Cover = z.object({ mediaId: z.string().optional(), at: z.number(), refusals: z.int() });
type Cover = z.infer<typeof Cover>;

/** The platform's addresses of an article's pictures, in their order. Each is uploaded once for the account. */
export async function pictureAddresses(
  client: Client,
  { pictures }: WechatDocument,
  ctx: WechatCtx,
): Promise<string[]> {
  const addresses: string[] = [];
  for (const picture of pictures) addresses.push(await pictureAddress(client, picture, ctx));
  return addresses;
}

async function pictureAddress(client: Client, picture: AssetRef, ctx: WechatCtx): Promise<string> {
  const key = `picture:${ctx.settings.appId}:${picture.hash}`;
  const known = await ctx.state.get(key);
  if (typeof known === 'string') return known;
  const url = await client.uploadPicture(await fileOf(picture, ctx));
  await ctx.state.set(key, url);
  return url;
}

/** The cover's permanent media id. */
export async function coverId(client: Client, { cover }: WechatDocument, ctx: WechatCtx): Promise<string> {
  const known = await readCover(cover, ctx);
  if (known?.mediaId !== undefined) return known.mediaId;
  const mediaId = await client.uploadCover(await fileOf(cover, ctx));
  await writeCover(cover, ctx, { mediaId, at: ctx.now().getTime(), refusals: known?.refusals ?? 0 });
  return mediaId;
}

/** The platform does not know the cover: it is too fresh, or somebody deleted it there and it has to go up again. */
export async function coverRefused(
  { cover }: WechatDocument,
  ctx: WechatCtx,
  cause: WechatError,
): Promise<WechatError> {
  const now = ctx.now().getTime();
  const { mediaId, at, refusals } = (await readCover(cover, ctx)) ?? { at: now, refusals: 0 };
  const isFresh = now - at < FRESH_MS;
  if (refusals + 1 > MAX_REFUSALS) {
    await writeCover(cover, ctx, { at: now, refusals: 0 });
    return cause;
  }
  await writeCover(cover, ctx, {
    at,
    refusals: refusals + 1,
    ...(isFresh && mediaId !== undefined && { mediaId }),
  });
  return new WechatError('the cover is not known to the platform yet', {
    verdict: 'retry',
    code: 40007,
    words: {
      zh: '刚上传的封面尚未生效，稍后自动再试。',
      en: 'The cover that was just uploaded is not known yet; it is tried again by itself.',
    },
  });
}

/** The draft was taken, so the cover is good. */
export async function coverTaken({ cover }: WechatDocument, ctx: WechatCtx): Promise<void> {
  const known = await readCover(cover, ctx);
  if (known && known.refusals > 0) await writeCover(cover, ctx, { ...known, refusals: 0 });
}

const coverKey = ({ hash }: AssetRef, { settings }: WechatCtx): string => `cover:${settings.appId}:${hash}`;

async function readCover(cover: AssetRef, ctx: WechatCtx): Promise<Cover | undefined> {
  return Cover.safeParse(await ctx.state.get(coverKey(cover, ctx))).data;
}

async function writeCover(cover: AssetRef, ctx: WechatCtx, { mediaId, ...rest }: Cover): Promise<void> {
  await ctx.state.set(coverKey(cover, ctx), { ...rest, ...(mediaId !== undefined && { mediaId }) });
}

async function fileOf({ hash, mediaType }: AssetRef, ctx: WechatCtx): Promise<Upload> {
  const name = mediaType === 'image/png' ? 'picture.png' : 'picture.jpg';
  return { bytes: await readFile(hash, ctx), name };
}

/** Nothing has been sent when a file of ours cannot be read. */
async function readFile(hash: Hash, ctx: WechatCtx): Promise<Uint8Array> {
  try {
    return await ctx.blobs.read(hash);
  } catch (error) {
    throw new WechatError('a picture cannot be read', { verdict: 'retry' }, error);
  }
}
