import { z } from 'zod';
import { knownDraft, pageOf, removeDraft, shown } from './drafts.js';
import type { Answer, Platform } from './platform.js';
import { Refusal } from './refusal.js';
import { randomText, type Job, type Published } from './state.js';

const FIRST_ID = 2_247_480_000;
const ByMedia = z.object({ media_id: z.string() });
const ByJob = z.object({ publish_id: z.union([z.string(), z.number()]).transform(String) });
const ByArticle = z.object({ article_id: z.string(), index: z.int().min(0).default(0) });

/** `freepublish/submit`: takes the task; its outcome comes later. The draft stays until it is published. @throws Refusal */
export function submit(
  platform: Platform,
  json: unknown,
  publishAfterMs: number,
): { answer: Answer; job: Job } {
  const { store, faults, idsAreText } = platform;
  const draft = knownDraft(platform, ByMedia.safeParse(json).data?.media_id);
  const now = platform.now();
  const job: Job = {
    publishId: String(FIRST_ID + store.nextId()),
    msgDataId: String(FIRST_ID + store.nextId()),
    mediaId: draft.mediaId,
    articles: structuredClone(draft.articles),
    status: 1,
    verdict: faults.take('audit')?.status ?? 0,
    createdAt: now,
    dueAt: now + publishAfterMs,
  };
  store.state.jobs.push(job);
  const id = (text: string) => (idsAreText ? text : Number(text));
  const answer = { errcode: 0, errmsg: 'ok', publish_id: id(job.publishId), msg_data_id: id(job.msgDataId) };
  return { answer, job };
}

/** The task ends: the article is published, or it is not. Happens once. */
export function finish(platform: Platform, job: Job): void {
  const { state } = platform.store;
  if (job.status !== 1) return;
  const isThere = state.drafts.some(({ mediaId }) => mediaId === job.mediaId);
  // Handed over twice, or deleted meanwhile: there is nothing left to publish.
  job.status = isThere ? job.verdict : 3;
  if (job.status !== 0 && job.status !== 6) return;
  job.articleId = randomText(43);
  removeDraft(platform, job.mediaId);
  state.published.unshift({
    articleId: job.articleId,
    publishId: job.publishId,
    names: job.articles.map(() => randomText(22)),
    articles: job.articles,
    deleted: job.articles.map(() => false),
    banned: job.status === 6,
    at: platform.now(),
  });
}

export const articleAddress = ({ origin }: Platform, name: string): string => `${origin()}/s/${name}`;

const publicationOf = ({ store }: Platform, { publishId }: Job): Published | undefined =>
  store.state.published.find((one) => one.publishId === publishId);

/** The articles of a job with their addresses; empty unless it succeeded. */
export function detailOf(platform: Platform, job: Job): { idx: number; article_url: string }[] {
  if (job.status !== 0) return [];
  const names = publicationOf(platform, job)?.names ?? [];
  return names.map((name, index) => ({ idx: index + 1, article_url: articleAddress(platform, name) }));
}

/** `freepublish/get`. The documentation's example names articles while it runs, too (section 15, point 7). */
export function getOutcome(platform: Platform, json: unknown): Answer {
  const asked = ByJob.safeParse(json);
  const job = platform.store.state.jobs.find(({ publishId }) => publishId === asked.data?.publish_id);
  if (!job) throw new Refusal(40002, 'invalid argument');
  const item = detailOf(platform, job);
  const publishId = platform.idsAreText ? job.publishId : Number(job.publishId);
  const failed = [1, 2, 4].includes(job.status) ? [1] : [];
  const base = { publish_id: publishId, publish_status: job.status, fail_idx: failed };
  if (job.status !== 0) return base;
  return { ...base, article_id: job.articleId, article_detail: { count: item.length, item } };
}

/** @throws Refusal 53600 */
function known({ store }: Platform, json: unknown): { published: Published; index: number } {
  const asked = ByArticle.safeParse(json);
  const published = store.state.published.find(({ articleId }) => articleId === asked.data?.article_id);
  if (!published) throw new Refusal(53600);
  return { published, index: asked.data?.index ?? 0 };
}

export function getArticle(platform: Platform, json: unknown): Answer {
  return { news_item: itemsOf(platform, known(platform, json).published) };
}

function itemsOf(
  platform: Platform,
  { articles, names, deleted, banned }: Published,
  isShort = false,
): Answer[] {
  return articles.map((article, index) => ({
    ...shown(article, isShort),
    thumb_url: `${platform.origin()}/cover/${names[index] ?? ''}`,
    url: articleAddress(platform, names[index] ?? ''),
    is_deleted: banned || deleted[index] === true,
  }));
}

/** `freepublish/delete`: for good. Index 0 is all of them. */
export function deleteArticle(platform: Platform, json: unknown): Answer {
  const { published, index } = known(platform, json);
  if (published.deleted.every(Boolean)) throw new Refusal(53600);
  if (index > published.articles.length) throw new Refusal(40114);
  published.deleted = published.deleted.map((was, at) => was || index === 0 || at === index - 1);
  const job = platform.store.state.jobs.find(({ publishId }) => publishId === published.publishId);
  if (job && published.deleted.every(Boolean)) job.status = 5;
  return { errcode: 0, errmsg: 'ok' };
}

/** The platform takes an article off by itself. */
export function ban(platform: Platform, articleId: string): Job | undefined {
  const published = platform.store.state.published.find((one) => one.articleId === articleId);
  if (!published) return undefined;
  published.banned = true;
  const job = platform.store.state.jobs.find(({ publishId }) => publishId === published.publishId);
  if (job) job.status = 6;
  return job;
}

export function listArticles(platform: Platform, json: unknown): Answer {
  const { offset, count, no_content } = pageOf(json);
  const all = platform.store.state.published.filter(
    ({ deleted, banned }) => !banned && !deleted.every(Boolean),
  );
  const item = all.slice(offset, offset + count).map((one) => ({
    article_id: one.articleId,
    content: { news_item: itemsOf(platform, one, no_content === 1) },
    update_time: Math.floor(one.at / 1_000),
  }));
  return { total_count: all.length, item_count: item.length, item };
}
