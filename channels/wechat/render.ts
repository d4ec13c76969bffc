import type { RenderKit, Rendition, VersionView } from '../../src/contract/channel.js';
import type { AssetRef, Hash } from '../../src/contract/values.js';
import { articleHtml, bodyText, line, parseBody, type Frame } from './content.js';
import { placeOf } from './places.js';
import { drawCover } from './cover.js';
import type { WechatDocument } from './document.js';
import { WechatExtras } from './extras.js';
import { articlePicture, coverFrom, coverOf, type ArticlePicture } from './pictures.js';
import type { WechatSettings } from './settings.js';
import { picturesIn } from './used.js';

/** Characters, as the platform counts them today (section 3.1). */
export const MAX_TITLE = 32;
export const MAX_AUTHOR = 16;
export const MAX_DIGEST = 120;

/** Freezes a version into the article that will be sent. Deterministic: no clock, no address of ours but the permalink. */
export async function renderArticle(
  version: VersionView,
  settings: WechatSettings,
  kit: RenderKit,
): Promise<Rendition<WechatDocument>> {
  const used = picturesIn(parseBody(version.body), version.pictures);
  const kept = new Map<Hash, AssetRef>();
  for (const [index, picture] of used.entries())
    kept.set(
      picture.hash,
      await keep(await articlePicture(await kit.read(picture.hash)), `picture-${String(index + 1)}`, kit),
    );
  const cover = await keep(await coverPicture(version, used, settings, kit), 'cover', kit);
  const extras = WechatExtras.parse(version.extras);
  const pictures = unique([...kept.values()]);
  const document: WechatDocument = {
    format: 'wechat.v1',
    title: titleOf(version, extras),
    author: authorOf(version, extras, settings),
    digest: line(extras.digest ?? '') || digestOf(version.body),
    content: articleHtml(version.body, frameOf(version), (hash) => {
      const picture = kept.get(hash);
      return picture && placeOf(pictures.findIndex((one) => one.hash === picture.hash));
    }),
    source: markerOf(version),
    comments: { open: extras.needOpenComment, followersOnly: extras.onlyFansCanComment },
    cover,
    pictures,
  };
  return { document, assets: unique([cover, ...pictures]) };
}

export const titleOf = ({ title }: VersionView, extras: WechatExtras): string =>
  line(extras.title ?? '') || line(title);

/** The office's short name where nobody is named, cut to what the platform takes. */
export function authorOf({ office }: VersionView, extras: WechatExtras, settings: WechatSettings): string {
  const author = line(extras.author ?? '') || line(settings.author ?? '') || line(office.shortName);
  return [...author].slice(0, MAX_AUTHOR).join('');
}

/** What stands around the body: what the notice is, and what the article cannot carry itself. */
export function frameOf(version: VersionView): Frame {
  const extras = WechatExtras.safeParse(version.extras);
  const shortened = extras.success && titleOf(version, extras.data) !== line(version.title);
  const facts = [
    ...(shortened ? [line(version.title)] : []),
    `发布机关：${line(version.issuer)}`,
    ...fact('发文字号', version.docNo),
    ...fact('索引号', version.indexNo),
  ];
  return {
    facts,
    attachments: version.attachments.map(({ name }, index) => `${String(index + 1)}. ${line(name)}`),
  };
}

const fact = (label: string, value: string | undefined): string[] =>
  value === undefined || line(value) === '' ? [] : [`${label}：${line(value)}`];

/**
 * The permalink with the version's number: where 阅读原文 leads, and the marker by which a draft or an article is found
 * again, since the platform takes no key of ours (section 3.2).
 */
export function markerOf({ permalink, number }: VersionView): string {
  const url = new URL(permalink);
  url.searchParams.set('v', String(number));
  return url.href;
}

/** The beginning of the text, ended at a sentence where one ends late enough. */
function digestOf(body: string): string {
  const characters = [...line(bodyText(body))];
  if (characters.length <= MAX_DIGEST) return characters.join('');
  const start = characters.slice(0, MAX_DIGEST - 1).join('');
  const sentence = /^.{40,}[。！？；]/su.exec(start)?.[0];
  return sentence ?? `${start}…`;
}

async function coverPicture(
  version: VersionView,
  [first]: AssetRef[],
  settings: WechatSettings,
  kit: RenderKit,
): Promise<ArticlePicture> {
  const cut =
    settings.coverMode === 'auto' && first ? await coverFrom(await kit.read(first.hash)) : undefined;
  if (cut) return cut;
  const extras = WechatExtras.parse(version.extras);
  const text = {
    title: titleOf(version, extras),
    category: line(version.category),
    issuer: line(version.issuer),
    seal: [...line(version.office.shortName)].slice(0, 4).join(''),
  };
  return coverOf(await drawCover(text, kit));
}

const keep = (picture: ArticlePicture, name: string, kit: RenderKit): Promise<AssetRef> =>
  kit.keep({ ...picture, name: `${name}.${picture.mediaType === 'image/png' ? 'png' : 'jpg'}` });

const unique = (assets: AssetRef[]): AssetRef[] => [
  ...new Map(assets.map((asset) => [asset.hash, asset])).values(),
];
