import type { Recalled } from '../../src/contract/channel.js';
import { Look } from './look.js';
import { isCode } from './errors.js';
import { QuotaSpent } from './quotas.js';
import { addNames, namesOf, type WechatCtx, type WechatProbe } from './record.js';

const SOON_MS = 30_000;

/**
 * Deletes the published article, or the draft when it was not published yet. Needs no receipt, and is safe to repeat.
 * What is being published can be deleted only afterwards. @throws WechatError
 */
export async function takeBack(probe: WechatProbe, ctx: WechatCtx): Promise<Recalled> {
  const at = new Look(await namesOf(probe, ctx), probe.rendition.document, ctx);
  const { articleId, publishId } = at.names;
  if (articleId !== undefined) return deleteArticle(at, articleId);
  const job = publishId === undefined ? undefined : await at.job(publishId);
  if (job?.is === 'running') return { state: 'pending', again: soon(ctx, job.again) };
  if (job?.is === 'over' && job.outcome.articleId !== undefined)
    return deleteArticle(at, job.outcome.articleId);
  const found = await at.search();
  if (found.is === 'article') return deleteArticle(at, found.articleId);
  if (found.is === 'draft') await discard(at, found.mediaId);
  return { state: 'done' };
}

const soon = (ctx: WechatCtx, again: Date | undefined): Date =>
  again ?? new Date(ctx.now().getTime() + SOON_MS);

async function deleteArticle(at: Look, articleId: string): Promise<Recalled> {
  const { ctx, client } = at;
  await addNames(ctx, { articleId });
  if ((await at.article(articleId)).is === 'deleted') return { state: 'done' };
  try {
    await ctx.step('delete', async () => {
      await client.deleteArticle(articleId);
      return { articleId };
    });
  } catch (error) {
    if (isCode(error, 53600)) return { state: 'done' };
    if (!(error instanceof QuotaSpent) || error.quota !== 'publishDelete') throw error;
    await addNames(ctx, { blockedUntil: error.again.toISOString() });
    return { state: 'pending', again: error.again };
  }
  return { state: 'done' };
}

async function discard({ ctx, client }: Look, mediaId: string): Promise<void> {
  try {
    await ctx.step('discard', async () => {
      await client.deleteDraft(mediaId);
      return { mediaId };
    });
  } catch (error) {
    if (!isCode(error, 40007)) throw error;
  }
}
