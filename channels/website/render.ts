import { PUBLISHED_SLOT, type Rendition, type VersionView } from '../../src/contract/channel.js';
import type { Metadata } from '../../src/contract/metadata.js';
import type { AssetRef } from '../../src/contract/values.js';
import { bindPictures, bodyText, cleanBody, parseBody } from './body.js';
import type { SiteDocument } from './document.js';
import { markNoticeForm } from './notice-form.js';

const SUMMARY_LENGTH = 120;
/** Control characters but tab and line ends, non-characters, halves of surrogate pairs. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;

/** Freezes a version into the site's canonical document. Deterministic: no clock, no settings, no addresses of ours. */
export function renderDocument(version: VersionView): Rendition<SiteDocument> {
  const body = cleanBody(plain(version.body), (tree) => {
    bindPictures(tree, version.pictures);
    markNoticeForm(tree, version.issuer);
  });
  const pictures = version.pictures.filter(({ hash }) => body.includes(hash));
  const document: SiteDocument = {
    format: 'site.v1',
    title: line(version.title),
    body,
    summary: summaryOf(body),
    category: line(version.category),
    issuer: line(version.issuer),
    ...optional('docNo', version.docNo),
    ...optional('indexNo', version.indexNo),
    ...optional('expiresAt', version.expiresAt),
    ...(version.metadata === undefined ? {} : { metadata: plainMetadata(version.metadata) }),
    ...(version.related === undefined || version.related.length === 0
      ? {}
      : {
          related: version.related.map(({ slug, title, permalink }) => ({
            slug,
            title: line(title),
            permalink,
          })),
        }),
    publishedAt: PUBLISHED_SLOT,
    permalink: version.permalink,
    office: { name: version.office.name, shortName: version.office.shortName },
    pictures: pictures.map(reference),
    attachments: version.attachments.map(reference),
  };
  return { document, assets: unique([...document.pictures, ...document.attachments]) };
}

/** Text without the slot's mark and without characters that neither HTML nor XML can carry. */
export const plain = (text: string): string => text.replaceAll(PUBLISHED_SLOT, '').replace(UNPRINTABLE, '');

const line = (text: string): string => plain(text).replace(/\s+/gu, ' ').trim();

/** Its texts as lines, as those of the other fields are. */
function plainMetadata({ topic, keywords, basis, abolished, ...days }: Metadata): Metadata {
  const by = abolished?.by;
  return {
    ...days,
    ...optional('topic', topic),
    ...(keywords && { keywords: keywords.map(line) }),
    ...(basis && { basis: { ...basis, text: line(basis.text) } }),
    ...(abolished && { abolished: { on: abolished.on, ...optional('by', by) } }),
  };
}

function optional<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined || value.trim() === '' ? {} : ({ [name]: line(value) } as Record<K, string>);
}

function summaryOf(body: string): string {
  const characters = [...line(bodyText(parseBody(body)))];
  return characters.length <= SUMMARY_LENGTH
    ? characters.join('')
    : `${characters.slice(0, SUMMARY_LENGTH - 1).join('')}…`;
}

/** Only the members that the contract knows, so that a document does not depend on who wrote the reference. */
function reference({ hash, name, mediaType, size, width, height }: AssetRef): AssetRef {
  const pixels = width !== undefined && height !== undefined ? { width, height } : {};
  return { hash, name: line(name), mediaType, size, ...pixels };
}

const unique = (assets: AssetRef[]): AssetRef[] => [
  ...new Map(assets.map((asset) => [asset.hash, asset])).values(),
];
