import { z } from 'zod';
import type { LocalizedText } from '../../src/contract/values.js';

const label = (zh: string, en: string, hint?: LocalizedText) => ({
  label: { zh, en },
  ...(hint && { hint }),
});
const text = (max: number) => z.string().trim().min(1).max(max);

export const OutletKind = z.enum(['newspaper', 'radio', 'tv', 'magazine']);
export type OutletKind = z.infer<typeof OutletKind>;

export const Contact = z.object({
  name: text(40).meta(
    label('姓名', 'Name', { zh: '资料包的水印上写的就是它', en: 'The watermark shows it' }),
  ),
  address: z.email().max(254).meta(label('电子邮箱', 'E-mail')),
});
export type Contact = z.infer<typeof Contact>;

const kinds: Record<OutletKind, LocalizedText> = {
  newspaper: { zh: '报纸', en: 'Newspaper' },
  radio: { zh: '电台', en: 'Radio' },
  tv: { zh: '电视台', en: 'Television' },
  magazine: { zh: '杂志', en: 'Magazine' },
};

/** One outlet: who its contacts are, what it needs, and through which mail server they are written to. */
export const PressSettings = z.object({
  kind: OutletKind.meta({ ...label('媒体类型', 'Kind of outlet'), choices: kinds }),
  wordLimit: z
    .int()
    .min(50)
    .max(20_000)
    .optional()
    .meta(
      label('字数上限', 'Word limit', {
        zh: '报纸版面能容纳的字数，含标点',
        en: 'Characters that fit, with punctuation',
      }),
    ),
  contacts: z
    .array(Contact)
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map(({ address }) => address.toLowerCase())).size === all.length, {
      error: () => '同一个邮箱只能写一次 (each address once)',
    })
    .meta(
      label('联系人', 'Contacts', {
        zh: '每人收到一封邮件和一个专属链接',
        en: 'Each gets a message and a link of their own',
      }),
    ),
  leadMinutes: z
    .int()
    .min(0)
    .max(20_160)
    .default(0)
    .meta(
      label('提前分钟数', 'Minutes ahead', {
        zh: '在发布时间之前多久送达，期间禁发',
        en: 'How long before publication the embargoed pack is sent',
      }),
    ),
  smtpHost: text(253).meta(label('邮件服务器', 'Mail server')),
  smtpPort: z.int().min(1).max(65_535).default(465).meta(label('端口', 'Port')),
  smtpSecurity: z
    .enum(['tls', 'starttls', 'none'])
    .default('tls')
    .meta({
      ...label('加密方式', 'Encryption', {
        zh: '不加密只能用于本机或已登记的内网服务器',
        en: 'None only to a listed server',
      }),
      choices: {
        tls: { zh: 'TLS（通常为 465 端口）', en: 'TLS (usually port 465)' },
        starttls: { zh: 'STARTTLS（通常为 587 端口）', en: 'STARTTLS (usually port 587)' },
        none: { zh: '不加密', en: 'None' },
      } satisfies Record<string, LocalizedText>,
    }),
  smtpUser: z.string().max(254).optional().meta(label('邮箱账号', 'Mail account')),
  smtpPassword: z
    .string()
    .max(254)
    .optional()
    .meta({ ...label('邮箱密码或授权码', 'Mail password'), secret: true }),
  senderName: text(60).meta(label('发件人名称', 'Sender’s name')),
  senderAddress: z.email().max(254).meta(label('发件人邮箱', 'Sender’s address')),
  replyTo: z.email().max(254).optional().meta(label('回复邮箱', 'Answers to')),
  bounceSecret: z
    .string()
    .min(16)
    .max(128)
    .optional()
    .meta({
      ...label('退信通知密钥', 'Bounce key', {
        zh: '本单位邮件网关用它给退信通知签名；不填则不接受退信通知',
        en: 'The office’s mail gateway signs bounce notices with it; without it none are accepted',
      }),
      secret: true,
    }),
  drill: z
    .boolean()
    .default(false)
    .meta(label('演练', 'Drill', { zh: '连接的是演练收件箱', en: 'It talks to a drill mailbox' })),
});
export type PressSettings = z.infer<typeof PressSettings>;
