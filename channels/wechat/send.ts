import { HttpFailure, type HttpAnswer, type TargetCtx } from '../../src/contract/channel.js';
import { unanswered, type Asked } from './errors.js';
import type { WechatSettings } from './settings.js';

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 8 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

/** What is posted, and what stands behind the path. */
export interface Post {
  body: string | Uint8Array;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

/** One POST to the platform. Its address carries the token, so it never gets into an error. @throws WechatError */
export async function send(ctx: TargetCtx<WechatSettings>, asked: Asked, post: Post): Promise<HttpAnswer> {
  const url = new URL(asked.path, ctx.settings.apiBase);
  for (const [name, value] of Object.entries(post.query ?? {})) url.searchParams.set(name, value);
  try {
    return await ctx.http(url.href, {
      method: 'POST',
      headers: post.headers ?? { 'content-type': JSON_TYPE },
      body: post.body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      signal: ctx.signal,
    });
  } catch (error) {
    throw error instanceof HttpFailure ? unanswered(error, asked) : error;
  }
}
