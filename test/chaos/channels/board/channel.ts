import { z } from 'zod';
import { defineChannel, type Ctx, type Seen } from '../../../../src/contract/channel.js';
import { ask, common, send, type Notice, type Settings } from '../outside.js';

const Shown = z.object({ gone: z.boolean(), title: z.string(), body: z.string() });

const place = (ctx: Ctx<Settings>): string => `/board/${ctx.target.slug}/${ctx.item.key}`;

/** Puts it where it belongs, under a key that makes a repetition harmless. Keeps a copy on the hub's own shelf first. */
async function put(notice: Notice, ctx: Ctx<Settings>) {
  await ctx.files.write(`${ctx.item.key}.json`, JSON.stringify(notice));
  await send(ctx, 'PUT', place(ctx), { ...notice });
  return { state: 'done' as const, ref: ctx.item.key, url: ctx.settings.url + place(ctx) };
}

/** A place whose writes are idempotent and can be read back, such as a portal with an API. */
export const channel = defineChannel<Settings, Notice>({
  ...common,
  id: 'board',
  label: { zh: '试验公告栏', en: 'Trial board' },
  capabilities: { media: ['text'], maxTitle: 200, maxBody: 100_000, update: true, recall: 'full' },
  settleMs: 8_000,
  deliver: ({ document }, ctx) => put(document, ctx),
  update: ({ document }, _shown, ctx) => put(document, ctx),
  async verify({ op, rendition, key }, ctx): Promise<Seen> {
    const found = Shown.optional().parse(await ask(ctx, place(ctx)));
    if (!found) return { is: 'absent' };
    if (found.gone) return { is: 'gone' };
    const { title, body } = rendition.document;
    // The version before an update counts as the absence of the one after it.
    if (op !== 'recall' && (found.title !== title || found.body !== body)) return { is: 'absent' };
    return { is: 'live', receipt: { state: 'done', ref: key, url: ctx.settings.url + place(ctx) } };
  },
  async recall(_, ctx) {
    await send(ctx, 'DELETE', place(ctx));
    return { state: 'done' };
  },
});
