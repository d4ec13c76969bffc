import { defineChannel } from '../../src/contract/channel.js';
import { serve } from './callback.js';
import { deliver, recall } from './deliver.js';
import type { PortalDocument } from './document.js';
import { classify } from './errors.js';
import { handoffOf } from './handoff.js';
import { lookByHand } from './look-handoff.js';
import { lookByInterface } from './look-interface.js';
import { previewPage } from './preview.js';
import { renderDocument } from './render.js';
import { PortalExtras, PortalSettings } from './settings.js';
import { MAX_BODY, MAX_TITLE, validateVersion } from './validate.js';

/** A portal that belongs to somebody else: its editor decides, by hand or behind an interface. */
export const channel = defineChannel<PortalSettings, PortalDocument>({
  id: 'portal',
  label: { zh: '外部门户', en: 'Portal of another body' },
  mount: '/portal',
  caution: {
    zh: '是否采用、何时上线由门户编辑决定；网页经打开核对后才算上线，撤回要等网页真正消失。',
    en: 'The portal’s editors decide. It is live when its page was opened and compared, and taken back when the page is gone.',
  },
  settings: PortalSettings,
  extras: PortalExtras,
  isDrill: ({ drill }) => drill === true,
  contact: ({ contact }) => contact,
  capabilities: {
    media: ['text', 'picture', 'attachment'],
    maxTitle: MAX_TITLE,
    maxBody: MAX_BODY,
    update: false,
    recall: 'request',
  },
  limits: { concurrency: 2, perMinute: 60 },
  settleMs: 20_000,
  validate: (version) => validateVersion(version),
  render: (version, _settings, kit) => renderDocument(version, kit),
  preview: previewPage,
  deliver,
  verify: (probe, ctx) =>
    ctx.settings.mode === 'handoff' ? lookByHand(probe, ctx) : lookByInterface(probe, ctx),
  recall,
  classify,
  handoff: handoffOf,
  serve,
});
