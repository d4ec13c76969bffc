import { dayText } from '../../src/contract/kit/office-time.js';
import { NOTICE_CATEGORY } from '../../src/contract/kit/workdays.js';
import { forceOn } from '../../src/contract/metadata.js';
import type { ObjectionWindow } from '../../src/contract/objection.js';
import type { AssetRef } from '../../src/contract/values.js';
import { digits as digitsOf } from './addresses.js';
import { articlePage, type RelatedLink } from './article-page.js';
import { Recent } from '../../src/contract/kit/recent.js';
import { isPicture, nameEnding, pictureEnding, safeMediaType, saveAs } from './media.js';
import { objectionSection } from './objection-form.js';
import { gonePage } from './plain-pages.js';
import {
  assetPath,
  parseRecord,
  readRecord,
  readRecordBytes,
  type GoneRecord,
  type LiveRecord,
} from './record.js';
import { etagOf, HTML, OWN_FORMS, READER_KEEPS, textAnswer, type Answer } from './respond.js';
import type { Route } from './routes.js';
import type { Visit } from './visit.js';
import { pageHtml } from './shell.js';

type ItemRoute = Extract<Route, { to: 'article' | 'picture' | 'attachment' }>;

const pages = new Recent<Answer>(300);

/** A notice's page, or one of its files. Only what the notice's record names is ever read. */
export async function serveItem(visit: Visit, route: ItemRoute): Promise<Answer | undefined> {
  const bytes = await readRecordBytes(visit.ctx.files, route.slug);
  if (!bytes) return undefined;
  const record = parseRecord(bytes);
  if (record.state === 'gone') return goneAnswer(visit, record);
  if (route.to === 'article') {
    const { site, addresses } = visit;
    // What is in force changes with the day.
    const day = dayText(visit.ctx.now());
    const around = await aroundOf(visit, route.slug, record);
    const facts = [day, addresses.baseUrl, route.slug, JSON.stringify([site, around])];
    return pages.get([etagOf(bytes), ...facts].join('\n'), () =>
      Promise.resolve(articleAnswer(visit, route.slug, record, around)),
    );
  }
  return fileAnswer(visit, route, record);
}

/** What stands on an article's page and changes without its document. */
interface Around {
  related: (RelatedLink & { since: string })[];
  window: ObjectionWindow | undefined;
}

const aroundOf = async (visit: Visit, slug: string, record: LiveRecord): Promise<Around> => ({
  related: await publicOf(visit, record),
  window: await windowOf(visit, slug, record),
});

/** Of what an article names, what this site shows now, under the title that it has now. */
async function publicOf({ ctx }: Visit, { document }: LiveRecord): Promise<Around['related']> {
  const found = await Promise.all(
    (document.related ?? []).map(async ({ slug, permalink }) => {
      const record = await readRecord(ctx.files, slug);
      if (record?.state !== 'live') return [];
      return [{ title: record.document.title, permalink, since: record.storedAt }];
    }),
  );
  return found.flat();
}

/** Until when one may object to it; most notices are none that one objects to. */
export const windowOf = async (
  { ctx }: Visit,
  slug: string,
  { document }: LiveRecord,
): Promise<ObjectionWindow | undefined> =>
  document.category === NOTICE_CATEGORY ? ctx.objections.window(slug) : undefined;

function articleAnswer(visit: Visit, slug: string, record: LiveRecord, { related, window }: Around): Answer {
  const { site, addresses, ctx } = visit;
  const page = articlePage(
    {
      document: record.document,
      published: new Date(record.publishedAt),
      url: addresses.absolute(addresses.article(slug)),
      force: forceOn(record.document.metadata ?? {}, dayText(ctx.now())),
      related,
      proof: { version: record.version, rendition: record.rendition },
      below: window && objectionSection(window, addresses.objection(slug)),
      files: {
        picture: (asset) => addresses.picture(slug, asset),
        attachment: (asset) => addresses.attachment(slug, asset),
      },
    },
    site.links,
  );
  // A notice's window opens, moves and closes without anything being stored anew: only its ETag tells.
  if (window) return textAnswer(200, HTML, pageHtml(site, page), { headers: OWN_FORMS });
  const changes = [record.storedAt, ...related.map(({ since }) => since)].sort();
  return textAnswer(200, HTML, pageHtml(site, page), { lastModified: new Date(changes.at(-1) ?? '') });
}

export function goneAnswer({ site }: Visit, { reason, goneAt }: GoneRecord): Answer {
  return textAnswer(410, HTML, pageHtml(site, gonePage(reason, new Date(goneAt), site.links)));
}

async function fileAnswer(
  { ctx }: Visit,
  { to, slug, digits, ending }: Extract<ItemRoute, { to: 'picture' | 'attachment' }>,
  { document, storedAt }: LiveRecord,
): Promise<Answer | undefined> {
  const offered = to === 'picture' ? document.pictures : document.attachments;
  const asset = offered.find(({ hash }) => digitsOf(hash) === digits);
  if (!asset || ending !== endingOf(to, asset)) return undefined;
  const body = await ctx.files.read(assetPath(slug, asset));
  if (!body) return undefined;
  const inline = to === 'picture' && isPicture(asset.mediaType);
  return {
    status: 200,
    type: inline ? asset.mediaType : safeMediaType(asset.mediaType),
    body,
    etag: `"${digits}"`,
    lastModified: new Date(storedAt),
    cache: READER_KEEPS,
    headers: inline ? {} : { 'content-disposition': saveAs(asset.name) },
  };
}

const endingOf = (to: 'picture' | 'attachment', { name, mediaType }: AssetRef): string =>
  to === 'picture' ? pictureEnding(mediaType) : nameEnding(name);
