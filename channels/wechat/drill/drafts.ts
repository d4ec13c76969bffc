import { z } from 'zod';
import { filterContent } from './filter.js';
import { knownMaterial, pictureAddress } from './media.js';
import type { Answer, Platform } from './platform.js';
import { Refusal } from './refusal.js';
import { Article, randomText, type State } from './state.js';

const MAX_ARTICLES = 8;
const limits = { title: 32, author: 16, digest: 120, content: 20_000 } as const;
const MAX_CONTENT_BYTES = 1024 * 1024;
const MAX_SOURCE_BYTES = 1024;

type Draft = State['drafts'][number];

const Given = Article.partial({ thumb_media_id: true, title: true, content: true });
const Add = z.object({ articles: z.array(z.record(z.string(), z.unknown())).min(1) });

const length = (text: string): number => [...text].length;

/** `draft/add` (sections 3.1 and 13.4). @throws Refusal */
export function addDraft(platform: Platform, json: unknown): Answer {
  const given = Add.safeParse(json);
  if (!given.success) throw new Refusal(44003);
  if (given.data.articles.length > MAX_ARTICLES) throw new Refusal(45008);
  const articles = given.data.articles.map((article) => checked(platform, article));
  const draft: Draft = { mediaId: randomText(64), articles, updateTime: seconds(platform) };
  platform.store.state.drafts.unshift(draft);
  return { media_id: draft.mediaId, item: articles.map((_, index) => ({ index, ad_count: 0 })) };
}

const seconds = ({ now }: Platform): number => Math.floor(now() / 1_000);

/** The article as it is kept: filtered. @throws Refusal */
function checked(platform: Platform, given: unknown): Article {
  const parsed = Given.safeParse(given);
  if (!parsed.success) throw new Refusal(47001);
  const { title = '', content = '', thumb_media_id, ...rest } = parsed.data;
  if (title === '' || length(title) > limits.title) throw new Refusal(45003);
  if (length(rest.author) > limits.author) throw new Refusal(45110);
  if (length(rest.digest) > limits.digest) throw new Refusal(45004);
  const isTooLong = length(content) >= limits.content || Buffer.byteLength(content) >= MAX_CONTENT_BYTES;
  if (content === '' || isTooLong) throw new Refusal(45002);
  if (Buffer.byteLength(rest.content_source_url) > MAX_SOURCE_BYTES) throw new Refusal(45005);
  if (rest.content_source_url !== '' && !URL.canParse(rest.content_source_url)) throw new Refusal(41039);
  knownMaterial(platform, thumb_media_id);
  if (rest.need_open_comment === 1 && !platform.store.state.account.commentEnabled) throw new Refusal(88000);
  const own = new Set(platform.store.state.images.map(({ name }) => pictureAddress(platform, name)));
  const kept = filterContent(content, (src) => own.has(src));
  return { ...rest, title, content: kept, thumb_media_id: thumb_media_id ?? '' };
}

const Update = z.object({
  media_id: z.string(),
  index: z.int(),
  articles: z.record(z.string(), z.unknown()),
});

export function updateDraft(platform: Platform, json: unknown): Answer {
  const given = Update.safeParse(json);
  if (!given.success) throw new Refusal(47001);
  const { media_id, index, articles } = given.data;
  const draft = knownDraft(platform, media_id);
  if (draft.articles[index] === undefined) throw new Refusal(40114);
  draft.articles[index] = checked(platform, articles);
  draft.updateTime = seconds(platform);
  return { errcode: 0, errmsg: 'ok' };
}

const ById = z.object({ media_id: z.string() });

/** @throws Refusal 40007 */
export function knownDraft({ store }: Platform, mediaId: string | undefined): Draft {
  const found = store.state.drafts.find((draft) => draft.mediaId === mediaId);
  if (!found) throw new Refusal(40007);
  return found;
}

const named = (json: unknown): string | undefined => ById.safeParse(json).data?.media_id;

export function getDraft(platform: Platform, json: unknown): Answer {
  return { news_item: knownDraft(platform, named(json)).articles.map((article) => shown(article)) };
}

export function deleteDraft(platform: Platform, json: unknown): Answer {
  removeDraft(platform, knownDraft(platform, named(json)).mediaId);
  return { errcode: 0, errmsg: 'ok' };
}

export function removeDraft({ store }: Platform, mediaId: string): void {
  store.state.drafts = store.state.drafts.filter((draft) => draft.mediaId !== mediaId);
}

export const countDrafts = ({ store }: Platform): Answer => ({ total_count: store.state.drafts.length });

const Page = z.object({
  offset: z.int().min(0),
  count: z.int().min(1).max(20),
  no_content: z.union([z.literal(0), z.literal(1)]).default(0),
});

/** A page of a list. @throws Refusal 40002 */
export function pageOf(json: unknown): z.infer<typeof Page> {
  const page = Page.safeParse(json);
  if (!page.success) throw new Refusal(40002);
  return page.data;
}

export function listDrafts(platform: Platform, json: unknown): Answer {
  const { offset, count, no_content } = pageOf(json);
  const all = platform.store.state.drafts;
  const item = all.slice(offset, offset + count).map(({ mediaId, articles, updateTime }) => ({
    media_id: mediaId,
    content: {
      news_item: articles.map((article) => shown(article, no_content === 1)),
      update_time: updateTime,
    },
    update_time: updateTime,
  }));
  return { total_count: all.length, item_count: item.length, item };
}

/** An article as answers show it. */
export function shown(article: Article, isShort = false): Answer {
  const { content, ...rest } = article;
  return { ...rest, ...(isShort ? {} : { content }), show_cover_pic: 0, url: '' };
}
