import { z } from 'zod';
import {
  defineChannel,
  HttpFailure,
  type Classified,
  type Ctx,
  type Seen,
} from '../../src/contract/channel.js';

const Settings = z.object({
  url: z.string(),
  step: z.boolean().default(true),
  concurrency: z.int().default(32),
});
type Settings = z.infer<typeof Settings>;
interface Document {
  title: string;
  body: string;
}

class Answer extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(text === '' ? `the sink answered ${status}` : text);
  }
}

/** A channel to a recording sink over HTTP: one POST, one read-back. `id` lets a test have several of them. */
export function sinkChannel(
  id = 'sink',
  options: { settleMs?: number; concurrency?: number; update?: boolean } = {},
) {
  const update = options.update === true;
  const post = async (
    document: Document,
    ctx: Ctx<Settings>,
    method: 'POST' | 'PUT' = 'POST',
  ): Promise<number> => {
    const { status, text } = await ctx.http(`${ctx.settings.url}/items/${ctx.item.key}`, {
      method,
      body: JSON.stringify(document),
    });
    if (status !== 201) throw new Answer(status, text());
    return status;
  };
  return defineChannel<Settings, Document>({
    id,
    label: { zh: '测试接收端', en: 'Recording sink' },
    settings: Settings,
    capabilities: { media: ['text'], maxTitle: 100, maxBody: 100_000, update, recall: 'full' },
    limits: { concurrency: options.concurrency ?? 32 },
    settleMs: options.settleMs ?? 50,
    validate: () => [],
    render: (version) =>
      Promise.resolve({ document: { title: version.title, body: version.body }, assets: [] }),
    preview: ({ document }) => ({
      html: `<!doctype html><title>${document.title}</title>`,
      width: 800,
      height: 600,
    }),
    async deliver({ document }, ctx) {
      // The sink counts every POST, so it must not happen twice; with `step: false` the sink's key makes it harmless.
      if (ctx.settings.step) await ctx.step('post', () => post(document, ctx));
      else await post(document, ctx);
      return { state: 'done', ref: ctx.item.key, url: `${ctx.settings.url}/items/${ctx.item.key}` };
    },
    ...(update
      ? {
          async update({ document }: { document: Document }, _shown: unknown, ctx: Ctx<Settings>) {
            await ctx.step('put', () => post(document, ctx, 'PUT'));
            const { key } = ctx.item;
            return { state: 'done' as const, ref: key, url: `${ctx.settings.url}/items/${key}` };
          },
        }
      : {}),
    async verify({ key, rendition }, ctx): Promise<Seen> {
      const url = `${ctx.settings.url}/items/${key}`;
      const { status, text } = await ctx.http(url);
      if (status === 404) return { is: 'absent' };
      if (status === 410) return { is: 'gone' };
      return text() === JSON.stringify(rendition.document)
        ? { is: 'live', receipt: { state: 'done', ref: key, url } }
        : { is: 'unknown', reason: 'something else stands there' };
    },
    async recall({ key }, ctx) {
      const { status } = await ctx.http(`${ctx.settings.url}/items/${key}`, { method: 'DELETE' });
      if (status !== 201) throw new Answer(status, '');
      return { state: 'done' };
    },
    classify(error): Classified {
      if (error instanceof Answer) {
        if (error.status === 401) return { verdict: 'reauth' };
        return { verdict: error.status === 422 ? 'reject' : 'retry' };
      }
      return { verdict: error instanceof HttpFailure && !error.sent ? 'retry' : 'unknown' };
    },
  });
}
