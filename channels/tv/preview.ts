import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { PreviewHtml, Rendition } from '../../src/contract/channel.js';
import type { Hash } from '../../src/contract/values.js';
import type { TvDocument } from './document.js';
import { colours, frame } from './layout/area.js';
import { MISSING_SIGN } from './plain.js';

const style = `
body { margin: 0; background: #2a2f34; color: #fff; font: 30px/1.6 "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
img { display: block; width: ${String(frame.width)}px; height: ${String(frame.height)}px; background: ${colours.paper}; }
p { margin: 0; padding: 16px 96px 40px; }
.crawl { background: #15181b; padding: 20px 96px; }
.note { background: #fff4da; color: #5c3f00; padding: 24px 96px; }
`;

/** The very pictures that go on air, one under the other, and the line of the crawl. */
export function previewTv({ document }: Rendition<TvDocument>, asset: (hash: Hash) => string): PreviewHtml {
  const { pages, title, crawl, missing } = document;
  const shown = pages.flatMap(({ picture, seconds, text }, index) => [
    h('img', { src: asset(picture.hash), alt: text === '' ? title : text, ...frame }),
    h('p', `第 ${String(index + 1)} 页，共 ${String(pages.length)} 页 · 停留 ${String(seconds)} 秒`),
  ]);
  const note =
    missing.length === 0
      ? []
      : [h('p.note', `字库中没有这些字，画面上以“${MISSING_SIGN}”代替：${missing.join(' ')}`)];
  const root = h('html', { lang: 'zh-CN' }, [
    h('head', [h('meta', { charSet: 'utf-8' }), h('title', title), h('style', style)]),
    h('body', [...note, ...shown, h('p.crawl', `滚动字幕：${crawl}`)]),
  ]);
  return { html: `<!doctype html>\n${toHtml(root)}\n`, ...frame };
}
