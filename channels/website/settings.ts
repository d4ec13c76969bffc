import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);

/** What an office says about its site. Everything but the name may be left out and then does not appear. */
export const SiteSettings = z.object({
  siteName: text(60).meta({
    label: { zh: '网站名称', en: 'Name of the site' },
    hint: { zh: '网站规范名称，显示在页首和浏览器标签上', en: 'In full, as it stands on top of every page' },
  }),
  intro: text(200)
    .optional()
    .meta({
      label: { zh: '网站简介', en: 'About the site' },
      hint: { zh: '一句话说明本站发布什么', en: 'One sentence on what it publishes' },
    }),
  host: text(80)
    .optional()
    .meta({
      label: { zh: '主办单位', en: 'Run by' },
      hint: { zh: '不填则为本机关全称', en: 'The office, unless another is named' },
    }),
  address: text(120)
    .optional()
    .meta({ label: { zh: '地址', en: 'Address' } }),
  phone: text(60)
    .optional()
    .meta({ label: { zh: '联系电话', en: 'Telephone' } }),
  siteCode: z
    .string()
    .regex(/^(?:[0-9]{10}|bm[0-9]{8})$/, 'ten digits, or bm and eight digits')
    .optional()
    .meta({
      label: { zh: '网站标识码', en: 'Site code' },
      hint: { zh: '10 位数字，部委为 bm 加 8 位数字', en: 'Ten digits, or bm and eight digits' },
    }),
  icp: text(60)
    .optional()
    .meta({ label: { zh: 'ICP备案号', en: 'ICP filing number' } }),
  police: text(60)
    .optional()
    .meta({ label: { zh: '公安机关备案号', en: 'Police filing number' } }),
  correctionUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      label: { zh: '“我为政府网站找错”入口', en: 'Where visitors report mistakes' },
      hint: { zh: '完整网址', en: 'The full address' },
    }),
});
export type SiteSettings = z.infer<typeof SiteSettings>;
