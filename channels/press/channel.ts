import { defineChannel } from '../../src/contract/channel.js';
import { correctPack, deliverPack } from './deliver.js';
import type { PressDocument } from './document.js';
import { classify } from './errors.js';
import { PressExtras } from './extras.js';
import { previewPack } from './preview.js';
import { readersOf } from './readers.js';
import { recallPack } from './recall.js';
import { renderPack } from './render.js';
import { pickupAsk } from './reports.js';
import { servePress } from './serve.js';
import { PressSettings } from './settings.js';
import { MAX_BODY, MAX_TITLE, validateVersion } from './validate.js';
import { look } from './verify.js';

/** Newspapers, stations and magazines: an embargoed pack by mail, opened under the recipient's own name. */
export const channel = defineChannel<PressSettings, PressDocument>({
  id: 'press',
  label: { zh: '新闻媒体', en: 'Press' },
  mount: '/press',
  desk: 'press',
  caution: {
    zh: '媒体是否采用由其自行决定：送达不等于刊发，登记采用情况后才算上线；已刊发的内容只能请求撤下。',
    en: 'Outlets decide by themselves: delivered is not published, and what was published can only be asked back.',
  },
  settings: PressSettings,
  extras: PressExtras,
  isDrill: ({ drill }) => drill,
  contact: ({ contacts }) => contacts.map(({ name, address }) => `${name}（${address}）`).join('、'),
  lead: ({ leadMinutes }) => leadMinutes * 60_000,
  capabilities: {
    media: ['text', 'picture', 'attachment'],
    maxTitle: MAX_TITLE,
    maxBody: MAX_BODY,
    update: true,
    recall: 'request',
  },
  limits: { concurrency: 4 },
  settleMs: 0,
  validate: validateVersion,
  render: (version, settings) => Promise.resolve(renderPack(version, settings)),
  preview: previewPack,
  deliver: deliverPack,
  update: correctPack,
  verify: look,
  recall: recallPack,
  classify,
  pickup: { label: { zh: '登记采用情况', en: 'Report a pickup' }, ask: pickupAsk },
  readers: readersOf,
  serve: servePress,
});
