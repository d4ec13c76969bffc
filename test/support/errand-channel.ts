import { z } from 'zod';
import { defineChannel } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';

const hourMs = 3_600_000;
const words = (zh: string, en: string) => ({ zh, en });

/**
 * A channel of the press desk that a person carries everything over for: each item waits with a task that asks for its
 * address, can be handed off by hand, and can be picked up. Nothing outside is called.
 */
export const errandChannel = defineChannel<Json, Json>({
  id: 'errand',
  label: words('跑腿', 'Errand'),
  desk: 'press',
  settings: z.object({
    where: z
      .string()
      .default('窗口')
      .meta({ label: words('地点', 'Place') }),
  }),
  capabilities: { media: ['text'], maxTitle: 200, maxBody: 100_000, update: false, recall: 'request' },
  limits: { concurrency: 8 },
  settleMs: 0,
  validate: () => [],
  render: ({ title, body, attachments }) =>
    Promise.resolve({ document: { title, body, attachments }, assets: attachments }),
  preview: ({ document }) => ({ html: `<p>${JSON.stringify(document)}</p>`, width: 300, height: 200 }),
  deliver: (_, { item }) => Promise.resolve({ state: 'pending', token: {}, ref: item.key }),
  verify: (_, { now, item }) =>
    Promise.resolve({
      is: 'pending',
      again: new Date(now().getTime() + hourMs),
      person: {
        kind: 'carry',
        text: words('请送到窗口', 'Carry it to the window'),
        facts: { permalink: item.permalink },
        ask: [{ name: 'url', label: words('网址', 'Address'), kind: 'url', required: true }],
      },
    }),
  recall: (_, { now }) => Promise.resolve({ state: 'pending', again: new Date(now().getTime() + hourMs) }),
  classify: () => ({ verdict: 'unknown' }),
  handoff: ({ document, assets }) => ({
    parts: [
      { kind: 'text', label: words('全文', 'Full text'), text: JSON.stringify(document) },
      ...assets.map((file) => ({ kind: 'file' as const, label: words('附件', 'File'), file })),
    ],
    checklist: [words('核对标题', 'Check the title')],
  }),
  pickup: {
    label: words('刊发记录', 'Pickup'),
    ask: [
      { name: 'edition', label: words('版面', 'Edition'), kind: 'text', required: true },
      { name: 'shot', label: words('截图', 'Screenshot'), kind: 'picture', required: false },
    ],
  },
});
