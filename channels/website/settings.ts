import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);

/** What an office says about its site. Everything but the name may be left out and then does not appear. */
export const SiteSettings = z.object({
  siteName: text(60).meta({ title: '网站名称', description: '网站规范名称，显示在页首和浏览器标签上' }),
  intro: text(200).optional().meta({ title: '网站简介', description: '一句话说明本站发布什么' }),
  host: text(80).optional().meta({ title: '主办单位', description: '不填则为本机关全称' }),
  address: text(120).optional().meta({ title: '地址' }),
  phone: text(60).optional().meta({ title: '联系电话' }),
  siteCode: z
    .string()
    .regex(/^(?:[0-9]{10}|bm[0-9]{8})$/, 'ten digits, or bm and eight digits')
    .optional()
    .meta({ title: '网站标识码', description: '10 位数字，部委为 bm 加 8 位数字' }),
  icp: text(60).optional().meta({ title: 'ICP备案号' }),
  police: text(60).optional().meta({ title: '公安机关备案号' }),
  correctionUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: '“我为政府网站找错”入口', description: '完整网址' }),
});
export type SiteSettings = z.infer<typeof SiteSettings>;
