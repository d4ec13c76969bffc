import { defineChannel } from '../../src/contract/channel.js';
import { publish, takeBack } from './deliver.js';
import type { SiteDocument } from './document.js';
import { classify } from '../../src/contract/kit/channel-error.js';
import { previewPage } from './preview.js';
import { renderDocument } from './render.js';
import { serveSite } from './serve.js';
import { SiteSettings } from './settings.js';
import { MAX_BODY, MAX_TITLE, validateVersion } from './validate.js';
import { look } from './verify.js';

/** A public site of the office's notices, served by the hub itself. */
export const channel = defineChannel<SiteSettings, SiteDocument>({
  id: 'website',
  label: { zh: '网站', en: 'Website' },
  mount: '/site',
  home: true,
  settings: SiteSettings,
  capabilities: {
    media: ['text', 'picture', 'attachment'],
    maxTitle: MAX_TITLE,
    maxBody: MAX_BODY,
    update: true,
    recall: 'full',
  },
  limits: { concurrency: 8 },
  settleMs: 0,
  validate: (version) => validateVersion(version),
  render: (version) => Promise.resolve(renderDocument(version)),
  preview: previewPage,
  deliver: publish,
  update: (rendition, _receipt, ctx) => publish(rendition, ctx),
  verify: look,
  recall: takeBack,
  classify,
  serve: serveSite,
});
