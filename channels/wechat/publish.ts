import type { Receipt, Rendition } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';
import { Client } from './client.js';
import type { WechatDocument } from './document.js';
import { isCode, WechatError } from './errors.js';
import { withAddresses } from './places.js';
import { pollTimes } from './polls.js';
import { addNames, compact, readNames, writeNames, type Names, type WechatCtx } from './record.js';
import { findDraft } from './search.js';
import { coverId, coverRefused, coverTaken, pictureAddresses } from './uploads.js';

/**
 * Uploads what the article needs, adds a draft and hands it over for publication. The outcome comes later, by callback
 * or by asking. Uploads may be repeated; the draft and the hand-over are outside steps.
 * @throws WechatError, which `classify` understands
 */
export async function publish({ document }: Rendition<WechatDocument>, ctx: WechatCtx): Promise<Receipt> {
  const client = new Client(ctx);
  const addresses = await pictureAddresses(client, document, ctx);
  const cover = await coverId(client, document, ctx);
  const { mediaId } = await ctx.step('draft', () =>
    makeDraft(client, document, articleOf(document, addresses, cover), ctx),
  );
  const submitted = await ctx.step('submit', () => submit(client, mediaId, ctx));
  const names: Names = { mediaId, ...submitted };
  await addNames(ctx, names);
  const [again] = pollTimes(new Date(submitted.submittedAt));
  return { state: 'pending', token: compact(names), ref: submitted.publishId, again };
}

/** The article as the platform takes it (section 3.1). */
function articleOf(document: WechatDocument, addresses: string[], cover: string): Record<string, Json> {
  return {
    article_type: 'news',
    title: document.title,
    author: document.author,
    digest: document.digest,
    content: withAddresses(document.content, addresses),
    content_source_url: document.source,
    thumb_media_id: cover,
    need_open_comment: document.comments.open ? 1 : 0,
    only_fans_can_comment: document.comments.open && document.comments.followersOnly ? 1 : 0,
  };
}

/** A draft that an earlier attempt has perhaps left behind is used instead of a second one. */
async function makeDraft(
  client: Client,
  document: WechatDocument,
  article: Record<string, Json>,
  ctx: WechatCtx,
): Promise<{ mediaId: string }> {
  const { tried } = await readNames(ctx);
  const left = tried === true ? await findDraft(client, document) : undefined;
  await writeNames(ctx, { tried: true });
  const mediaId = left ?? (await addDraft(client, document, article, ctx));
  await writeNames(ctx, { tried: true, mediaId });
  return { mediaId };
}

async function addDraft(
  client: Client,
  document: WechatDocument,
  article: Record<string, Json>,
  ctx: WechatCtx,
): Promise<string> {
  try {
    const mediaId = await client.addDraft(article);
    await coverTaken(document, ctx);
    return mediaId;
  } catch (error) {
    if (isCode(error, 40007)) throw await coverRefused(document, ctx, error);
    if (!isCode(error, 88000) || article['need_open_comment'] === 0) throw error;
    // The account has no comments. Refused means not added, so it may go without them.
    const { words } = error;
    ctx.log.warn({ words: words?.en }, 'the account has no comments; the article goes without');
    return addDraft(client, document, { ...article, need_open_comment: 0, only_fans_can_comment: 0 }, ctx);
  }
}

async function submit(
  client: Client,
  mediaId: string,
  ctx: WechatCtx,
): Promise<{ publishId: string; submittedAt: string; msgDataId?: string }> {
  try {
    const { publish_id: publishId, msg_data_id: msgDataId } = await client.submit(mediaId);
    return { publishId, submittedAt: ctx.now().toISOString(), ...(msgDataId !== undefined && { msgDataId }) };
  } catch (error) {
    if (!isCode(error, 40007)) throw error;
    // Somebody published or deleted it by hand: only a look can tell which.
    throw new WechatError('the draft is not in the box any more', {
      verdict: 'unknown',
      code: 40007,
      words: {
        zh: '草稿已不在草稿箱中，可能已有人在公众平台发布或删除。',
        en: 'The draft is not in the box any more; somebody may have published or deleted it on the platform.',
      },
    });
  }
}
