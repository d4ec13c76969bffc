import { defineChannel, type Classified, type Ctx, type Rendition } from '../../src/contract/channel.js';
import { DISPLAY_CHANNEL } from '../../src/contract/display.js';
import type { SlidesV1 } from '../../src/contract/slide/document.js';
import { DisplayExtras } from './extras.js';
import { previewOf } from './preview.js';
import { recalled, seenPublish, seenRecall } from './receipts.js';
import { renderVersion } from './render.js';
import { DisplaySettings } from './settings.js';
import { MAX_BODY, MAX_TITLE, validateVersion } from './validate.js';

/** Groups of lobby screens. The hub's screens keep the desired state; this channel puts items in and reads receipts. */
export const channel = defineChannel<DisplaySettings, SlidesV1>({
  id: DISPLAY_CHANNEL,
  label: { zh: '信息显示屏', en: 'Screens' },
  settings: DisplaySettings,
  extras: DisplayExtras,
  capabilities: {
    media: ['text', 'picture', 'video'],
    maxTitle: MAX_TITLE,
    maxBody: MAX_BODY,
    update: false,
    recall: 'full',
  },
  limits: { concurrency: 16 },
  settleMs: 0,
  validate: validateVersion,
  render: (version, _settings, kit) => renderVersion(version, kit),
  preview: previewOf,

  async deliver(rendition, ctx) {
    await ctx.screens.show(itemOf(rendition, ctx));
    const seen = seenPublish(ctx.item.key, await ctx.screens.receipts(ctx.item.key));
    if (seen.is === 'live') return seen.receipt;
    return { state: 'pending', token: ctx.item.key, again: seen.is === 'pending' ? seen.again : undefined };
  },

  async verify(probe, ctx) {
    const found = await ctx.screens.receipts(probe.key);
    return probe.op === 'recall'
      ? seenRecall(probe.key, found)
      : seenPublish(probe.key, found, probe.receipt);
  },

  async recall(probe, ctx) {
    await ctx.screens.retract(probe.key);
    return recalled(probe.key, await ctx.screens.receipts(probe.key));
  },

  classify,
});

function itemOf({ assets }: Rendition<SlidesV1>, { item }: Ctx<DisplaySettings>) {
  const { key, renditionHash, publishAt: publishedAt, expiresAt: until, priority } = item;
  return { key, renditionHash, assets, publishedAt, until, priority };
}

const notSent = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

/** Whether the screens know the item is always one look away, so nothing here is ever sent on a guess. */
function classify(error: unknown): Classified {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && notSent.has(code)) return { verdict: 'retry' };
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? { verdict: 'unknown' } : classify(cause);
}
