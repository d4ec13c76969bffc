import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);

/** `https://www.example.gov.cn/any/page` and the like become `https://www.example.gov.cn`. */
const PublicOrigin = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .transform((address) => new URL(address).origin);

const Fields = z.object({
  mode: z.enum(['handoff', 'interface']).meta({
    label: { zh: '报送方式', en: 'How items get there' },
    hint: {
      zh: '人工代发：由人把内容搬到门户后台；接口报送：系统直接报送',
      en: 'By a person, or by an interface',
    },
    choices: {
      handoff: { zh: '人工代发', en: 'By hand' },
      interface: { zh: '接口报送', en: 'By interface' },
    },
  }),
  origins: z
    .array(PublicOrigin)
    .min(1)
    .max(10)
    .meta({
      label: { zh: '门户的公开网址', en: 'The portal’s public addresses' },
      hint: {
        zh: '如 https://www.example.gov.cn；上线网址必须属于其中之一，子域名要分别填写',
        en: 'Such as https://www.example.gov.cn; an article’s address must belong to one of them',
      },
    }),
  contact: text(300).meta({
    label: { zh: '门户编辑联系方式', en: 'How to reach the portal’s editors' },
    hint: { zh: '单位、岗位、办公电话、值班时间', en: 'Unit, post, office telephone, hours' },
    long: true,
  }),
  deskUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({
      label: { zh: '投稿后台网址', en: 'Address of the editors’ desk' },
      hint: { zh: '人工代发时打开的页面', en: 'The page that a person opens to hand an item in' },
    }),
  submitUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((address) => !/[?#]/.test(address), 'without ? and #')
    .transform((address) => address.replace(/\/+$/, ''))
    .optional()
    .meta({
      label: { zh: '报送接口网址', en: 'Address of the interface' },
      hint: {
        zh: '接口报送时必填，如 https://api.example.gov.cn/submissions',
        en: 'Needed for the interface',
      },
    }),
  keyId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .optional()
    .meta({
      label: { zh: '密钥编号', en: 'Key id' },
      hint: { zh: '接口报送时必填', en: 'Needed for the interface' },
    }),
  key: z
    .string()
    .min(16)
    .max(200)
    .optional()
    .meta({
      secret: true,
      label: { zh: '签名密钥', en: 'Signing key' },
      hint: {
        zh: '接口报送时必填，由门户方给出，至少 16 个字符',
        en: 'From the portal, at least 16 characters',
      },
    }),
  drill: z
    .boolean()
    .optional()
    .meta({
      label: { zh: '演练目标', en: 'Drill' },
      hint: { zh: '连接的是演练门户', en: 'It talks to a drill' },
    }),
});

/** What the office says about somebody else's portal. The interface's three fields belong together. */
export const PortalSettings = Fields.superRefine((settings, context) => {
  if (settings.mode !== 'interface') return;
  for (const name of ['submitUrl', 'keyId', 'key'] as const)
    if (settings[name] === undefined)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: '接口报送时必填 (needed for the interface)',
      });
});
export type PortalSettings = z.infer<typeof PortalSettings>;

/** What calling the interface takes. */
export interface Interface {
  submitUrl: string;
  keyId: string;
  key: string;
}

/** The interface of a target that has one; undefined for a hand-off. */
export function interfaceOf({ mode, submitUrl, keyId, key }: PortalSettings): Interface | undefined {
  if (mode !== 'interface' || submitUrl === undefined || keyId === undefined || key === undefined)
    return undefined;
  return { submitUrl, keyId, key };
}

/** What a draft may say for portals alone. */
export const PortalExtras = z.object({
  column: text(60)
    .optional()
    .meta({
      label: { zh: '建议栏目', en: 'Suggested column' },
      hint: { zh: '建议门户放入的栏目', en: 'Where the portal should put it' },
    }),
});
export type PortalExtras = z.infer<typeof PortalExtras>;
