import { z } from 'zod';
import type { Ctx, Probe } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';
import type { WechatDocument } from './document.js';
import type { WechatSettings } from './settings.js';

export type WechatCtx = Ctx<WechatSettings>;
export type WechatProbe = Probe<WechatDocument>;

/** What the platform named for an item, as far as it is known. Kept beside the receipt: a crash may lose that. */
export const Names = z.object({
  /** A draft was perhaps added: before another one, it has to be looked for. */
  tried: z.boolean().optional(),
  mediaId: z.string().optional(),
  publishId: z.string().optional(),
  msgDataId: z.string().optional(),
  /** When the draft was handed over. */
  submittedAt: z.iso.datetime().optional(),
  articleId: z.string().optional(),
  /** How many of the spaced questions for the outcome were asked. */
  asked: z.int().optional(),
  /** The day's deletions are used up until then. */
  blockedUntil: z.iso.datetime().optional(),
});
export type Names = z.infer<typeof Names>;

const keyOf = ({ item }: WechatCtx): string => `item:${item.key}`;

export async function readNames(ctx: WechatCtx): Promise<Names> {
  const kept = Names.safeParse(await ctx.state.get(keyOf(ctx)));
  return kept.success ? kept.data : {};
}

/** Replaces what is known of the item. */
export async function writeNames(ctx: WechatCtx, names: Names): Promise<void> {
  await ctx.state.set(keyOf(ctx), compact(names));
}

export async function addNames(ctx: WechatCtx, names: Names): Promise<void> {
  await writeNames(ctx, { ...(await readNames(ctx)), ...names });
}

/** JSON has no `undefined`. */
export const compact = (names: Names): Json => JSON.parse(JSON.stringify(names)) as Json;

/** Everything that is known about an item: from its receipt, its steps, and what was kept. */
export async function namesOf(probe: WechatProbe, ctx: WechatCtx): Promise<Names> {
  const { receipt, steps } = probe;
  const said = receipt?.state === 'done' ? receipt.data : receipt?.token;
  return {
    ...(await readNames(ctx)),
    ...read(steps['draft']),
    ...read(steps['submit']),
    ...read(said),
  };
}

function read(value: unknown): Names {
  const names = Names.safeParse(value);
  return names.success ? (compact(names.data) as Names) : {};
}
