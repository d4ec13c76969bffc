import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { PreviewHtml, Rendition } from '../../src/contract/channel.js';
import type { Hash } from '../../src/contract/values.js';
import { parseBody, withPictures } from './body.js';
import type { PortalDocument } from './document.js';

const style = `
:root { color-scheme: light }
body { margin: 0; background: #f3f4f6; color: #1f2328;
  font: 17px/1.9 "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif }
main { max-width: 860px; margin: 24px auto; padding: 32px 48px 48px; background: #fff }
.note { color: #5b6570; font-size: 14px; margin: 0 0 20px; padding-bottom: 12px; border-bottom: 1px solid #e3e5e8 }
dl { display: grid; grid-template-columns: 7em 1fr; gap: 2px 12px; margin: 0 0 28px; padding: 12px 16px;
  border: 1px solid #d5dbe3; font-size: 15px }
dt { color: #5b6570 } dd { margin: 0; overflow-wrap: anywhere }
h1 { font-size: 28px; line-height: 1.45; text-align: center; margin: 0 0 28px }
h2, h3, h4, h5, h6 { font-size: 18px; margin: 1.4em 0 .4em }
article p { margin: .5em 0 } article img { max-width: 100%; height: auto; display: block; margin: 12px auto }
article table { border-collapse: collapse; width: 100%; font-size: 15px }
article th, article td { border: 1px solid #b9c1cb; padding: 6px 10px; text-align: left }
.files { margin-top: 32px; padding-top: 16px; border-top: 1px solid #e3e5e8; font-size: 15px }
`;

/** What will be handed in, as a plain page: the portal dresses it in its own looks. */
export function previewPage(
  { document }: Rendition<PortalDocument>,
  asset: (hash: Hash) => string,
): PreviewHtml {
  const body = parseBody(withPictures(document.html, asset)).children.filter(
    (node): node is ElementContent => node.type !== 'doctype',
  );
  const files = [...document.attachments, document.word];
  const page = h(null, [
    { type: 'doctype' },
    h('html', { lang: 'zh-CN' }, [
      h('head', [
        h('meta', { charSet: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('title', document.title),
        h('style', style),
      ]),
      h('body', [
        h('main', [
          h('p.note', '报送稿：门户按自己的版式发布，是否采用由门户编辑决定'),
          h(
            'dl',
            document.facts.flatMap(({ label, value }) => [h('dt', label), h('dd', value)]),
          ),
          h('h1', document.title),
          h('article', body),
          h('div.files', [
            h('strong', '随稿文件'),
            h(
              'ul',
              files.map(({ name }) => h('li', name)),
            ),
          ]),
        ]),
      ]),
    ]),
  ]);
  return { html: `${toHtml(page)}\n`, width: 960, height: 1400 };
}
