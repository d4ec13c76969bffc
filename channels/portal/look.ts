import type { Ctx, Probe, Receipt, Seen } from '../../src/contract/channel.js';
import type { Json, LocalizedText } from '../../src/contract/values.js';
import type { PortalDocument } from './document.js';
import { CARRIES, hasContent, judge, saysTakenDown, type Judgement } from './judge.js';
import type { Page } from './page.js';
import { fetchPage } from './public-page.js';
import type { PortalSettings } from './settings.js';
import type { About } from './tasks.js';

export type PortalProbe = Probe<PortalDocument>;
export type PortalCtx = Ctx<PortalSettings>;

/**
 * What is left of the article at an address where it does not stand as approved: some of its text; nothing, for the page
 * says that it was taken down; nothing, for something else stands there; or nobody can tell, since a log-in, an error of
 * the moment and an empty shell prove nothing.
 */
export type Left = 'some' | 'taken-down' | 'replaced' | 'unclear';

/** What stands at an address, as far as this article is concerned. */
export type Stands =
  | { is: 'ours'; url: string; data: Json }
  | { is: 'gone' }
  /** Something is there, and it is not what was approved. */
  | { is: 'other'; words: LocalizedText; left: Left }
  | { is: 'unsure'; words: LocalizedText };

/** Opens an address on the portal and compares. Changes nothing. */
export async function whatStandsAt(
  address: string,
  document: PortalDocument,
  ctx: PortalCtx,
): Promise<Stands> {
  const fetched = await fetchPage(address, ctx);
  switch (fetched.is) {
    case 'gone':
      return { is: 'gone' };
    case 'elsewhere':
      return { is: 'other', words: fetched.words, left: 'unclear' };
    case 'trouble':
      return { is: 'unsure', words: fetched.words };
    case 'page': {
      const judged = judge(document, fetched.page);
      const { coverage, changed, differences } = judged.comparison;
      if (judged.is === 'ours')
        return {
          is: 'ours',
          url: fetched.url,
          data: { coverage, changed, differences: asJson(differences) },
        };
      return { is: 'other', words: judged.words, left: leftOf(judged, fetched.page) };
    }
  }
}

function leftOf({ kind, comparison }: Judgement & { is: 'other' }, page: Page): Left {
  if (comparison.coverage >= CARRIES) return 'some';
  if (saysTakenDown(page)) return 'taken-down';
  return kind === 'article' && hasContent(page) ? 'replaced' : 'unclear';
}

const asJson = (differences: { approved: string; there?: string | undefined }[]): Json =>
  differences.map(({ approved, there }) => ({ approved, there: there ?? null }));

export function liveAt(url: string | undefined, data: Json, ctx: PortalCtx): Seen {
  return { is: 'live', receipt: { state: 'done', ref: ctx.item.key, url, data } };
}

export const aboutOf = ({ target, settings }: PortalCtx, { rendition }: PortalProbe): About => ({
  portal: target.name,
  document: rendition.document,
  settings,
});

export const noSuchPage: LocalizedText = {
  zh: '网址返回“页面不存在”',
  en: 'The address says that there is no such page',
};

/** Addresses without the unknown ones and repetitions, in their order. */
export const unique = (addresses: (string | undefined)[]): string[] => [
  ...new Set(addresses.filter((address) => address !== undefined)),
];

/** The address at which it was found before. */
export const knownUrl = (receipt: Receipt | undefined): string | undefined =>
  receipt?.state === 'done' ? receipt.url : undefined;

/** An address that has shown the article proves by this that it is gone from there. */
export const isGone = (stands: Stands): boolean =>
  stands.is === 'gone' ||
  (stands.is === 'other' && (stands.left === 'taken-down' || stands.left === 'replaced'));

/** A look at something that changed at `since`: soon at first, then more rarely. */
export function again(since: Date, ctx: Pick<PortalCtx, 'now'>, [least, most]: [number, number]): Date {
  const age = ctx.now().getTime() - since.getTime();
  return new Date(ctx.now().getTime() + Math.min(Math.max(age, least), most));
}

/** For what is live: it still is, it is gone, or nobody can tell. Never pending again. */
export async function patrol(addresses: string[], { rendition }: PortalProbe, ctx: PortalCtx): Promise<Seen> {
  let worst: Seen = { is: 'unknown', reason: '没有已知的网址' };
  for (const address of addresses) {
    const stands = await whatStandsAt(address, rendition.document, ctx);
    if (stands.is === 'ours') return liveAt(stands.url, stands.data, ctx);
    worst = stands.is === 'gone' ? { is: 'gone' } : { is: 'unknown', reason: stands.words.zh };
  }
  return worst;
}
