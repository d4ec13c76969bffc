import { escape, page, shortTime } from './page-parts.js';
import type { Platform } from './platform.js';
import type { Published } from './state.js';

const style = `
  .shell { display: grid; grid-template-columns: minmax(0, 1fr) 390px; gap: 40px; max-width: 1120px; margin: 0 auto; padding: 32px 24px 56px; }
  h1 { margin: 0; font-size: 24px; }
  .lead { margin: 6px 0 22px; color: var(--quiet); }
  .nav { display: flex; flex-wrap: wrap; gap: 8px 20px; margin-bottom: 24px; }
  ul { margin: 0; padding: 0; list-style: none; }
  li { display: grid; grid-template-columns: 141px minmax(0, 1fr); gap: 16px; margin-bottom: 12px; padding: 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
  li img { width: 141px; height: 60px; border-radius: 4px; object-fit: cover; background: #eee; }
  li.off img { filter: grayscale(1); opacity: 0.6; }
  li h2 { margin: 0; font-size: 16px; line-height: 1.45; font-weight: 600; }
  li h2 a { color: inherit; text-decoration: none; }
  li h2 a:hover, li h2 a:focus-visible { text-decoration: underline; }
  li p { margin: 4px 0 0; color: var(--quiet); font-size: 14px; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
  .tag { display: inline-block; margin-left: 8px; padding: 0 6px; border: 1px solid currentColor; border-radius: 4px; font-size: 12px; font-weight: 400; color: var(--cinnabar); }
  .empty { padding: 48px 24px; border: 1px dashed var(--line); border-radius: 6px; color: var(--quiet); text-align: center; }
  .device { position: sticky; top: 24px; height: 780px; padding: 12px; border: 1px solid #c9ccd0; border-radius: 34px; background: #16181b; }
  .device iframe { width: 100%; height: 100%; border: 0; border-radius: 24px; background: #fff; }
  .blank { display: flex; align-items: center; justify-content: center; height: 100%; border-radius: 24px; background: #ededed; color: var(--quiet); }
  @media (max-width: 900px) { .shell { grid-template-columns: minmax(0, 1fr); padding: 20px 16px 40px; } .device { display: none; } }
  @media (max-width: 480px) { li { grid-template-columns: minmax(0, 1fr); } li img { width: 100%; height: auto; aspect-ratio: 2.35; } }
`;

/** The account's articles, newest first, the newest of them on a phone. */
export function indexPage({ store }: Platform): string {
  const { account, published, drafts, jobs } = store.state;
  const running = jobs.filter(({ status }) => status === 1).length;
  const first = published.find((one) => isShown(one))?.names[0];
  const phone =
    first === undefined
      ? '<div class="blank">还没有文章</div>'
      : `<iframe src="/s/${first}" title="最新一篇文章在手机上的样子"></iframe>`;
  return page(
    account.nickname,
    style,
    `<div class="shell"><main><h1>${escape(account.nickname)}</h1>
<p class="lead">已发布 ${String(published.filter(isShown).length)} 篇，正在发布 ${String(running)} 篇，草稿箱 ${String(drafts.length)} 篇。“发布”不会推送给关注者，文章只生成永久链接。</p>
<nav class="nav"><a href="/drill">演练控制：故障、配额、账号</a></nav>
${published.length === 0 ? '<p class="empty">还没有文章。在通播中向“微信公众号”目标发布一条信息，它就会出现在这里。</p>' : `<ul>${published.map(row).join('')}</ul>`}
</main><aside class="device" aria-label="手机预览">${phone}</aside></div>`,
  );
}

const isShown = ({ deleted, banned }: Published): boolean => !banned && !deleted.every(Boolean);

function row(published: Published): string {
  const [article] = published.articles;
  const [name = ''] = published.names;
  const off = isShown(published) ? '' : ' class="off"';
  const tag = published.banned
    ? '<span class="tag">已封禁</span>'
    : isShown(published)
      ? ''
      : '<span class="tag">已删除</span>';
  return `<li${off}><img src="/cover/${name}" alt="" loading="lazy"><div><h2><a href="/s/${name}">${escape(article?.title ?? '')}</a>${tag}</h2>
<p>${shortTime(published.at)}&emsp;${escape(article?.digest ?? '')}</p></div></li>`;
}
