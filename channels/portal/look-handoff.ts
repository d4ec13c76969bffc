import type { Seen } from '../../src/contract/channel.js';
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
import { portalAddress } from './public-page.js';
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
  const known = knownUrl(probe.receipt);
  let isProven = said.neverOnline;
  for (const address of unique([known, said.url?.text])) {
    const stands = await whatStandsAt(address, probe.rendition.document, ctx);
    const isOthers = stands.is === 'other' && stands.left === 'replaced' && address !== known;
    if (isGone(stands) && !isOthers) isProven = true;
    // It never was the article's address: no proof, and nothing to wait for.
    if (isGone(stands) || isForeign(address, ctx)) continue;
    const found = 'words' in stands ? stands.words : undefined;
    const person = recallTask(about, { address, asked: said.asked?.at, found });
    return {
      is: 'pending',
      person,
      again: again(said.asked?.at ?? ctx.now(), ctx, [5 * MINUTE, 60 * MINUTE]),
    };
  }
  const wasHandedIn = known !== undefined || said.url !== undefined || said.handedIn;
  if (isProven || !wasHandedIn) return { is: 'gone' };
  return { is: 'pending', person: stopTask(about, said.asked?.at), again: tomorrow(ctx) };
}

const isForeign = (address: string, { settings }: PortalCtx): boolean =>
  !(portalAddress(address, settings.origins) instanceof URL);

const tomorrow = (ctx: PortalCtx): Date => new Date(ctx.now().getTime() + DAY);
