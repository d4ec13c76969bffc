import { defineChannel } from '../../src/contract/channel.js';
import type { WechatDocument } from './document.js';
import { classify } from './errors.js';
import { WechatExtras } from './extras.js';
import { previewPage } from './preview.js';
import { publish } from './publish.js';
import { takeBack } from './recall.js';
import { MAX_TITLE, renderArticle } from './render.js';
import { WechatSettings } from './settings.js';
import { MAX_BODY, validateVersion } from './validate.js';
import { look } from './verify.js';

/** Articles of a WeChat Official Account: draft, publication, outcome by callback, deletion. */
export const channel = defineChannel<WechatSettings, WechatDocument>({
  id: 'wechat',
  label: { zh: '微信公众号', en: 'WeChat' },
  mount: '/wechat',
  caution: {
    zh: '“发布”不会推送给关注者，文章只生成永久链接。',
    en: 'Publishing reaches no follower by itself: the article only gets a permanent address.',
  },
  desk: 'office',
  settings: WechatSettings,
  extras: WechatExtras,
  isDrill: ({ drill }) => drill,
  capabilities: {
    media: ['text', 'picture'],
    maxTitle: MAX_TITLE,
    maxBody: MAX_BODY,
    update: false,
    recall: 'full',
  },
  limits: { concurrency: 2 },
  settleMs: 60_000,
  validate: (version) => validateVersion(version),
  render: renderArticle,
  preview: previewPage,
  deliver: publish,
  verify: look,
  recall: takeBack,
  classify,
  serve: async (request, ctx) => (await import('./callback.js')).answerCallback(request, ctx),
});
