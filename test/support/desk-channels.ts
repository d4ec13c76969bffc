import { z } from 'zod';
import { defineChannel, type Ask, type Channel } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';

const words = (zh: string, en: string) => ({ zh, en });
const hourMs = 3_600_000;

const CarrySettings = z.object({
  where: z
    .string()
    .min(1)
    .meta({ label: words('地点', 'Place') }),
  key: z
    .string()
    .min(8)
    .meta({ label: words('密钥', 'Key'), secret: true }),
  smtp: z
    .object({
      host: z.string().meta({ label: words('主机', 'Host') }),
      password: z
        .string()
        .optional()
        .meta({ label: words('密码', 'Password'), secret: true }),
    })
    .optional()
    .meta({ label: words('邮件', 'Mail') }),
  drill: z
    .boolean()
    .default(false)
    .meta({ label: words('演练', 'Drill') }),
});
type CarrySettings = z.infer<typeof CarrySettings>;

const url: Ask = { name: 'url', label: words('网址', 'Address'), kind: 'url', required: true };
const asked: Ask = { name: 'asked', label: words('已致电', 'Called'), kind: 'yes', required: true };

const PersonAnswer = z.object({
  person: z.object({ task: z.string().optional(), answers: z.record(z.string(), z.string()) }),
});

/** A channel of the office's desk that a person carries everything over for. `seen` is what it was called with. */
export function carryChannel(seen: CarrySettings[]): Channel {
  const answer = (reports: { message: Json }[], task: string): Record<string, string> | undefined =>
    reports
      .map(({ message }) => PersonAnswer.safeParse(message).data?.person)
      .filter((person) => person?.task === task)
      .at(-1)?.answers;
  return defineChannel<CarrySettings, { title: string; permalink: string }>({
    id: 'carry',
    label: words('代办', 'Errand'),
    caution: words('由人工发布', 'A person publishes it'),
    settings: CarrySettings,
    isDrill: ({ drill }) => drill,
    capabilities: { media: ['text'], maxTitle: 200, maxBody: 100_000, update: false, recall: 'request' },
    limits: { concurrency: 8 },
    settleMs: 0,
    validate: () => [],
    async render({ title, permalink }, _, kit) {
      const bytes = new TextEncoder().encode(`文件：${title}`);
      const file = await kit.keep({ name: `${title}.txt`, mediaType: 'text/plain', bytes });
      return { document: { title, permalink }, assets: [file] };
    },
    preview: ({ document, assets }, asset) => ({
      html: `<p>${document.title}</p>${assets.map(({ hash }) => `<a href="${asset(hash)}"></a>`).join('')}`,
      width: 300,
      height: 200,
    }),
    deliver(_, { settings, item }) {
      seen.push(settings);
      return Promise.resolve({ state: 'pending', token: {}, ref: item.key });
    },
    async verify({ op, key }, { now, reports }) {
      const again = new Date(now().getTime() + hourMs);
      const told = await reports(key);
      if (op === 'recall') {
        if (answer(told, 'ask_back')?.['asked'] === 'yes') return { is: 'gone' };
        return {
          is: 'pending',
          again,
          person: { kind: 'ask_back', text: words('请致电撤下', 'Ask for it back'), ask: [asked] },
        };
      }
      const address = answer(told, 'carry')?.['url'];
      if (address !== undefined && !address.endsWith('/wrong'))
        return { is: 'live', receipt: { state: 'done', ref: key, url: address } };
      const text =
        address === undefined
          ? words('请送到窗口', 'Carry it to the window')
          : words('网址不对', 'That is another article');
      return { is: 'pending', again, person: { kind: 'carry', text, facts: { tel: 'x' }, ask: [url] } };
    },
    recall: (_, { now }) => Promise.resolve({ state: 'pending', again: new Date(now().getTime() + 10) }),
    classify: () => ({ verdict: 'unknown' }),
    handoff: ({ document, assets }, item, { where }) => ({
      parts: [
        { kind: 'text', label: words('标题', 'Title'), text: `${document.title} → ${where}` },
        { kind: 'html', label: words('正文', 'Text'), text: `<p>${item.publishAt.toISOString()}</p>` },
        ...assets.map((file) => ({ kind: 'file' as const, label: words('文件', 'File'), file })),
      ],
      checklist: [words('核对标题', 'Check the title')],
    }),
  });
}

const OutletSettings = z.object({
  contact: z
    .string()
    .min(1)
    .meta({ label: words('联系人', 'Contact') }),
  password: z.string().meta({ label: words('密码', 'Password'), secret: true }),
});
type OutletSettings = z.infer<typeof OutletSettings>;

/** A channel of the press desk: each item waits with a task, and can be picked up. */
export const outletChannel = defineChannel<OutletSettings, { title: string }>({
  id: 'outlet',
  label: words('媒体', 'Outlet'),
  desk: 'press',
  settings: OutletSettings,
  capabilities: { media: ['text'], maxTitle: 200, maxBody: 100_000, update: false, recall: 'request' },
  limits: { concurrency: 8 },
  settleMs: 0,
  validate: () => [],
  render: ({ title }) => Promise.resolve({ document: { title }, assets: [] }),
  preview: ({ document }) => ({ html: `<p>${document.title}</p>`, width: 300, height: 200 }),
  async deliver(_, { item, wake }) {
    const message = { words: words('编辑已打开', 'The editor opened it') };
    await wake(item.key, { id: `opened ${item.key}`, message });
    return { state: 'pending', token: {}, ref: item.key };
  },
  verify: (_, { now }) =>
    Promise.resolve({
      is: 'pending',
      again: new Date(now().getTime() + hourMs),
      person: { kind: 'call', text: words('请致电编辑', 'Call the editor'), ask: [asked] },
    }),
  recall: (_, { now }) => Promise.resolve({ state: 'pending', again: new Date(now().getTime() + hourMs) }),
  classify: () => ({ verdict: 'unknown' }),
  pickup: {
    label: words('刊发记录', 'Pickup'),
    ask: [
      { name: 'edition', label: words('版面', 'Edition'), kind: 'text', required: true },
      { name: 'time', label: words('见报时间', 'Published'), kind: 'instant', required: false },
      { name: 'shot', label: words('截图', 'Screenshot'), kind: 'picture', required: false },
    ],
  },
}) as unknown as Channel;
