import { z } from 'zod';
import { defineChannel, type Ctx, type Probe, type Seen } from '../../../../src/contract/channel.js';
import { ask, common, send, type Notice, type Settings } from '../outside.js';

const Drafted = z.object({ draftId: z.string() });
const Submitted = z.object({ publishId: z.string() });
const Job = z.object({ state: z.enum(['running', 'there', 'gone']) });
const Report = z.object({ id: z.string(), publishId: z.string() });

/** Milliseconds between looks at a job whose report has not come. */
const LOOK_MS = 2_000;

const base = (ctx: Ctx<Settings>): string => `/gazette/${ctx.target.slug}`;

/** The job of an item: by the name that the gazette gave it, or else whatever can be read under the item's mark. */
async function find({ steps, receipt, key }: Probe<Notice>, ctx: Ctx<Settings>) {
  const named = Submitted.safeParse(steps['submit']);
  const id = named.success ? named.data.publishId : receipt?.ref;
  if (id !== undefined) {
    const job = Job.optional().parse(await ask(ctx, `${base(ctx)}/jobs/${id}`));
    if (job) return { id, state: job.state };
  }
  // What is still being set is not listed: only what has been published can be found.
  const found = Submitted.optional().parse(await ask(ctx, `${base(ctx)}/articles?mark=${key}`));
  return found && { id: found.publishId, state: 'there' as const };
}

/** A place that takes an item in two steps, neither of which may happen twice, and says later by a call that it is out. */
export const channel = defineChannel<Settings, Notice>({
  ...common,
  id: 'gazette',
  label: { zh: '试验公报', en: 'Trial gazette' },
  mount: '/gazette',
  capabilities: { media: ['text'], maxTitle: 200, maxBody: 100_000, update: false, recall: 'full' },
  settleMs: 12_000,
  async deliver({ document }, ctx) {
    const { draftId } = Drafted.parse(
      await ctx.step('drafts', () =>
        send(ctx, 'POST', `${base(ctx)}/drafts`, { ...document, mark: ctx.item.key }),
      ),
    );
    const callback = `${ctx.baseUrl ?? ''}/report`;
    const { publishId } = Submitted.parse(
      await ctx.step('submit', () => send(ctx, 'POST', `${base(ctx)}/submit`, { draftId, callback })),
    );
    return { state: 'pending', token: { publishId }, ref: publishId };
  },
  async verify(probe, ctx): Promise<Seen> {
    const job = await find(probe, ctx);
    if (!job) return { is: 'absent' };
    const { id, state } = job;
    if (state === 'running') return { is: 'pending', again: new Date(ctx.now().getTime() + LOOK_MS) };
    if (state === 'gone') return { is: 'gone' };
    return {
      is: 'live',
      receipt: { state: 'done', ref: id, url: `${ctx.settings.url}${base(ctx)}/jobs/${id}` },
    };
  },
  async recall(probe, ctx) {
    const job = await find(probe, ctx);
    if (job?.state === 'running') return { state: 'pending', again: new Date(ctx.now().getTime() + LOOK_MS) };
    if (job?.state === 'there') await send(ctx, 'DELETE', `${base(ctx)}/jobs/${job.id}`);
    return { state: 'done' };
  },
  async serve(request, ctx) {
    const report = Report.safeParse(await request.json());
    if (request.method !== 'POST' || !report.success) return new Response(null, { status: 400 });
    const { id, publishId } = report.data;
    const isNew = await ctx.wake(publishId, { id, message: { publishId } });
    return Response.json({ isNew });
  },
});
