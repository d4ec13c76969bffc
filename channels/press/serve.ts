import type { TargetCtx } from '../../src/contract/channel.js';
import type { AssetRef } from '../../src/contract/values.js';
import { serveBounce } from './bounce.js';
import { versionWhat, type What } from './journal.js';
import { linkOwner } from './links.js';
import { packPage } from './pack-page.js';
import { missingPage, overtakenPage, recalledPage } from './pages.js';
import { readPack, type OutRecord, type PackRecord, type RecalledRecord, type Recipient } from './record.js';
import { acknowledgedReport, openedReport, readSaid, saidKey } from './reports.js';
import { fileAnswer, notAllowed, page, seeOther } from './respond.js';
import type { PressSettings } from './settings.js';
import { embargoOf } from './words.js';

type Site = TargetCtx<PressSettings>;

/** Somebody at their own link. */
interface Visit {
  ctx: Site;
  who: Recipient;
  record: PackRecord;
  /** The link itself. */
  link: string;
}

/** The recipients' own links, their acknowledgements, and the mail gateway's bounce notices. */
export async function servePress(request: Request, ctx: Site): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const base = new URL(ctx.baseUrl ?? '').pathname;
  if (!pathname.startsWith(`${base}/`)) return page(404, missingPage());
  const [kind, token = '', ...rest] = pathname.slice(base.length + 1).split('/');
  const what = rest.join('/');
  const isPost = request.method === 'POST';
  if (!isPost && request.method !== 'GET' && request.method !== 'HEAD') return notAllowed();
  if (kind === 'bounce' && token === '' && what === '')
    return isPost ? serveBounce(request, ctx) : notAllowed();
  const visit = kind === 'p' ? await visitOf(ctx, token) : undefined;
  if (!visit) return page(404, missingPage());
  if (isPost) return what === 'ack' ? acknowledge(visit, searchParams.get('of') ?? '') : notAllowed();
  if (what === '') return show(visit, request.method === 'GET');
  return (await file(visit, what, searchParams.has('save'))) ?? page(404, missingPage());
}

async function visitOf(ctx: Site, token: string): Promise<Visit | undefined> {
  const owner = await linkOwner(token, ctx.state);
  if (!owner) return undefined;
  const record = await readPack(ctx.files, owner.announcementId);
  const who = record?.recipients.find(({ id }) => id === owner.contactId);
  return record && who && { ctx, who, record, link: `${ctx.baseUrl ?? ''}/p/${token}` };
}

/** What a visitor acknowledges by what stands there now. */
const whatOf = (record: PackRecord): What =>
  record.state === 'recalled' ? 'recall' : versionWhat(record.version);

async function show(visit: Visit, isOpening: boolean): Promise<Response> {
  const { ctx, who, record } = visit;
  const what = whatOf(record);
  if (isOpening) await ctx.wake(record.key, openedReport(record.key, who, what, ctx.now()));
  const asks = record.state === 'recalled' || (record.before !== undefined && who.had);
  const said = asks ? readSaid(await ctx.reports(record.key)) : undefined;
  const given = said?.acknowledged.get(saidKey(who.id, what));
  return record.state === 'recalled'
    ? page(410, recalledHtml(visit, record, given))
    : page(200, packHtml(visit, record, given));
}

const watermarkOf = ({ who, ctx }: Visit): string => `${who.name}\u3000${ctx.target.name}`;

function recalledHtml(visit: Visit, record: RecalledRecord, given: Date | undefined): string {
  const { ctx, link } = visit;
  return recalledPage(record, {
    outlet: ctx.target.name,
    watermark: watermarkOf(visit),
    drill: ctx.settings.drill,
    action: `${link}/ack?of=recall`,
    given,
  });
}

function packHtml(visit: Visit, record: OutRecord, given: Date | undefined): string {
  const { ctx, link, who } = visit;
  const { document, before } = record;
  return packPage({
    document,
    embargo: embargoOf(new Date(record.publishAt), ctx.now()),
    outlet: ctx.target.name,
    watermark: watermarkOf(visit),
    drill: ctx.settings.drill,
    shown: (asset) => `${link}/f/${fileName(asset)}`,
    saved: (asset) => `${link}/f/${fileName(asset)}?save`,
    correction:
      before && who.had
        ? { before: before.document, action: `${link}/ack?of=${versionWhat(record.version)}`, given }
        : undefined,
  });
}

/** `<64 hex digits>.<ending>` */
const fileName = ({ hash, name }: AssetRef): string =>
  `${hash.slice('sha256:'.length)}.${/\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? 'bin'}`;

async function file({ ctx, record }: Visit, path: string, save: boolean): Promise<Response | undefined> {
  const [folder, name, more] = path.split('/');
  if (folder !== 'f' || more !== undefined) return undefined;
  if (record.state === 'recalled') return page(410, missingPage());
  const { pictures, attachments } = record.document;
  const asset = [...pictures.map((picture) => picture.asset), ...attachments].find(
    (one) => fileName(one) === name,
  );
  return asset && fileAnswer(asset, await ctx.blobs.read(asset.hash), save);
}

/** The link is the permission: whoever has it may acknowledge, and only what they were shown. */
async function acknowledge({ ctx, who, record, link }: Visit, of: string): Promise<Response> {
  const what = whatOf(record);
  if (of !== what) return page(409, overtakenPage(link));
  const isAsked =
    record.state === 'recalled' ? record.reason !== 'expired' : record.before !== undefined && who.had;
  if (!isAsked) return page(409, overtakenPage(link));
  await ctx.wake(record.key, acknowledgedReport(record.key, who, what));
  return seeOther(link);
}
