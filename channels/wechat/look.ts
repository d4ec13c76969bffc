import type { Seen } from '../../src/contract/channel.js';
import { Client } from './client.js';
import type { WechatDocument } from './document.js';
import { isCode } from './errors.js';
import { outcomeOf, reported, wordsOfStatus, type JobOutcome } from './job.js';
import { dueBy, nextPoll } from './polls.js';
import { QuotaSpent } from './quotas.js';
import { addNames, compact, type Names, type WechatCtx } from './record.js';
import { findArticle, findDraft, hasDraft, isMarked, PAGE } from './search.js';

export type ArticleState =
  | { is: 'there'; url: string | undefined }
  | { is: 'deleted' }
  | { is: 'unknown'; reason: string };

/** Whether a job has an outcome yet, or when to look again. `unheard`: the platform does not know the job. */
export type JobState =
  | { is: 'over'; outcome: JobOutcome }
  | { is: 'running'; again: Date | undefined }
  | { is: 'unheard' };

const LAG_MS = 10 * 60_000;

/** One look at an item on the platform. Changes nothing there. */
export class Look {
  readonly client: Client;
  constructor(
    readonly names: Names,
    readonly document: WechatDocument,
    readonly ctx: WechatCtx,
  ) {
    this.client = new Client(ctx);
  }

  /** Reads the published article: its title and marker prove it; its text may read otherwise there. */
  async article(articleId: string): Promise<ArticleState> {
    try {
      const { news_item: articles } = await this.client.article(articleId);
      if (articles.length > 0 && articles.every((article) => article.is_deleted === true))
        return { is: 'deleted' };
      const own = articles.find((article) => article.is_deleted !== true && isMarked(article, this.document));
      if (own?.title === this.document.title) return { is: 'there', url: own.url };
      return {
        is: 'unknown',
        reason: '公众号上的文章与批准的不一致（标题或“阅读原文”地址不同），请人工核对。',
      };
    } catch (error) {
      if (isCode(error, 53600)) return { is: 'deleted' };
      if (error instanceof QuotaSpent) return this.#listed(articleId, error);
      throw error;
    }
  }

  /** No single article can be read any more today: the newest in the list say as much. */
  async #listed(articleId: string, spent: QuotaSpent): Promise<ArticleState> {
    const { item: items } = await this.client.articles(0, PAGE);
    const [article] = items.find(({ article_id: id }) => id === articleId)?.content.news_item ?? [];
    const isOwn = article?.title === this.document.title && isMarked(article, this.document);
    if (!isOwn || article.is_deleted === true) throw spent;
    return { is: 'there', url: article.url };
  }

  /** What came of the hand-over: by callback, else by a question when one is due. */
  async job(publishId: string): Promise<JobState> {
    const report = await reported(this.names, this.ctx);
    if (report?.status === 0 || report?.status === 5 || report?.status === 6)
      return { is: 'over', outcome: { ...report, status: report.status } };
    const { due, again, asked } = this.#polls();
    if (report === undefined && due <= asked) return { is: 'running', again };
    try {
      const outcome = outcomeOf(await this.client.outcome(publishId));
      await addNames(this.ctx, { asked: due });
      return outcome.status === 1 ? { is: 'running', again } : { is: 'over', outcome };
    } catch (error) {
      if (isCode(error, 40002)) return { is: 'unheard' };
      // Said by a call that was signed; there is no question left to confirm it with.
      if (error instanceof QuotaSpent && report?.status !== undefined)
        return { is: 'over', outcome: { ...report, status: report.status } };
      throw error;
    }
  }

  /** Whether the article was published not long ago, so that the platform may not show it yet. */
  isFresh(): boolean {
    const { submittedAt } = this.names;
    return submittedAt !== undefined && this.ctx.now().getTime() - Date.parse(submittedAt) < LAG_MS;
  }

  /** Where the item is when nobody has told: by its marker, in the draft box and among the publications. */
  async search(): Promise<
    { is: 'draft'; mediaId: string } | { is: 'article'; articleId: string } | { is: 'none' }
  > {
    const { mediaId } = this.names;
    if (mediaId !== undefined && (await hasDraft(this.client, mediaId))) return { is: 'draft', mediaId };
    const left = mediaId === undefined ? await findDraft(this.client, this.document) : undefined;
    if (left !== undefined) return { is: 'draft', mediaId: left };
    const articleId = await findArticle(this.client, this.document);
    return articleId === undefined ? { is: 'none' } : { is: 'article', articleId };
  }

  /** The receipt of an article that stands there. */
  async live(articleId: string, url: string | undefined): Promise<Seen> {
    const names: Names = { ...this.names, articleId };
    await addNames(this.ctx, { articleId });
    const data = { ...(compact(names) as object), title: this.document.title, source: this.document.source };
    const ref = names.publishId ?? articleId;
    return { is: 'live', receipt: { state: 'done', ref, ...(url !== undefined && { url }), data } };
  }

  #polls(): { due: number; asked: number; again: Date | undefined } {
    const { submittedAt, asked = 0 } = this.names;
    const now = this.ctx.now();
    const submitted = submittedAt === undefined ? now : new Date(submittedAt);
    return { due: dueBy(submitted, now), asked, again: nextPoll(submitted, now) };
  }
}

/** A refusal in the office's words; the hub shows it as the reason. */
export const refusal = ({ status, failed }: JobOutcome): string => `${wordsOfStatus(status, failed).zh}。`;
