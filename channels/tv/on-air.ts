import type { TargetCtx } from '../../src/contract/channel.js';
import type { Priority } from '../../src/contract/values.js';
import type { OnAir } from './feed.js';
import { endingAt, isDamage, isOnAir, readRecord, type TvRecord } from './record.js';
import type { TvSettings } from './settings.js';

const urgency: Record<Priority, number> = { emergency: 0, urgent: 1, routine: 2 };

/**
 * What is on air now with the epoch that it belongs to: what the hub lists as live and whose record stands, so that a
 * recall takes effect with whichever comes first. Emergencies first, then urgent ones, each newest first.
 */
export async function onAir(ctx: TargetCtx<TvSettings>): Promise<{ epoch: string; items: OnAir[] }> {
  const { epoch, items } = await ctx.live({ limit: ctx.settings.feedItems });
  const now = ctx.now();
  const found = await Promise.all(
    items.map(async ({ slug, expiresAt }) => ({
      slug,
      record: endingAt(await soundRecord(ctx, slug), expiresAt),
    })),
  );
  const shown = found.flatMap(({ slug, record }) => (isOnAir(record, now) ? [{ slug, record }] : []));
  return {
    epoch,
    items: shown.sort((a, b) => urgency[a.record.priority] - urgency[b.record.priority]),
  };
}

/** One damaged record must not take the others off the air; `verify` finds it. */
async function soundRecord(ctx: TargetCtx<TvSettings>, slug: string): Promise<TvRecord | undefined> {
  try {
    return await readRecord(ctx.files, slug);
  } catch (error) {
    if (!isDamage(error)) throw error;
    ctx.log.warn({ slug, err: error }, 'the stored notice is damaged and not on air');
    return undefined;
  }
}
