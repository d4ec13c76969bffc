import { z } from 'zod';

const perDay = (limit: number, zh: string, en: string) =>
  z.int().min(0).max(100_000_000).default(limit).meta({ label: { zh, en } });

/**
 * How often a day the platform lets an account call. The defaults are those of a new account
 * (reference/wechat-official-account.md, section 9); they grow with its followers.
 */
export const Quotas = z.object({
  token: perDay(500_000, '获取凭证', 'Tokens'),
  draftAdd: perDay(1_000, '新建草稿', 'Drafts added'),
  draftGet: perDay(500, '读取草稿', 'Drafts read'),
  draftDelete: perDay(1_000, '删除草稿', 'Drafts deleted'),
  draftList: perDay(1_000, '草稿列表', 'Draft lists'),
  submit: perDay(100, '发布', 'Publications'),
  publishGet: perDay(100, '查询发布结果', 'Outcomes asked for'),
  publishDelete: perDay(10, '删除已发布文章', 'Publications deleted'),
  articleGet: perDay(100, '读取已发布文章', 'Published articles read'),
  publishList: perDay(100, '已发布列表', 'Publication lists'),
});
export type Quotas = z.infer<typeof Quotas>;
export type QuotaName = keyof Quotas;

const aesKey = () => z.string().regex(/^[A-Za-z0-9]{43}$/, '43 letters and digits');

/** One Official Account and what its callbacks are protected with. */
export const WechatSettings = z
  .object({
    apiBase: z
      .url({ protocol: /^https?$/ })
      .default('https://api.weixin.qq.com')
      .meta({
        label: { zh: '接口地址', en: 'API address' },
        hint: { zh: '一般不用改', en: 'Rarely changed' },
      }),
    appId: z
      .string()
      .trim()
      .regex(/^wx[0-9A-Za-z]{8,30}$/, 'begins with wx')
      .meta({
        label: { zh: 'AppID', en: 'AppID' },
        hint: { zh: '公众平台“基本配置”', en: 'Basic configuration' },
      }),
    appSecret: z
      .string()
      .trim()
      .min(16)
      .max(128)
      .meta({ secret: true, label: { zh: 'AppSecret', en: 'AppSecret' } }),
    token: z
      .string()
      .regex(/^[A-Za-z0-9]{3,32}$/, '3 to 32 letters and digits')
      .meta({ secret: true, label: { zh: '消息推送 Token', en: 'Callback token' } }),
    encodingAESKey: aesKey().meta({
      secret: true,
      label: { zh: 'EncodingAESKey', en: 'EncodingAESKey' },
      hint: { zh: '43 位；消息加解密方式选“安全模式”', en: '43 characters; choose the safe mode' },
    }),
    previousAESKey: aesKey()
      .optional()
      .meta({
        secret: true,
        label: { zh: '上一个 EncodingAESKey', en: 'Previous EncodingAESKey' },
        hint: { zh: '更换密钥期间填写', en: 'While the key is being changed' },
      }),
    ghId: z
      .string()
      .regex(/^gh_[0-9a-zA-Z]{6,40}$/, 'begins with gh_')
      .optional()
      .meta({ label: { zh: '原始 ID', en: 'Original id' }, hint: { zh: 'gh_ 开头', en: 'Begins with gh_' } }),
    author: z
      .string()
      .trim()
      .max(16)
      .optional()
      .meta({
        label: { zh: '作者', en: 'Author' },
        hint: { zh: '不填则为机关简称', en: 'The office’s short name by default' },
      }),
    coverMode: z
      .enum(['auto', 'drawn'])
      .default('auto')
      .meta({
        label: { zh: '封面', en: 'Cover' },
        choices: {
          auto: { zh: '取正文第一张图片，没有则自动绘制', en: 'The first picture, or a drawn one' },
          drawn: { zh: '总是自动绘制', en: 'Always drawn' },
        },
      }),
    drill: z
      .boolean()
      .default(false)
      .meta({
        label: { zh: '演练', en: 'Drill' },
        hint: { zh: '连接演练服务器', en: 'Talks to a drill server' },
      }),
    quotas: Quotas.prefault({}).meta({
      label: { zh: '每日调用上限', en: 'Calls a day' },
      hint: { zh: '以公众平台“接口权限”页面为准', en: 'As the platform’s page of permissions says' },
    }),
  })
  .refine(({ apiBase, drill }) => drill || apiBase.startsWith('https:'), {
    path: ['apiBase'],
    message: 'only a drill is called without TLS',
  });
export type WechatSettings = z.infer<typeof WechatSettings>;
