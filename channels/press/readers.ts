import type { Item, Reader, TargetCtx } from '../../src/contract/channel.js';
import { Journal, versionWhat } from './journal.js';
import { readPack } from './record.js';
import { readSaid, saidKey } from './reports.js';
import type { PressSettings } from './settings.js';

/** Everybody whom the pack, its correction or its recall was sent to, and what each did with it since. */
export async function readersOf(
  { key, announcementId, versionNumber }: Pick<Item, 'key' | 'announcementId' | 'versionNumber'>,
  ctx: TargetCtx<PressSettings>,
): Promise<Reader[]> {
  const record = await readPack(ctx.files, announcementId);
  if (record?.key !== key || record.version !== versionNumber) return [];
  const what = record.state === 'recalled' ? 'recall' : versionWhat(versionNumber);
  const journal = new Journal(ctx.state, key);
  const said = readSaid(await ctx.reports(key));
  return Promise.all(
    record.recipients.map(async ({ id, name, had }) => {
      const entry = await journal.read(what, id);
      const asked =
        record.state === 'recalled' ? record.reason !== 'expired' : record.before !== undefined && had;
      return {
        name,
        sentAt: entry.state === 'taken' ? entry.at : undefined,
        openedAt: said.opened.get(saidKey(id, what))?.toISOString(),
        asked,
        acknowledgedAt: said.acknowledged.get(saidKey(id, what))?.toISOString(),
      };
    }),
  );
}
