import { z } from 'zod';

const line = (max: number) =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= max, { message: `at most ${String(max)} characters` })
    .optional();

/** What a draft may say for WeChat alone. Everything may be left out. */
export const WechatExtras = z.object({
  title: line(32).meta({
    label: { zh: '微信标题', en: 'Title on WeChat' },
    hint: { zh: '不填则用原标题；最多 32 字', en: 'The title by default; at most 32 characters' },
  }),
  digest: line(120).meta({
    long: true,
    label: { zh: '摘要', en: 'Digest' },
    hint: {
      zh: '不填则取正文开头；最多 120 字',
      en: 'The beginning of the text by default; at most 120 characters',
    },
  }),
  author: line(16).meta({
    label: { zh: '作者', en: 'Author' },
    hint: { zh: '最多 16 字', en: 'At most 16 characters' },
  }),
  needOpenComment: z
    .boolean()
    .default(false)
    .meta({ label: { zh: '打开留言', en: 'Open for comments' } }),
  onlyFansCanComment: z
    .boolean()
    .default(false)
    .meta({ label: { zh: '仅关注者可以留言', en: 'Only followers may comment' } }),
});
export type WechatExtras = z.infer<typeof WechatExtras>;
