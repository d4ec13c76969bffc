import type { Ctx, Probe, Seen } from '../../src/contract/channel.js';
import { Addresses } from './addresses.js';
import { PublicSite } from './client.js';
import { differences, readPage, slotIsRight, type ReadPage } from './compare.js';
import { articleUrl } from './deliver.js';
import type { SiteDocument } from './document.js';
import { assetFolder, readRecord } from './record.js';
import type { SiteSettings } from './settings.js';

type SiteProbe = Probe<SiteDocument>;
type SiteCtx = Ctx<SiteSettings>;

/**
 * Reads the public page back and says what stands there.
 * 200 with the approved content, the release's time and all files: live. 410: gone. 404, or an older version of the
 * notice: absent, because a version appears in one atomic write. Anything else (a newer version, changed content,
 * a wrong time, a missing picture, a redirect, a server's error): unknown with the reason, for a person to look at.
 */
export async function look(probe: SiteProbe, ctx: SiteCtx): Promise<Seen> {
  const url = articleUrl(ctx);
  const site = new PublicSite(ctx.http);
  const answer = await site.page(url);
  if (answer.status === 404) return { is: 'absent' };
  if (answer.status !== 200 && answer.status !== 410)
    return unknown(`the page answered ${String(answer.status)}`);
  if (probe.op === 'recall')
    return (await isAllGone(answer.status, probe, ctx, site)) ? { is: 'gone' } : live(ctx);
  if (answer.status === 410) return goneOrAbsent(probe, ctx);
  const page = readPage(answer.text(), new URL(url).pathname);
  if (!page) return unknown('the page is no article of this site');
  const changed = differences(page, probe.rendition.document);
  if (changed.length > 0) return otherContent(page, changed, ctx);
  if (!slotIsRight(page, ctx.item.publishAt))
    return unknown(`the page gives ${page.published.text || 'nothing'} as its publication time`);
  const missing = await missingFile(probe, ctx, site);
  return missing === undefined ? live(ctx) : unknown(`${missing} cannot be fetched`);
}

const unknown = (reason: string): Seen => ({ is: 'unknown', reason });

function live(ctx: SiteCtx): Seen {
  const { renditionHash, slug } = ctx.item;
  const receipt = {
    state: 'done',
    ref: slug,
    url: articleUrl(ctx),
    data: { rendition: renditionHash },
  } as const;
  return { is: 'live', receipt };
}

/** A recall is proven by the tombstone, by every file's absence, and by an empty folder behind them. */
async function isAllGone(status: number, probe: SiteProbe, ctx: SiteCtx, site: PublicSite): Promise<boolean> {
  if (status !== 410) return false;
  for (const url of fileUrls(probe, ctx)) if (!(await site.isFileGone(url))) return false;
  return (await ctx.files.list(assetFolder(ctx.item.slug))).length === 0;
}

/** The tombstone may be that of an earlier delivery; then this one is not there yet. */
async function goneOrAbsent(probe: SiteProbe, ctx: SiteCtx): Promise<Seen> {
  const record = await readRecord(ctx.files, ctx.item.slug);
  const otherTombstone = record?.state === 'gone' && !record.past.includes(probe.key);
  return otherTombstone ? { is: 'absent' } : { is: 'gone' };
}

function otherContent({ version }: ReadPage, changed: string[], { item }: SiteCtx): Seen {
  if (version !== undefined && version < item.versionNumber) return { is: 'absent' };
  if (version !== undefined && version > item.versionNumber)
    return unknown(`version ${String(version)} stands there, newer than ${String(item.versionNumber)}`);
  return unknown(`the page differs from what was approved: ${changed.join(', ')}`);
}

async function missingFile(probe: SiteProbe, ctx: SiteCtx, site: PublicSite): Promise<string | undefined> {
  const { pictures, attachments } = probe.rendition.document;
  const sizes = [...pictures, ...attachments].map(({ size }) => size);
  for (const [index, url] of fileUrls(probe, ctx).entries())
    if (!(await site.hasFile(url, sizes[index] ?? 0))) return url;
  return undefined;
}

/** Pictures first, then attachments, in the document's order. */
function fileUrls({ rendition }: SiteProbe, { baseUrl = '', item }: SiteCtx): string[] {
  const addresses = new Addresses(baseUrl);
  const { pictures, attachments } = rendition.document;
  return [
    ...pictures.map((asset) => addresses.picture(item.slug, asset)),
    ...attachments.map((asset) => addresses.attachment(item.slug, asset)),
  ].map((path) => addresses.absolute(path));
}
