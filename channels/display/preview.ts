import QRCode from 'qrcode';
import type { PreviewHtml, Rendition } from '../../src/contract/channel.js';
import {
  escape,
  fullBlockMarkup,
  layoutVariables,
  qrPath,
  slideMarkup,
  tableRoom,
} from '../../src/contract/slide/markup.js';
import {
  estimatePages,
  layoutFor,
  scalesFor,
  usualPanel,
  type Layout,
} from '../../src/contract/slide/panel.js';
import { fullBlocks, type FullBlock, type SlidesV1 } from '../../src/contract/slide/document.js';
import { slideStyle } from '../../src/contract/slide/style.js';

const viewport = { width: 1920, height: 1080 };

/**
 * The first page as a 55-inch panel at four metres shows it, in the player's own markup and style. What does not fit
 * on it follows below, complete, in the same type.
 */
export function previewOf(rendition: Rendition<SlidesV1>, asset: (hash: string) => string): PreviewHtml {
  const { document } = rendition;
  const [scale = 1] = scalesFor(document, usualPanel, viewport);
  const layout = layoutFor(usualPanel, viewport, scale);
  const full = fullBlocks(document);
  const textPages = estimatePages(document, layout);
  const pages = textPages + full.length;
  const frame = {
    priority: 'routine' as const,
    portrait: false,
    tableRoom: tableRoom(layout),
    published: '发布日期在签发后填入',
    page: textPages === 1 ? `1 / ${String(pages)}` : `1 / 约 ${String(pages)}`,
    picture: asset,
    qr: qrPath(QRCode.create(document.permalink, { errorCorrectionLevel: 'M' }).modules),
  };
  const slide = slideMarkup(document, frame);
  const rest =
    (textPages === 1 ? '' : restMarkup(slide, textPages)) +
    full.map((block) => fullPreview(block, asset)).join('');
  return { html: page(document.title, layout, slide + rest), ...viewport };
}

/** The flow of the slide once more, unbroken. */
function restMarkup(slide: string, pages: number): string {
  const start = slide.indexOf('<div class="slide-flow">');
  const end = slide.indexOf('</div></div>\n<footer');
  return `<section class="rest"><h2>全文（上屏时约分 ${String(pages)} 页轮播）</h2>${slide.slice(start, end)}</div></section>`;
}

/** A page that a film or a page of a document fills: the film with its controls, so that the reviewer can watch it. */
function fullPreview(block: FullBlock, asset: (hash: string) => string): string {
  const name =
    block.kind === 'film'
      ? `视频“${block.file}”，${durationText(block.seconds)}${block.captions === undefined ? '，无字幕' : ''}`
      : `“${block.file}”第 ${String(block.page)} 页，共 ${String(block.pages)} 页`;
  const body = fullBlockMarkup(block, asset).replace(' muted autoplay', ' controls preload="metadata"');
  return `<section class="rest"><h2>${escape(name)}（单独占一页）</h2><div class="full">${body}</div></section>`;
}

const durationText = (seconds: number): string =>
  `${String(Math.floor(seconds / 60))} 分 ${String(Math.round(seconds % 60))} 秒`;

function page(title: string, layout: Layout, body: string): string {
  const variables = Object.entries(layoutVariables(layout))
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escape(title)}</title>
<style>:root{${variables}}
html,body{margin:0;background:#FBFAF7}
.still{position:relative;width:var(--width);height:var(--height);overflow:hidden}
.rest{width:var(--width);box-sizing:border-box;padding:var(--margin-y) var(--margin-x);border-top:6px dashed #B9BDBB;
font:var(--body)/1.5 'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;color:#1F2328}
.rest *{box-sizing:border-box}
.rest>h2{font-size:var(--small);color:#4A4F55;font-weight:400;margin:0 0 var(--gap)}
${slideStyle}
.full>*{display:block;max-width:100%;max-height:var(--height);width:auto;height:auto;margin:0 auto}
.rest .slide-flow{position:static;height:auto;column-count:auto}
</style></head><body>${body.replace('<article', '<div class="still"><article').replace('</article>', '</article></div>')}</body></html>`;
}
