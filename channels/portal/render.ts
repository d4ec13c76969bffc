import type { Rendition, RenderKit, VersionView } from '../../src/contract/channel.js';
import type { AssetRef } from '../../src/contract/values.js';
import { Recent } from '../../src/contract/kit/recent.js';
import { altOf, assetHashOf, cleanHtml, line, parseBody, pasteText, picturesOf, textLines } from './body.js';
import type { PortalDocument } from './document.js';
import { factsOf } from './facts.js';
import { PortalExtras } from './settings.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The same content goes to several portals, and to each preview. */
const files = new Recent<Uint8Array>(16);

/** Freezes a version into what any portal gets, whether a person carries it or an interface. */
export async function renderDocument(
  version: VersionView,
  kit: RenderKit,
): Promise<Rendition<PortalDocument>> {
  const extras = PortalExtras.parse(version.extras);
  const html = cleanHtml(version.body, version.pictures);
  const content: Omit<PortalDocument, 'word'> = {
    format: 'portal.v1',
    title: line(version.title),
    html,
    text: pasteText(html),
    facts: factsOf(version, textLines(html)),
    ...(extras.column === undefined ? {} : { column: extras.column }),
    ...(version.expiresAt === undefined ? {} : { expiresAt: version.expiresAt }),
    permalink: version.permalink,
    office: { name: version.office.name, shortName: version.office.shortName },
    pictures: shownPictures(html, version.pictures),
    attachments: version.attachments.map(reference),
  };
  const bytes = await files.get(JSON.stringify(content), async () => {
    // The library behind it is large, and a start of the hub should not wait for it.
    const { wordFile } = await import('./word.js');
    return wordFile(content, kit);
  });
  const word = reference(await kit.keep({ name: `${fileName(content.title)}.docx`, mediaType: WORD, bytes }));
  const document = { ...content, word };
  return { document, assets: unique([...document.pictures.map(reference), ...document.attachments, word]) };
}

/** Each picture once, where it first stands, with the words that stand for it. */
function shownPictures(html: string, pictures: AssetRef[]): PortalDocument['pictures'] {
  const shown = new Map<string, PortalDocument['pictures'][number]>();
  for (const element of picturesOf(parseBody(html))) {
    const picture = pictures.find(({ hash }) => hash === assetHashOf(element));
    if (picture && !shown.has(picture.hash))
      shown.set(picture.hash, { ...reference(picture), alt: altOf(element) });
  }
  return [...shown.values()];
}

/** Only what an asset's reference consists of. */
function reference({ hash, name, mediaType, size, width, height }: AssetRef): AssetRef {
  return { hash, name, mediaType, size, ...(width && height ? { width, height } : {}) };
}

const unique = (assets: AssetRef[]): AssetRef[] => [
  ...new Map(assets.map((asset) => [asset.hash, asset])).values(),
];

/** A title as every system takes it for a file's name. */
export const fileName = (title: string): string =>
  [
    ...title
      .replace(/[\\/:*?"<>|]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ]
    .slice(0, 60)
    .join('') || '信息';
