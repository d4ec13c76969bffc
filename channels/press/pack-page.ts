import type { Element, ElementContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { h } from 'hastscript';
import type { AssetRef } from '../../src/contract/values.js';
import { differences, type Piece } from './differences.js';
import type { OutletText, PressDocument } from './document.js';
import { acknowledgement, fromLine, pageHtml } from './pages.js';
import { printedLength } from './sentences.js';
import { durationText, momentText } from './times.js';
import type { Embargo } from './words.js';

export interface PackView {
  document: PressDocument;
  embargo: Embargo;
  outlet: string;
  watermark: string;
  drill: boolean;
  /** Where a file is to be had: to be shown, and to be saved. */
  shown: (asset: AssetRef) => string;
  saved: (asset: AssetRef) => string;
  correction?: { before: PressDocument; action: string | undefined; given: Date | undefined } | undefined;
}

/** The pack for one recipient: everything that an outlet needs, under the embargo's banner and its name. */
export function packPage(view: PackView): string {
  const { document, embargo } = view;
  return pageHtml({
    title: `${embargo.active ? '【禁发】' : ''}${document.title}`,
    watermark: view.watermark,
    drill: view.drill,
    body: [
      h('div.banner', { className: embargo.active ? [] : ['free'] }, [h('div.wrap', embargo.words)]),
      h('main.wrap', [
        h('header', [
          fromLine(document.office.name, view.outlet),
          h('h1', document.title),
          factList(document),
        ]),
        ...correction(view),
        ...outletPart(document.outlet, document),
        fullText(document),
        ...pictures(view),
        ...answers(document),
        ...attachments(view),
      ]),
      h('footer.wrap', [
        h('p', '本页只供您本人使用，打开和下载的时间会留下记录，请勿转发。'),
        h('p', [
          '正式文本以发布机关网站为准：',
          // Before the embargo's end nothing stands there yet.
          embargo.active ? document.permalink : h('a', { href: document.permalink }, document.permalink),
        ]),
      ]),
    ],
  });
}

function factList({ issuer, docNo, indexNo, category, expiresAt, contact }: PressDocument): Element {
  const facts: [string, string | undefined][] = [
    ['发布机关', issuer],
    ['文号', docNo],
    ['索引号', indexNo],
    ['信息类别', category],
    ['有效期至', expiresAt === undefined ? undefined : momentText(new Date(expiresAt))],
    ['新闻联系人', contact],
  ];
  return h(
    'dl.facts',
    facts.flatMap(([name, text]) =>
      text === undefined || text === '' ? [] : [h('dt', name), h('dd', text)],
    ),
  );
}

function correction({ document, correction: given }: PackView): Element[] {
  if (!given) return [];
  const changed = differences(given.before, document);
  return [
    h('section.must', [
      h('h2', '更正'),
      h('p', '此前发给您的资料有更正，请以本页为准；已经刊发的，请按规定刊登更正。'),
      ...changed.flatMap(({ part, pieces }) => [h('h3', part), h('p.change', pieces.map(pieceOf))]),
      ...(changed.length === 0 ? [h('p', '文字没有变化，图片或附件有更新。')] : []),
      ...acknowledgement(given.action, '已知悉', given.given),
    ]),
  ];
}

function pieceOf({ kind, text }: Piece): ElementContent {
  switch (kind) {
    case 'gap':
      return { type: 'text', value: '……\n' };
    case 'same':
      return { type: 'text', value: text };
    case 'removed':
      return h('del.removed', text);
    case 'added':
      return h('ins.added', text);
  }
}

const heading = (text: string, count?: string): Element =>
  h('h2', count === undefined ? [text] : [text, h('span.count', count)]);

function outletPart(outlet: OutletText, { paragraphs }: PressDocument): Element[] {
  switch (outlet.kind) {
    case 'newspaper': {
      if (outlet.paragraphs.join('\n') === paragraphs.join('\n')) return [];
      const limit = outlet.limit === undefined ? '' : `，上限 ${String(outlet.limit)} 字`;
      return [
        h('section.prose', [
          heading('报纸用稿', `${String(outlet.characters)} 字${limit}`),
          ...outlet.paragraphs.map((paragraph) => h('p', paragraph)),
        ]),
      ];
    }
    case 'radio':
      return [
        h('section', [
          heading('朗读稿', `约 ${durationText(outlet.seconds)}`),
          h(
            'ol.script',
            outlet.lines.map((line) => h('li', line)),
          ),
        ]),
      ];
    case 'tv':
      return [
        h('section', [
          heading('导语'),
          h('p', outlet.lead),
          ...(outlet.captions.length > 0
            ? [
                heading('字幕清单'),
                h(
                  'ol',
                  outlet.captions.map((caption) => h('li', caption)),
                ),
              ]
            : []),
        ]),
      ];
    case 'magazine':
      return [];
  }
}

/** The document's HTML was cleaned when it was rendered, and holds no pictures. */
const fullText = ({ html, paragraphs }: PressDocument): Element =>
  h('section.prose', [
    heading('全文', `${String(printedLength(paragraphs))} 字`),
    ...fromHtml(html, { fragment: true }).children.filter((node) => node.type !== 'doctype'),
  ]);

function pictures({ document, shown, saved }: PackView): Element[] {
  if (document.pictures.length === 0) return [];
  return [
    h('section', [
      heading('图片', '点击图片说明下的链接下载原图'),
      ...document.pictures.map(({ asset, caption }, index) =>
        h('figure', [
          h('img', {
            src: shown(asset),
            alt: caption,
            width: asset.width,
            height: asset.height,
            loading: 'lazy',
          }),
          h('figcaption', [
            h('div', `图${String(index + 1)}：${caption}`),
            h('div.file', [
              h('a', { href: saved(asset), download: asset.name }, '下载原图'),
              ` ${pictureFacts(asset)}`,
            ]),
          ]),
        ]),
      ),
    ]),
  ];
}

function pictureFacts({ name, width, height, size }: AssetRef): string {
  const pixels =
    width === undefined || height === undefined ? [] : [`${String(width)}×${String(height)} 像素`];
  return [name, ...pixels, sizeText(size)].join('，');
}

function answers({ answers: pairs }: PressDocument): Element[] {
  if (pairs.length === 0) return [];
  return [
    h('section', [
      heading('答记者问', `${String(pairs.length)} 题`),
      h(
        'dl.qa',
        pairs.flatMap(({ question, answer }) => [h('dt', `问：${question}`), h('dd', `答：${answer}`)]),
      ),
    ]),
  ];
}

function attachments({ document, saved }: PackView): Element[] {
  if (document.attachments.length === 0) return [];
  return [
    h('section', [
      heading('附件'),
      h(
        'ul',
        document.attachments.map((asset) =>
          h('li', [
            h('a', { href: saved(asset), download: asset.name }, asset.name),
            h('span.count', sizeText(asset.size)),
          ]),
        ),
      ),
    ]),
  ];
}

/** `12 KB`, `3.4 MB`: a file's size as people read it. */
function sizeText(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  if (bytes < 1024 * 1024) return `${String(Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
