import { z } from 'zod';
import { Id } from './values.js';

/** Most characters of each text, and most keywords. */
export const metadataLimits = {
  topic: 40,
  keyword: 20,
  keywords: 10,
  basis: 300,
  url: 500,
  reason: 200,
  related: 5,
} as const;

/** 主题分类: the classes of the State Council's own catalogue, in its order. An office may write another. */
export const documentTopics = [
  '国务院组织机构',
  '综合政务',
  '国民经济管理、国有资产监管',
  '财政、金融、审计',
  '国土资源、能源',
  '农业、林业、水利',
  '工业、交通',
  '商贸、海关、旅游',
  '市场监管、安全生产监管',
  '城乡建设、环境保护',
  '科技、教育',
  '文化、广电、新闻出版',
  '卫生、体育',
  '人口与计划生育、妇女儿童工作',
  '劳动、人事、监察',
  '公安、安全、司法',
  '民政、扶贫、救灾',
  '民族、宗教',
  '对外事务',
  '港澳台侨工作',
  '国防',
  '其他',
] as const;

/** 公开方式 (政府信息公开条例 Art. 13): fixed with the draft and approved with it. Only the first may go out. */
export const Disclosure = z.enum(['proactive', 'on_request', 'withheld']);
export type Disclosure = z.infer<typeof Disclosure>;

const text = (most: number) => z.string().trim().min(1).max(most);

/** `2026-11-23`, a day of these times. */
export const Day = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day < '2200-01-01', { error: 'between 1900 and 2199' });

const Fields = z.object({
  /** 成文日期. */
  madeOn: Day.optional(),
  /** 主题分类. */
  topic: text(metadataLimits.topic).optional(),
  /** 关键词. */
  keywords: z.array(text(metadataLimits.keyword)).min(1).max(metadataLimits.keywords).optional(),
  /** 有效期: the first and the last day on which it is in force. */
  validFrom: Day.optional(),
  validUntil: Day.optional(),
  /** 长期有效. */
  longTerm: z.literal(true).optional(),
  /** 废止: from this day on, and by what. */
  abolished: z.object({ on: Day, by: text(metadataLimits.reason).optional() }).optional(),
  /** 依据, and where it can be read. */
  basis: z
    .object({
      text: text(metadataLimits.basis),
      url: z
        .url({ protocol: /^https?$/ })
        .max(metadataLimits.url)
        .optional(),
    })
    .optional(),
  disclosure: Disclosure.optional(),
  /** 相关信息, the office's announcements that its page leads to: a policy and its interpretation, each to the other. */
  related: z.array(Id).min(1).max(metadataLimits.related).optional(),
});

/** What a government document says about itself beside title, numbers, issuer and category. All of it may be missing. */
export const Metadata = Fields.refine(
  ({ validFrom, validUntil }) =>
    validFrom === undefined || validUntil === undefined || validUntil >= validFrom,
  { path: ['validUntil'], error: 'not before the first day of its validity' },
).refine(({ longTerm, validUntil }) => longTerm === undefined || validUntil === undefined, {
  path: ['validUntil'],
  error: 'it has a last day, or it is valid for long, not both',
});
export type Metadata = z.infer<typeof Metadata>;

/** Whether a document is in force on a day; undefined where nothing is said about its validity. */
export function forceOn(
  { validFrom, validUntil, longTerm, abolished }: Metadata,
  day: string,
): 'in_force' | 'not_yet' | 'expired' | 'abolished' | undefined {
  if (abolished !== undefined && day >= abolished.on) return 'abolished';
  if (validUntil !== undefined && day > validUntil) return 'expired';
  if (validFrom !== undefined && day < validFrom) return 'not_yet';
  if (
    validFrom === undefined &&
    validUntil === undefined &&
    longTerm === undefined &&
    abolished === undefined
  )
    return undefined;
  return 'in_force';
}

/** Another announcement of the office as a version names it: where it will be found, and what it was called then. */
export interface RelatedItem {
  /** The last part of its permalink. */
  slug: string;
  title: string;
  permalink: string;
}
