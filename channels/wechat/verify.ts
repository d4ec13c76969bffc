import type { Seen } from '../../src/contract/channel.js';
import { WechatError } from './errors.js';
import { Look, refusal, type JobState } from './look.js';
import { namesOf, type WechatCtx, type WechatProbe } from './record.js';

/**
 * Looks at an item on the platform. Live is proven by reading the article back; what a callback says is only where to
 * look. Changes nothing there.
 */
export async function look(probe: WechatProbe, ctx: WechatCtx): Promise<Seen> {
  const at = new Look(await namesOf(probe, ctx), probe.rendition.document, ctx);
  try {
    return await (probe.op === 'recall' ? lookForGone(at) : lookForLive(at));
  } catch (error) {
    return withoutAnswer(error, probe, at);
  }
}

const LATER_MS = 5 * 60_000;
const GIVE_UP_MS = 48 * 60 * 60_000;

/**
 * A look that the platform did not answer. What waits for its outcome goes on waiting, for two days; what was live before
 * must not become pending again.
 */
function withoutAnswer(error: unknown, { op, receipt }: WechatProbe, { names, ctx }: Look): Seen {
  if (!(error instanceof WechatError)) throw error;
  const { notBefore, verdict, words, message } = error;
  const now = ctx.now().getTime();
  const wasLive = op !== 'recall' && receipt?.state === 'done';
  if (notBefore && !wasLive) return { is: 'pending', again: notBefore };
  const { submittedAt } = names;
  const isWaiting = op !== 'recall' && receipt?.state === 'pending' && submittedAt !== undefined;
  if (isWaiting && verdict === 'retry' && now - Date.parse(submittedAt) < GIVE_UP_MS)
    return { is: 'pending', again: new Date(now + LATER_MS) };
  return { is: 'unknown', reason: words?.zh ?? message };
}

async function lookForLive(at: Look): Promise<Seen> {
  const { articleId, publishId } = at.names;
  if (articleId !== undefined) return proven(at, articleId, true);
  if (publishId === undefined) return searched(at);
  const job = await at.job(publishId);
  if (job.is === 'unheard') return searched(at);
  return job.is === 'running' ? running(job) : judged(at, job);
}

const running = ({ again }: JobState & { is: 'running' }): Seen =>
  again === undefined
    ? { is: 'unknown', reason: '提交两天后微信仍未给出发布结果，请到公众平台“发表记录”核对。' }
    : { is: 'pending', again };

async function judged(at: Look, { outcome }: JobState & { is: 'over' }): Promise<Seen> {
  const { status, articleId } = outcome;
  if (status === 5) return { is: 'gone' };
  if (status !== 0) return { is: 'failed', reason: refusal(outcome) };
  if (articleId === undefined) return searched(at);
  return proven(at, articleId, false, outcome.url);
}

/** Reads the article. One that is only said to be published may take a while to be there. */
async function proven(at: Look, articleId: string, wasSeen: boolean, url?: string): Promise<Seen> {
  const article = await at.article(articleId);
  if (article.is === 'there') return at.live(articleId, article.url ?? url);
  if (article.is === 'unknown') return article;
  if (wasSeen) return { is: 'gone' };
  if (!at.isFresh()) return { is: 'unknown', reason: '微信报告发布成功，但读不到这篇文章，请人工核对。' };
  return { is: 'pending', again: new Date(at.ctx.now().getTime() + 30_000) };
}

async function searched(at: Look): Promise<Seen> {
  const found = await at.search();
  // A draft in the box is not published; after the settling time no hand-over of it is under way any more.
  if (found.is === 'draft') return { is: 'absent' };
  if (found.is === 'article') return proven(at, found.articleId, false);
  if (at.names.mediaId === undefined) return { is: 'absent' };
  return {
    is: 'unknown',
    reason: '草稿已不在草稿箱中，也没有找到已发布的文章；可能正在发布，也可能已被人删除，请到公众平台核对。',
  };
}

/** Gone is proven by the platform not showing the article any more. */
async function lookForGone(at: Look): Promise<Seen> {
  const { articleId, publishId } = at.names;
  if (articleId !== undefined) return stillThere(at, articleId);
  const job = publishId === undefined ? undefined : await at.job(publishId);
  if (job?.is === 'running') return running(job);
  if (job?.is === 'over' && job.outcome.articleId !== undefined) return stillThere(at, job.outcome.articleId);
  const found = await at.search();
  if (found.is === 'article') return stillThere(at, found.articleId);
  if (found.is === 'draft') return { is: 'live', receipt: { state: 'done', ref: found.mediaId } };
  return job?.is === 'over' ? { is: 'gone' } : { is: 'absent' };
}

async function stillThere(at: Look, articleId: string): Promise<Seen> {
  const article = await at.article(articleId);
  if (article.is === 'deleted') return { is: 'gone' };
  const { blockedUntil } = at.names;
  if (blockedUntil === undefined || at.ctx.now() >= new Date(blockedUntil))
    return at.live(articleId, article.is === 'there' ? article.url : undefined);
  return { is: 'pending', again: new Date(blockedUntil), person: deleteByHand(at) };
}

/** The day's deletions are used up: somebody deletes it in the web interface, or it waits for the next day. */
function deleteByHand({ document, ctx }: Look) {
  const limit = String(ctx.settings.quotas.publishDelete);
  const { title } = document;
  return {
    kind: 'wechat_delete_by_hand',
    text: {
      zh: `今日接口删除次数（${limit} 次）已用完，明日 0 时自动继续。急需撤回请登录公众平台，在“发表记录”中删除《${title}》。`,
      en: `Today’s ${limit} deletions are used up; it goes on at midnight. If it is urgent, sign in to the platform and delete “${title}” among the publications.`,
    },
    ask: [
      {
        name: 'deleted',
        label: { zh: '已在公众平台删除', en: 'Deleted on the platform' },
        kind: 'yes' as const,
        required: true,
      },
    ],
  };
}
