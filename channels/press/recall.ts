import type { Probe, Recalled } from '../../src/contract/channel.js';
import { holdersOf } from './deliver.js';
import type { PressDocument } from './document.js';
import { recallLetter } from './mailing.js';
import { pastOf, readPack, writePack, type PackRecord, type RecalledRecord } from './record.js';
import { sendAll, type PressCtx } from './send.js';
import { hidesTitle } from './words.js';

/** Closes the links at once, then asks everybody who may hold the pack not to publish it. Doing it again is fine. */
export async function recallPack(probe: Probe<PressDocument>, ctx: PressCtx): Promise<Recalled> {
  const found = await readPack(ctx.files, ctx.item.announcementId);
  const record = recalledRecord(found, probe.key) ?? (await close(found, probe, ctx));
  // What has merely run out needs nobody to take anything back.
  if (record.reason !== 'expired')
    await sendAll(ctx, 'recall', record.recipients, (_, facts) =>
      recallLetter(probe.rendition.document, record.reason, facts),
    );
  return record.recipients.length === 0 || record.reason === 'expired'
    ? { state: 'done' }
    : { state: 'pending' };
}

/** The closed links of this delivery. */
export const recalledRecord = (found: PackRecord | undefined, key: string): RecalledRecord | undefined =>
  found?.state === 'recalled' && (found.key === key || found.past.includes(key)) ? found : undefined;

async function close(
  found: PackRecord | undefined,
  { key, rendition }: Probe<PressDocument>,
  ctx: PressCtx,
): Promise<RecalledRecord> {
  const { item, files, office } = ctx;
  const reason = item.goneReason ?? 'other';
  const record: RecalledRecord = {
    format: 'press-pack.v1',
    state: 'recalled',
    key,
    ...(found?.version === undefined ? {} : { version: found.version }),
    reason,
    recalledAt: ctx.now().toISOString(),
    ...(hidesTitle(reason) ? {} : { title: rendition.document.title }),
    office: office.name,
    recipients: found?.state === 'out' ? await holdersOf(found, ctx) : (found?.recipients ?? []),
    past: pastOf(found, key),
  };
  await writePack(files, item.announcementId, record);
  return record;
}
