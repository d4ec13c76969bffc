import { escape, longTime, page } from './page-parts.js';
import type { Article } from './state.js';

const style = `
  body { background: #ededed; }
  .phone { max-width: 677px; min-height: 100vh; margin: 0 auto; padding: 24px 20px 40px; background: #fff; }
  h1 { margin: 0 0 14px; font-size: 22px; line-height: 1.4; font-weight: 500; }
  .by { display: flex; flex-wrap: wrap; gap: 4px 12px; margin: 0 0 24px; font-size: 15px; color: #767676; }
  .by b { font-weight: 400; color: #576b95; }
  .content { font-size: 17px; overflow-wrap: anywhere; }
  .content img { max-width: 100%; height: auto; }
  .end { display: flex; justify-content: space-between; align-items: center; gap: 16px; margin-top: 32px; font-size: 15px; color: #767676; }
  .end a { color: #576b95; text-decoration: none; }
  .end a:hover, .end a:focus-visible { text-decoration: underline; }
  .comments { margin-top: 28px; padding: 14px; border-radius: 8px; background: #f7f7f7; color: #767676; font-size: 14px; text-align: center; }
`;

/** A published article as a phone shows it. Its HTML was filtered when it came in. */
export function articlePage(article: Article, { nickname, at }: { nickname: string; at: Date }): string {
  const { title, author, content, content_source_url: source } = article;
  const more = source === '' ? '<span></span>' : `<a href="${escape(source)}">阅读原文</a>`;
  const comments = article.need_open_comment === 1 ? '<p class="comments">留言已打开</p>' : '';
  return page(
    title,
    style,
    `<main class="phone"><h1>${escape(title)}</h1>
<p class="by"><span>${escape(author)}</span><b>${escape(nickname)}</b><time datetime="${at.toISOString()}">${longTime(at)}</time></p>
<div class="content">${content}</div>
<div class="end">${more}<span>阅读 0</span></div>${comments}</main>`,
  );
}

const gone = `
  body { background: #fff; }
  main { max-width: 520px; margin: 18vh auto 0; padding: 0 24px; text-align: center; }
  .mark { width: 64px; height: 64px; margin: 0 auto 24px; border-radius: 50%; background: #fa9d3b; color: #fff; font: bold 40px/64px system-ui, sans-serif; }
  h1 { margin: 0 0 12px; font-size: 20px; font-weight: 500; }
  p { margin: 0; color: #767676; }
`;

/** What stands there when there is no article any more. */
export const removedPage = (title: string, words: string): string =>
  page(title, gone, `<main><div class="mark">!</div><h1>${escape(title)}</h1><p>${escape(words)}</p></main>`);
