import type { PreviewHtml, Rendition } from '../../src/contract/channel.js';
import type { Hash } from '../../src/contract/values.js';
import type { WechatDocument } from './document.js';
import { withAddresses } from './places.js';

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);

const sheet = `
  body { margin: 0; background: #ededed; font-family: system-ui, 'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif; }
  main { max-width: 677px; margin: 0 auto; padding: 20px 16px 32px; background: #fff; box-sizing: border-box; }
  h1 { margin: 0 0 14px; font-size: 22px; line-height: 1.4; font-weight: 500; color: #000; }
  .by { margin: 0 0 22px; font-size: 15px; color: #b2b2b2; }
  .by b { font-weight: 400; color: #576b95; }
  .more { margin: 26px 0 0; font-size: 16px; color: #576b95; overflow-wrap: anywhere; }
  .more small { display: block; margin-top: 4px; font-size: 12px; color: #767676; }
  .card { margin: 16px auto 0; max-width: 677px; background: #fff; }
  .card img { display: block; width: 100%; aspect-ratio: 2.35; object-fit: cover; }
  .card div { padding: 12px 16px 16px; }
  .card p { margin: 0; font-size: 16px; line-height: 1.5; color: #1f2328; }
  .card p + p { margin-top: 6px; font-size: 14px; color: #5f6368; }
  .note { max-width: 677px; margin: 0 auto; padding: 14px 16px; box-sizing: border-box; font-size: 13px; line-height: 1.6; color: #6b4a00; background: #fff4da; }
`;

/** The article on a phone, and the card that a shared link becomes. */
export function previewPage(
  { document }: Rendition<WechatDocument>,
  asset: (hash: Hash) => string,
): PreviewHtml {
  const { title, author, digest, source, cover, pictures } = document;
  const content = withAddresses(
    document.content,
    pictures.map(({ hash }) => asset(hash)),
  );
  const html = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${sheet}</style></head><body>
<p class="note" style="margin-top:0">“发布”不会推送给关注者，文章只生成永久链接。</p>
<main><h1>${escape(title)}</h1><p class="by">${escape(author)} <b>公众号</b></p>${content}
<p class="more">阅读原文<small>${escape(source)}</small></p></main>
<section class="card"><img src="${escape(asset(cover.hash))}" alt="封面"><div><p>${escape(title)}</p><p>${escape(digest)}</p></div></section>
</body></html>`;
  return { html, width: 390, height: 844 };
}
