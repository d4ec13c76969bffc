import type { Seen } from '../../src/contract/channel.js';
import {
  aboutOf,
  again,
  knownUrl,
  liveAt,
  noSuchPage,
  patrol,
  unique,
  whatStandsAt,
  type PortalCtx,
  type PortalProbe,
} from './look.js';
import { whatWasSaid, type Said } from './reports.js';
import { handoffTask, recallTask, stopTask } from './tasks.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What an item that people carry over has become. Only a page that was opened and compared is live. */
export async function lookByHand(probe: PortalProbe, ctx: PortalCtx): Promise<Seen> {
  const said = await whatWasSaid(ctx);
  if (probe.op === 'recall') return lookAtRecall(probe, ctx, said);
  const known = knownUrl(probe.receipt);
  if (known !== undefined) return patrol(unique([known, said.url?.text]), probe, ctx);
  // Nobody was asked to carry it over yet.
  if (probe.receipt === undefined && said.url === undefined) return { is: 'absent' };
  const about = aboutOf(ctx, probe);
  if (said.url === undefined)
    return { is: 'pending', person: handoffTask(about), again: new Date(ctx.now().getTime() + DAY) };
  const { text: address, at } = said.url;
  const stands = await whatStandsAt(address, probe.rendition.document, ctx);
  if (stands.is === 'ours') return liveAt(stands.url, stands.data, ctx);
  const words = stands.is === 'gone' ? noSuchPage : stands.words;
  return {
    is: 'pending',
    person: handoffTask(about, { address, words }),
    again: again(at, ctx, [MINUTE, 60 * MINUTE]),
  };
}

/** Gone is what was never handed in, what the editor confirms never came out, and what is proven to be gone. */
async function lookAtRecall(probe: PortalProbe, ctx: PortalCtx, said: Said): Promise<Seen> {
  const about = aboutOf(ctx, probe);
  const addresses = unique([knownUrl(probe.receipt), said.url?.text]);
  if (addresses.length === 0) {
    if (!said.handedIn || said.neverOnline) return { is: 'gone' };
    return { is: 'pending', person: stopTask(about, said.asked?.at), again: tomorrow(ctx) };
  }
  for (const address of addresses) {
    const stands = await whatStandsAt(address, probe.rendition.document, ctx);
    if (stands.is === 'gone' || (stands.is === 'other' && stands.provesGone)) continue;
    // An address that never belonged to the portal never showed it.
    if (stands.is === 'other' && address !== knownUrl(probe.receipt) && !stands.carries) continue;
    const found = stands.is === 'ours' ? undefined : stands.words;
    const person = recallTask(about, { address, asked: said.asked?.at, found });
    return {
      is: 'pending',
      person,
      again: again(said.asked?.at ?? ctx.now(), ctx, [5 * MINUTE, 60 * MINUTE]),
    };
  }
  return { is: 'gone' };
}

const tomorrow = (ctx: PortalCtx): Date => new Date(ctx.now().getTime() + DAY);
