import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import type { forceOn } from '../../src/contract/metadata.js';
import type { AssetRef, Hash } from '../../src/contract/values.js';
import { assetHashOf, parseBody } from './body.js';
import type { SiteDocument } from './document.js';
import { siteFacts } from './facts.js';
import { sizeText } from './media.js';
import { articleTags, columnTags } from './metadata.js';
import type { Page, SiteLinks } from './shell.js';
import { dayText, machineText, minuteText } from '../../src/contract/kit/office-time.js';

/** Where an article's own files are. */
export interface FileLinks {
  picture(asset: AssetRef): string;
  attachment(asset: AssetRef): string;
}

export interface Article {
  document: SiteDocument;
  /** Missing in a preview: the slot says so. */
  published?: Date | undefined;
  /** The page's own absolute address; missing in a preview. */
  url?: string | undefined;
  /** Which version and rendition stand here, for everybody to check. */
  proof?: { version: number; rendition: Hash } | undefined;
  /** Whether it is in force today; missing where nothing is said about that, and in a preview. */
  force?: ReturnType<typeof forceOn>;
  /** What the site puts below the document; nothing in a preview. */
  below?: Element | undefined;
  files: FileLinks;
  /** What it belongs with and is public now; a preview shows all that it names. */
  related: RelatedLink[];
}

export interface RelatedLink {
  title: string;
  permalink: string;
}

const UNPUBLISHED = '发布时自动填入';

/** The page of one notice. */
export function articlePage(article: Article, links: SiteLinks): Page {
  const { document, url, published, files } = article;
  const [picture] = document.pictures;
  const image = picture && url !== undefined ? new URL(files.picture(picture), url).href : undefined;
  return {
    title: document.title,
    head: [
      ...columnTags(document.category, document.office.name),
      ...articleTags(document, { url, image, published }),
      ...proofTags(article),
      ...(url === undefined ? [] : [h('link', { rel: ['canonical'], href: url })]),
    ],
    crumbs: [
      { text: '首页', href: links.home },
      { text: document.category, href: links.list(document.category) },
      { text: '正文' },
    ],
    main: [
      h('article#notice', { className: ['notice'] }, [
        h('header.notice-head', [
          h('h1#title', document.title),
          ...endedMark(article),
          factsOf(article),
          publishedLine(article),
        ]),
        h('div#body', { className: ['prose'] }, bodyNodes(document, files)),
        ...attachmentsOf(document, files),
        ...relatedTo(article),
        h('footer.colophon', [
          h('span', '本文永久网址：'),
          h('a', { href: document.permalink }, document.permalink),
        ]),
      ]),
      ...(article.below ? [article.below] : []),
    ],
  };
}

function proofTags({ proof }: Article): Element[] {
  if (!proof) return [];
  return [
    h('meta', { name: 'notice-version', content: String(proof.version) }),
    h('meta', { name: 'notice-rendition', content: proof.rendition }),
  ];
}

/**
 * The box that heads every disclosed document. Each value can be read back by its `data-field`; the day of publication
 * is the slot's, and has none.
 */
function factsOf({ document, published }: Article): Element {
  const rows = siteFacts(document).map(({ field, label, text, url }) =>
    h('div', [
      h('dt', label),
      h('dd', { dataField: field }, url === undefined ? text : h('a', { href: url }, text)),
    ]),
  );
  const day = h('div', [h('dt', '发布日期'), h('dd', published ? dayText(published) : UNPUBLISHED)]);
  const after = siteFacts(document).findIndex(({ field }) => field === 'docNo' || field === 'validity');
  return h('dl.facts', rows.toSpliced(after < 0 ? rows.length : after, 0, day));
}

/** A document that is not in force any more says so on its page (国办发〔2017〕47号). */
function endedMark({ force, document: { metadata } }: Article): Element[] {
  if (force === 'expired')
    return [h('p.ended', `本文件有效期已于${metadata?.validUntil ?? ''}届满，现已失效。`)];
  if (force === 'abolished') return [h('p.ended', `本文件已于${metadata?.abolished?.on ?? ''}废止。`)];
  return [];
}

function publishedLine({ published, document }: Article): Element {
  const time = published
    ? h('time#published', { dateTime: machineText(published) }, minuteText(published))
    : h('span#published', { className: ['unpublished'] }, UNPUBLISHED);
  return h('p.published', [h('span', ['发布时间：', time]), h('span', `来源：${document.issuer}`)]);
}

/** The approved body with addresses for its pictures, and a box around each table that scrolls by itself. */
function bodyNodes({ body, pictures }: SiteDocument, files: FileLinks): ElementContent[] {
  const tree = parseBody(body);
  addressPictures(tree, pictures, files);
  boxTables(tree);
  return tree.children.filter((node): node is ElementContent => node.type !== 'doctype');
}

function addressPictures(tree: Root, pictures: AssetRef[], files: FileLinks): void {
  visit(tree, 'element', (node) => {
    const picture = node.tagName === 'img' && pictures.find(({ hash }) => hash === assetHashOf(node));
    if (picture) node.properties['src'] = files.picture(picture);
  });
}

function boxTables(tree: Root): void {
  let count = 0;
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'table' || !parent || index === undefined) return undefined;
    count += 1;
    const label = `表格 ${String(count)}，可横向滚动`;
    parent.children[index] = h('div.table-box', { role: 'group', ariaLabel: label, tabIndex: 0 }, [node]);
    return SKIP;
  });
}

function attachmentsOf({ attachments }: SiteDocument, files: FileLinks): Element[] {
  if (attachments.length === 0) return [];
  const items = attachments.map((asset) =>
    h('li', [
      h('a', { href: files.attachment(asset), dataHash: asset.hash }, asset.name),
      h('span.size', sizeText(asset.size)),
    ]),
  );
  return [
    h('section.attachments', { ariaLabelledBy: ['attachments'] }, [
      h('h2#attachments', '附件'),
      h('ol', items),
    ]),
  ];
}

/** It changes with what is public, so that it stands beside what was approved and is no part of the comparison. */
function relatedTo({ related, published }: Article): Element[] {
  if (related.length === 0) return [];
  const items = related.map(({ title, permalink }) => h('li', [h('a', { href: permalink }, title)]));
  return [
    h('section.attachments', { ariaLabelledBy: ['related'] }, [
      h('h2#related', '相关信息'),
      h('ol', items),
      ...(published ? [] : [h('p.size', '对方公开期间才显示')]),
    ]),
  ];
}
