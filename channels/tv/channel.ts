import { defineChannel } from '../../src/contract/channel.js';
import { publish, takeBack } from './deliver.js';
import type { TvDocument } from './document.js';
import { classify } from '../../src/contract/kit/channel-error.js';
import { previewTv } from './preview.js';
import { renderTv } from './render.js';
import { serveTv } from './serve.js';
import { TvExtras, TvSettings } from './settings.js';
import { MAX_BODY, MAX_TITLE, validateTv } from './validate.js';
import { look } from './verify.js';

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
  render: renderTv,
  preview: previewTv,
  deliver: publish,
  update: (rendition, _shown, ctx) => publish(rendition, ctx),
  verify: look,
  recall: takeBack,
  classify,
  serve: serveTv,
});
