import { z } from 'zod';
import type { Seen } from '../../src/contract/channel.js';
import { PortalApi } from './client.js';
import { classify } from './errors.js';
import {
  aboutOf,
  again,
  isGone,
  knownUrl,
  liveAt,
  noSuchPage,
  patrol,
  unique,
  whatStandsAt,
  type PortalCtx,
  type PortalProbe,
} from './look.js';
import type { Status } from './protocol.js';
import { whatWasSaid, type Said } from './reports.js';
import { pageDiffersTask, recallTask, unreachableTask } from './tasks.js';

const SOON = 20_000;
const QUARTER = 15 * 60_000;
const MINUTE = 60_000;
/** A portal that restarts is nobody's business; one that has been silent for so long is. */
const SILENT = 5 * MINUTE;

/** What an item that was submitted has become: the portal's own answer, and for live the page itself. */
export async function lookByInterface(probe: PortalProbe, ctx: PortalCtx): Promise<Seen> {
  if (probe.op === 'recall') return lookAtRecall(await PortalApi.of(ctx).status(ctx.item.key), probe, ctx);
  const said = await whatWasSaid(ctx);
  const known = unique([knownUrl(probe.receipt), said.url?.text]);
  const shown = known.length === 0 ? undefined : await patrol(known, probe, ctx);
  if (shown?.is === 'live') return shown;
  const wasLive = knownUrl(probe.receipt) !== undefined;
  const status = await asked(probe, ctx);
  if (status !== undefined && 'is' in status) return wasLive ? (shown ?? status) : status;
  if (status === undefined) return shown ?? { is: 'absent' };
  switch (status.state) {
    case 'withdrawn':
      return { is: 'gone' };
    case 'returned':
      return { is: 'failed', reason: `${ctx.target.name}退回：${status.reason ?? '没有说明理由'}` };
    case 'submitted':
      return wasLive && shown ? shown : { is: 'pending', again: later(status, ctx) };
    case 'adopted':
      return lookAtAdopted(status, said, probe, ctx, wasLive ? shown : undefined);
  }
}

/**
 * The portal's answer. While it cannot be had, what the portal took before stays pending; a person is told when it has
 * been silent for five minutes.
 */
async function asked(probe: PortalProbe, ctx: PortalCtx): Promise<Status | Seen | undefined> {
  try {
    const status = await PortalApi.of(ctx).status(ctx.item.key);
    if (await silenceOf(ctx)) await ctx.state.set(SILENCE, null);
    return status;
  } catch (error) {
    const { words } = classify(error);
    if (probe.receipt === undefined || words === undefined) throw error;
    ctx.log.warn({ err: error }, 'the portal could not be asked');
    const isLong = await noteSilence(ctx);
    const person = isLong ? unreachableTask(aboutOf(ctx, probe), words) : undefined;
    return { is: 'pending', person, again: new Date(ctx.now().getTime() + (isLong ? SILENT : MINUTE)) };
  }
}

const SILENCE = 'silence';
/** Since when the target's portal has not answered, whichever item it was asked about, and when that was noted last. */
const Silence = z.object({ since: z.number(), noted: z.number() });

async function silenceOf(ctx: PortalCtx): Promise<z.infer<typeof Silence> | undefined> {
  return Silence.safeParse(await ctx.state.get(SILENCE)).data;
}

/** Whether it has lasted long. Nobody asked for a while: then what was noted before says nothing. */
async function noteSilence(ctx: PortalCtx): Promise<boolean> {
  const now = ctx.now().getTime();
  const before = await silenceOf(ctx);
  const since = before && now - before.noted < 2 * SILENT ? before.since : now;
  await ctx.state.set(SILENCE, { since, noted: now });
  return now - since >= SILENT;
}

const later = (status: Status, ctx: PortalCtx): Date => again(new Date(status.at), ctx, [SOON, QUARTER]);

/**
 * Adopted is the editor's word; live is the page. A person may know a better address than the portal's answer.
 * `before`: what was found at the addresses of an item that has been live.
 */
async function lookAtAdopted(
  status: Status,
  said: Said,
  probe: PortalProbe,
  ctx: PortalCtx,
  before: Seen | undefined,
): Promise<Seen> {
  let wrong: Seen = { is: 'pending', again: later(status, ctx) };
  for (const address of unique([said.url?.text, status.url])) {
    const stands = await whatStandsAt(address, probe.rendition.document, ctx);
    if (stands.is === 'ours') return liveAt(stands.url, stands.data, ctx);
    const words = stands.is === 'gone' ? noSuchPage : stands.words;
    const person = pageDiffersTask(aboutOf(ctx, probe), address, words);
    wrong = { is: 'pending', again: later(status, ctx), person };
  }
  return before ?? wrong;
}

/** Gone is proven by the portal's answer and by every address that it ever had. */
async function lookAtRecall(status: Status | undefined, probe: PortalProbe, ctx: PortalCtx): Promise<Seen> {
  const said = await whatWasSaid(ctx);
  const addresses = unique([status?.url, knownUrl(probe.receipt), said.url?.text]);
  const left = await firstThatStands(addresses, probe, ctx);
  const isOver = status === undefined || status.state === 'withdrawn' || status.state === 'returned';
  if (left === undefined && isOver) return status === undefined ? { is: 'absent' } : { is: 'gone' };
  const asked = status?.withdrawalRequested === true || status?.state === 'withdrawn';
  // Nobody has asked the portal yet, or it has forgotten: the hub asks (again).
  if (!asked && !isOver) return liveAt(left?.address ?? status.url, null, ctx);
  const task = recallTask(aboutOf(ctx, probe), {
    address: left?.address ?? status?.url ?? '',
    asked: said.asked?.at ?? (asked ? new Date(status.at) : undefined),
    found: left?.found,
  });
  const since = said.asked?.at ?? (status ? new Date(status.at) : ctx.now());
  return { is: 'pending', person: task, again: again(since, ctx, [SOON, QUARTER]) };
}

/** The first address at which it still stands, or about which nobody can tell. */
async function firstThatStands(addresses: string[], { rendition }: PortalProbe, ctx: PortalCtx) {
  for (const address of addresses) {
    const stands = await whatStandsAt(address, rendition.document, ctx);
    if (isGone(stands)) continue;
    return { address, found: 'words' in stands ? stands.words : undefined };
  }
  return undefined;
}
