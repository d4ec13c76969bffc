import { z } from 'zod';
import type { Report, TargetCtx } from '../../src/contract/channel.js';
import type { LocalizedText } from '../../src/contract/values.js';
import type { Outcome } from './client.js';
import type { Names } from './record.js';
import type { WechatSettings } from './settings.js';

/** What came of a hand-over, whoever told it. `publish_status` 0 to 6 of section 4.2. */
export interface JobOutcome {
  status: number;
  articleId?: string | undefined;
  url?: string | undefined;
  /** Which articles were refused, from 1; statuses 2 and 4 only. */
  failed: number[];
}

/** A callback as it is kept. Without a status it only says that something has happened. */
export const JobReport = z.object({
  event: z.string(),
  status: z.int().optional(),
  articleId: z.string().optional(),
  url: z.string().optional(),
  failed: z.array(z.int()).default([]),
});
export type JobReport = z.infer<typeof JobReport>;

/** An answer of `freepublish/get` in the same form. */
export function outcomeOf({
  publish_status: status,
  article_id,
  article_detail,
  fail_idx,
}: Outcome): JobOutcome {
  return {
    status,
    articleId: trimmed(article_id),
    url: article_detail?.item[0]?.article_url,
    failed: fail_idx,
  };
}

/** The official sample has a line break inside an article's id. */
export const trimmed = (id: string | undefined): string | undefined => id?.replace(/\s+/g, '');

/** The newest thing that the platform called about this job; `status` is missing when it did not say. */
export async function reported(names: Names, ctx: TargetCtx<WechatSettings>): Promise<JobReport | undefined> {
  const refs = [names.msgDataId, names.publishId].filter((ref) => ref !== undefined);
  const all: Report[] = [];
  for (const ref of refs) all.push(...(await ctx.reports(ref)));
  const read = all
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .flatMap(({ message }) => JobReport.safeParse(message).data ?? []);
  return read.findLast(({ status }) => status !== undefined && status !== 1) ?? read.at(-1);
}

const statusWords: Record<number, LocalizedText> = {
  0: { zh: '微信报告：发布成功', en: 'WeChat says: published' },
  1: { zh: '微信报告：正在发布', en: 'WeChat says: being published' },
  2: { zh: '微信报告：原创声明失败', en: 'WeChat says: its declaration as original was refused' },
  3: { zh: '微信报告：发布失败', en: 'WeChat says: not published' },
  4: { zh: '微信报告：平台审核不通过', en: 'WeChat says: refused by the platform’s review' },
  5: { zh: '微信报告：发布后已被删除', en: 'WeChat says: published, then deleted' },
  6: { zh: '微信报告：发布后被平台封禁', en: 'WeChat says: published, then banned by the platform' },
};

/** A status in words, with the refused articles where it names them. */
export function wordsOfStatus(status: number, failed: number[] = []): LocalizedText {
  const words = statusWords[status] ?? {
    zh: `微信报告：未知的发布状态 ${String(status)}`,
    en: `WeChat says: unknown status ${String(status)}`,
  };
  if (failed.length === 0 || (status !== 2 && status !== 4)) return words;
  const which = failed.join(', ');
  return { zh: `${words.zh}（第 ${which} 篇）`, en: `${words.en} (article ${which})` };
}
