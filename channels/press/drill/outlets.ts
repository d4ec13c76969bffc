import type { Contact, OutletKind } from '../settings.js';

/** The outlets whose mail arrives here, by the target's short name. They are invented. */
export interface Outlet {
  slug: string;
  name: string;
  kind: OutletKind;
  wordLimit?: number;
  leadMinutes: number;
  contacts: Contact[];
}

export const outlets: Outlet[] = [
  {
    slug: 'daily',
    name: '明川日报',
    kind: 'newspaper',
    wordLimit: 600,
    leadMinutes: 120,
    contacts: [
      { name: '要闻编辑部', address: 'desk@daily.drill.example' },
      { name: '视觉编辑部', address: 'photo@daily.drill.example' },
    ],
  },
  {
    slug: 'radio',
    name: '明川人民广播电台',
    kind: 'radio',
    leadMinutes: 60,
    contacts: [{ name: '新闻编辑室', address: 'news@radio.drill.example' }],
  },
];

export const outletOf = (address: string): Outlet | undefined =>
  outlets.find(({ contacts }) => contacts.some((contact) => contact.address === address.toLowerCase()));

/** The settings of a demo target that writes to this mailbox. */
export function settingsOf(
  { kind, wordLimit, leadMinutes, contacts }: Outlet,
  smtp: { host: string; port: number },
  bounceSecret: string,
) {
  return {
    kind,
    ...(wordLimit === undefined ? {} : { wordLimit }),
    contacts,
    leadMinutes,
    smtpHost: smtp.host,
    smtpPort: smtp.port,
    smtpSecurity: 'none' as const,
    senderName: '望河城管新闻联络',
    senderAddress: 'press@wanghe.example',
    replyTo: 'liaison@wanghe.example',
    bounceSecret,
    drill: true,
  };
}
