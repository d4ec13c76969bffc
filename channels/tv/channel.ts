import { defineChannel } from '../../src/contract/channel.js';
import { publish, takeBack } from './deliver.js';
import type { TvDocument } from './document.js';
import { classify } from '../../src/contract/kit/channel-error.js';
import { previewTv } from './preview.js';
import { TvExtras, TvSettings } from './settings.js';
import { MAX_BODY, MAX_TITLE, validateTv } from './validate.js';

// What draws pages and writes feeds is large, and a start of the hub should not wait for it.
const drawing = () => import('./render.js');
const feeds = () => import('./serve.js');
const looking = () => import('./verify.js');

/** Feeds for a television station's playout: page pictures as Media RSS, and the crawl as text. */
export const channel = defineChannel<TvSettings, TvDocument>({
  id: 'tv',
  label: { zh: '电视', en: 'Television' },
  mount: '/tv',
  settings: TvSettings,
  extras: TvExtras,
  capabilities: {
    media: ['text', 'picture'],
    maxTitle: MAX_TITLE,
    maxBody: MAX_BODY,
    update: true,
    recall: 'full',
  },
  limits: { concurrency: 4 },
  settleMs: 0,
  validate: validateTv,
  render: async (version, settings, kit) => (await drawing()).renderTv(version, settings, kit),
  preview: previewTv,
  deliver: publish,
  update: (rendition, _shown, ctx) => publish(rendition, ctx),
  verify: async (probe, ctx) => (await looking()).look(probe, ctx),
  recall: takeBack,
  classify,
  serve: async (request, ctx) => (await feeds()).serveTv(request, ctx),
});
