import type { TargetCtx } from '../../src/contract/channel.js';
import { WechatError } from './errors.js';
import type { QuotaName, WechatSettings } from './settings.js';

const words: Record<QuotaName, [zh: string, en: string]> = {
  token: ['获取凭证', 'tokens'],
  draftAdd: ['新建草稿', 'new drafts'],
  draftGet: ['读取草稿', 'draft reads'],
  draftDelete: ['删除草稿', 'draft deletions'],
  draftList: ['草稿列表', 'draft lists'],
  submit: ['发布', 'publications'],
  publishGet: ['查询发布结果', 'outcome queries'],
  publishDelete: ['删除已发布文章', 'article deletions'],
  articleGet: ['读取已发布文章', 'article reads'],
  publishList: ['已发布列表', 'publication lists'],
};

/** The day's calls of one kind are used up; `notBefore` is when it goes on. */
export class QuotaSpent extends WechatError {
  constructor(
    readonly quota: QuotaName,
    readonly limit: number,
    readonly again: Date,
  ) {
    const [zh, en] = words[quota];
    super(`no ${en} are left today`, {
      verdict: 'retry',
      notBefore: again,
      words: {
        zh: `今日${zh}次数已用完（每日 ${String(limit)} 次），明日 0 时继续。`,
        en: `Today’s ${en} are used up (${String(limit)} a day); it goes on at midnight.`,
      },
    });
  }
}

/**
 * Counts one call before it is made.
 * @throws QuotaSpent when the day has none left
 */
export async function spend(name: QuotaName, ctx: TargetCtx<WechatSettings>): Promise<void> {
  const limit = ctx.settings.quotas[name];
  const spent = await ctx.spend(name, { limit, per: 'day' });
  if (!spent.ok) throw new QuotaSpent(name, limit, spent.again);
}
