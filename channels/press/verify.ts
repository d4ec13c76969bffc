import type { Probe, Receipt, Seen } from '../../src/contract/channel.js';
import type { PressDocument } from './document.js';
import { Journal, versionWhat, type Entry, type What } from './journal.js';
import { checkPickup, type Check } from './pickup-check.js';
import { recalledRecord } from './recall.js';
import { readPack, type OutRecord, type PackRecord, type RecalledRecord, type Recipient } from './record.js';
import { readSaid, saidKey, type Pickup, type Said } from './reports.js';
import type { PressCtx } from './send.js';
import {
  acknowledgeTask,
  checkTask,
  recallTask,
  undeliveredTask,
  wasHandled,
  type Trouble,
} from './tasks.js';

type PressProbe = Probe<PressDocument>;

/** Reports wake a look by themselves; without any, this often is enough. Milliseconds. */
const LOOK_AGAIN = 6 * 3_600_000;
/** So long a correction may stay without its acknowledgement before somebody is asked to call. */
const ACKNOWLEDGE_WITHIN = 3_600_000;

/** Where everybody stands: what became of each message, and what was said about it since. */
interface Standing {
  recipient: Recipient;
  entry: Entry;
  opened: boolean;
  bounced: string | undefined;
}

/** Looks at what the messages came to. Only a person's report of a publication makes a pack `live`. */
export async function look(probe: PressProbe, ctx: PressCtx): Promise<Seen> {
  const record = await readPack(ctx.files, ctx.item.announcementId);
  if (probe.op === 'recall') return lookAtRecall(record, probe, ctx);
  if (!record) return { is: 'absent' };
  if (recalledRecord(record, probe.key)) return { is: 'gone' };
  if (record.state === 'recalled') return { is: 'absent' };
  return isThis(record, ctx) ? lookAtPack(record, probe, ctx) : otherPack(record, ctx);
}

const isThis = ({ key, version }: OutRecord, { item }: PressCtx): boolean =>
  key === item.key && version === item.versionNumber;

function otherPack({ past, key, version }: OutRecord, { item }: PressCtx): Seen {
  const isNewer = past.includes(item.key) || (key === item.key && version > item.versionNumber);
  return isNewer
    ? { is: 'unknown', reason: `version ${String(version)} stands behind the links` }
    : { is: 'absent' };
}

async function lookAtPack(record: OutRecord, { op, receipt }: PressProbe, ctx: PressCtx): Promise<Seen> {
  const said = readSaid(await ctx.reports(ctx.item.key));
  const pickups = pickupsOf(said, record, op);
  if (receipt?.state === 'done')
    return { is: 'live', receipt: receiptOf(ctx, pickups.map(unchecked), receipt.url) };
  const all = await standings(record.recipients, versionWhat(record.version), said, ctx);
  if (all.some(({ entry }) => entry.state === 'none' || entry.state === 'deferred')) return { is: 'absent' };
  if (all.every(isRefused)) return { is: 'failed', reason: all.map(refusal).join('；') };
  return (
    (await fromPickups(pickups, record, said, ctx)) ??
    fromAcknowledgements(record, said, op, ctx) ??
    (said.declined ? { is: 'failed', reason: '该媒体答复不采用' } : undefined) ??
    fromStandings(all, record, said, op, ctx)
  );
}

/** A correction shares its announcement's reports: only what came behind it speaks of it. */
function pickupsOf({ pickups }: Said, record: OutRecord, op: PressProbe['op']): Pickup[] {
  return op === 'update'
    ? pickups.filter(({ reportedAt }) => reportedAt >= new Date(record.storedAt))
    : pickups;
}

type Checked = Pickup & { check?: Check | undefined };
const unchecked = (pickup: Pickup): Checked => pickup;

async function fromPickups(
  pickups: Pickup[],
  { document }: OutRecord,
  said: Said,
  ctx: PressCtx,
): Promise<Seen | undefined> {
  if (pickups.length === 0) return undefined;
  const checked: Checked[] = [];
  for (const pickup of pickups)
    checked.push(
      pickup.url === undefined
        ? pickup
        : { ...pickup, check: await checkPickup(pickup.url, document, ctx.http) },
    );
  const good = checked.filter(
    ({ check }) => check === undefined || check === 'found' || check === 'unreachable',
  );
  if (good.length > 0 || wasHandled(said, 'press_pickup_check'))
    return { is: 'live', receipt: receiptOf(ctx, checked, good.find(({ url }) => url !== undefined)?.url) };
  const doubtful = checked.map(({ url = '', check }) => ({ url, missing: check === 'missing' }));
  return { is: 'pending', again: later(ctx), person: checkTask(doubtful) };
}

/** A correction has arrived when all who had the earlier version said so. */
function fromAcknowledgements(
  record: OutRecord,
  said: Said,
  op: PressProbe['op'],
  ctx: PressCtx,
): Seen | undefined {
  const waiting = stillToAcknowledge(record, said);
  const hadAny = record.recipients.some(({ had }) => had);
  if (op !== 'update' || !hadAny) return undefined;
  if (waiting.length > 0 && !wasHandled(said, 'press_correction')) return undefined;
  return { is: 'live', receipt: receiptOf(ctx, [], undefined) };
}

const stillToAcknowledge = ({ recipients, version }: OutRecord, { acknowledged }: Said): Recipient[] =>
  recipients.filter(({ id, had }) => had && !acknowledged.has(saidKey(id, versionWhat(version))));

function fromStandings(
  all: Standing[],
  record: OutRecord,
  said: Said,
  op: PressProbe['op'],
  ctx: PressCtx,
): Seen {
  const reached = all.filter(
    ({ entry, opened, bounced }) => opened || (entry.state === 'taken' && bounced === undefined),
  );
  const doubtful = all.filter((standing) => !reached.includes(standing) && !isRefused(standing));
  if (reached.length === 0 && doubtful.length > 0)
    return {
      is: 'unknown',
      reason: '邮件服务器没有说明是否收下邮件 (the mail server did not say whether it took the message)',
    };
  const trouble = [...all.filter(isRefused).map(troubleOf), ...doubtful.map(troubleOf)];
  if (trouble.length > 0 && !wasHandled(said, 'press_undelivered'))
    return { is: 'pending', again: later(ctx), person: undeliveredTask(trouble) };
  const waiting = op === 'update' ? stillToAcknowledge(record, said) : [];
  const since = ctx.now().getTime() - new Date(record.storedAt).getTime();
  if (waiting.length === 0) return { is: 'pending', again: later(ctx) };
  if (since >= ACKNOWLEDGE_WITHIN)
    return { is: 'pending', again: later(ctx), person: acknowledgeTask(waiting) };
  return { is: 'pending', again: new Date(ctx.now().getTime() + ACKNOWLEDGE_WITHIN - since) };
}

async function lookAtRecall(
  record: PackRecord | undefined,
  { key }: PressProbe,
  ctx: PressCtx,
): Promise<Seen> {
  if (!record) return { is: 'absent' };
  const recalled = recalledRecord(record, key);
  if (recalled) return lookAtRecalled(recalled, ctx);
  // A pack of a later release stands there: this one's links show it, and nothing of the old is left.
  return record.state === 'out' && record.key === key ? stillOut(ctx) : { is: 'gone' };
}

async function lookAtRecalled(record: RecalledRecord, ctx: PressCtx): Promise<Seen> {
  if (record.reason === 'expired') return { is: 'gone' };
  const said = readSaid(await ctx.reports(ctx.item.key));
  const all = await standings(record.recipients, 'recall', said, ctx);
  if (all.some(({ entry }) => entry.state === 'none' || entry.state === 'deferred')) return stillOut(ctx);
  const waiting = all.filter(({ recipient }) => !said.acknowledged.has(saidKey(recipient.id, 'recall')));
  if (waiting.length === 0 || wasHandled(said, 'press_recall')) return { is: 'gone' };
  return { is: 'pending', again: later(ctx), person: recallTask(waiting.map(troubleOf), said.pickups) };
}

const stillOut = (ctx: PressCtx): Seen => ({ is: 'live', receipt: receiptOf(ctx, [], undefined) });

function standings(recipients: Recipient[], what: What, said: Said, ctx: PressCtx): Promise<Standing[]> {
  const journal = new Journal(ctx.state, ctx.item.key);
  return Promise.all(
    recipients.map(async (recipient) => ({
      recipient,
      entry: await journal.read(what, recipient.id),
      opened: said.opened.has(saidKey(recipient.id, what)),
      bounced: said.bounced.get(saidKey(recipient.id, what)),
    })),
  );
}

const isRefused = ({ entry, opened, bounced }: Standing): boolean =>
  !opened && (entry.state === 'refused' || bounced !== undefined);

const refusal = (standing: Standing): string => {
  const { name, address, words } = troubleOf(standing);
  return `${name}（${address}）：${words}`;
};

function troubleOf({ recipient: { name, address }, entry, bounced }: Standing): Trouble {
  if (bounced !== undefined) return { name, address, kind: 'bounced', words: bounced };
  if (entry.state === 'refused') return { name, address, kind: 'refused', words: entry.words };
  if (entry.state === 'taken') return { name, address, kind: 'silent', words: '' };
  return { name, address, kind: 'uncertain', words: entry.state === 'uncertain' ? entry.words : '' };
}

const later = (ctx: PressCtx): Date => new Date(ctx.now().getTime() + LOOK_AGAIN);

function receiptOf(
  { item }: PressCtx,
  pickups: Checked[],
  url: string | undefined,
): Receipt & { state: 'done' } {
  const isBreach = ({ at, atKnown }: Checked): boolean => atKnown && at < item.publishAt;
  return {
    state: 'done',
    ref: item.key,
    url,
    data: {
      breach: pickups.some(isBreach),
      pickups: pickups.map((pickup) => ({
        reportedAt: pickup.reportedAt.toISOString(),
        ...(pickup.atKnown ? { at: pickup.at.toISOString() } : {}),
        ...(pickup.url === undefined ? {} : { url: pickup.url }),
        ...(pickup.edition === undefined ? {} : { edition: pickup.edition }),
        ...(pickup.check === undefined ? {} : { check: pickup.check }),
        breach: isBreach(pickup),
      })),
    },
  };
}
