import { Buffer } from 'node:buffer';
import { z, type ZodType } from 'zod';
import type { TargetCtx } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';
import { OutsideId, readAnswer } from './answer.js';
import { isCode, type Asked } from './errors.js';
import { spend } from './quotas.js';
import { send, type Post } from './send.js';
import type { QuotaName, WechatSettings } from './settings.js';
import { accessToken, replaceToken } from './token.js';

const Ok = z.object({});
const Image = z.object({ url: z.string().min(1) });
const Material = z.object({ media_id: OutsideId });
const Submitted = z.object({ publish_id: OutsideId, msg_data_id: OutsideId.optional() });

const Article = z.object({
  title: z.string(),
  content_source_url: z.string().default(''),
  url: z.string().optional(),
  is_deleted: z.boolean().optional(),
});
export type Article = z.infer<typeof Article>;

const Articles = z.object({ news_item: z.array(Article) });
/** Not every account answers with a list where there is nothing to list. */
const Page = z.object({
  total_count: z.number(),
  item: z
    .array(
      z.object({
        media_id: OutsideId.optional(),
        article_id: OutsideId.optional(),
        content: Articles,
        update_time: z.number().optional(),
      }),
    )
    .default([]),
});
export type Page = z.infer<typeof Page>;

/** Section 4.2. `article_id` is missing, or something else, unless the status is 0. */
const Outcome = z.object({
  publish_status: z.coerce.number(),
  article_id: OutsideId.optional().catch(undefined),
  article_detail: z
    .object({ item: z.array(z.object({ article_url: z.string() })) })
    .optional()
    .catch(undefined),
  fail_idx: z.array(z.coerce.number()).default([]).catch([]),
});
export type Outcome = z.infer<typeof Outcome>;

interface Call<T> {
  path: string;
  answer: ZodType<T>;
  quota?: QuotaName;
  /** Must not happen twice. */
  effect?: boolean;
}

/** The file part needs a name and a type; an ASCII name, since nothing escapes it (section 11.4). */
export interface Upload {
  bytes: Uint8Array;
  name: `picture.${'jpg' | 'png'}`;
}

/** The platform's calls that this channel makes, each counted before it is made. All reject with WechatError. */
export class Client {
  constructor(private readonly ctx: TargetCtx<WechatSettings>) {}

  /** A picture for an article's text. Repeating it costs nothing but a copy. */
  async uploadPicture(file: Upload): Promise<string> {
    return (await this.upload({ path: '/cgi-bin/media/uploadimg', answer: Image }, file)).url;
  }

  /** A permanent picture, for a cover. Repeating it costs a place in the library. */
  async uploadCover(file: Upload): Promise<string> {
    const call = { path: '/cgi-bin/material/add_material', answer: Material };
    return (await this.upload(call, file, { type: 'image' })).media_id;
  }

  /** Adds a draft of one article; its media id. Must not happen twice. */
  async addDraft(article: Record<string, Json>): Promise<string> {
    const call = { path: '/cgi-bin/draft/add', answer: Material, quota: 'draftAdd', effect: true } as const;
    return (await this.post(call, { articles: [article] })).media_id;
  }

  draft(mediaId: string): Promise<z.infer<typeof Articles>> {
    return this.post(
      { path: '/cgi-bin/draft/get', answer: Articles, quota: 'draftGet' },
      { media_id: mediaId },
    );
  }

  async deleteDraft(mediaId: string): Promise<void> {
    await this.post(
      { path: '/cgi-bin/draft/delete', answer: Ok, quota: 'draftDelete' },
      { media_id: mediaId },
    );
  }

  drafts(offset: number, count: number): Promise<Page> {
    const call = { path: '/cgi-bin/draft/batchget', answer: Page, quota: 'draftList' } as const;
    return this.post(call, { offset, count, no_content: 1 });
  }

  /** Hands a draft over for publication. Must not happen twice. */
  submit(mediaId: string): Promise<z.infer<typeof Submitted>> {
    const path = '/cgi-bin/freepublish/submit';
    return this.post({ path, answer: Submitted, quota: 'submit', effect: true }, { media_id: mediaId });
  }

  outcome(publishId: string): Promise<Outcome> {
    const call = { path: '/cgi-bin/freepublish/get', answer: Outcome, quota: 'publishGet' } as const;
    return this.post(call, { publish_id: publishId });
  }

  article(articleId: string): Promise<z.infer<typeof Articles>> {
    const call = { path: '/cgi-bin/freepublish/getarticle', answer: Articles, quota: 'articleGet' } as const;
    return this.post(call, { article_id: articleId });
  }

  articles(offset: number, count: number): Promise<Page> {
    const call = { path: '/cgi-bin/freepublish/batchget', answer: Page, quota: 'publishList' } as const;
    return this.post(call, { offset, count, no_content: 1 });
  }

  /** Takes a publication down for good: all its articles. */
  async deleteArticle(articleId: string): Promise<void> {
    const call = { path: '/cgi-bin/freepublish/delete', answer: Ok, quota: 'publishDelete' } as const;
    await this.post(call, { article_id: articleId, index: 0 });
  }

  private async post<T>(call: Call<T>, body: Json): Promise<T> {
    return this.ask(call, { body: JSON.stringify(body) });
  }

  private async upload<T>(
    call: Call<T>,
    { bytes, name }: Upload,
    query?: Record<string, string>,
  ): Promise<T> {
    // It brings axios along, for which a start of the hub should not wait.
    const { FormData } = await import('wechatpay-axios-plugin');
    const form = new FormData().append('media', Buffer.from(bytes), name);
    const headers = Object.fromEntries(
      Object.entries(form.getHeaders()).map(([field, value]) => [field, String(value)]),
    );
    return this.ask(call, { body: form.getBuffer(), headers, ...(query && { query }) });
  }

  private async ask<T>(call: Call<T>, post: Post): Promise<T> {
    const { ctx } = this;
    const token = await accessToken(ctx);
    if (call.quota) await spend(call.quota, ctx);
    try {
      return await this.once(call, post, token);
    } catch (error) {
      // It was refused before it did anything, so it may be sent again with another token, once.
      if (!isCode(error, 40001, 40014, 42001)) throw error;
      return this.once(call, post, await replaceToken(ctx, token));
    }
  }

  private async once<T>(call: Call<T>, post: Post, token: string): Promise<T> {
    const { path, answer, effect = false } = call;
    const asked: Asked = { path, effect, now: this.ctx.now() };
    const query = { access_token: token, ...post.query };
    return readAnswer(await send(this.ctx, asked, { ...post, query }), answer, asked);
  }
}
