import { z } from 'zod';
import { AssetRef } from '../../src/contract/values.js';

/**
 * The frozen article. `content` is WeChat's HTML with its pictures as `asset:1`, `asset:2`, … in the order of `pictures`;
 * delivering puts the addresses there that the platform assigned, and nothing else.
 */
export const WechatDocument = z.strictObject({
  format: z.literal('wechat.v1'),
  title: z.string(),
  author: z.string(),
  digest: z.string(),
  content: z.string(),
  /** Where 阅读原文 leads: the permalink with the version's number. It is also how a draft or an article is found again. */
  source: z.url(),
  comments: z.strictObject({ open: z.boolean(), followersOnly: z.boolean() }),
  cover: AssetRef,
  pictures: z.array(AssetRef),
});
export type WechatDocument = z.infer<typeof WechatDocument>;
