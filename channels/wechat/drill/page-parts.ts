/** Text as HTML. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);

const colours = `
  :root { --paper: #fbfaf7; --surface: #fff; --ink: #1f2328; --quiet: #5b6570; --pine: #1e6b5c; --cinnabar: #c8372d;
    --amber: #8a5f00; --amber-paper: #fff4da; --line: #e2e0d9; }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.6 system-ui, 'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif; }
  a { color: var(--pine); text-underline-offset: 3px; }
  .drill { padding: 8px 16px; background: var(--amber-paper); color: var(--amber); text-align: center; font-size: 14px; }
  .drill b { display: inline-block; margin-right: 8px; padding: 0 8px; border: 1px solid currentColor; border-radius: 4px; letter-spacing: 2px; }
`;

/** A whole page under the band that says what it is. */
export function page(title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}（演练）</title><style>${colours}${style}</style></head><body>
<div class="drill"><b>演练</b>这是微信公众平台的演练替身，不是微信；这里的文章没有发布给任何人。</div>
${body}
</body></html>`;
}

const shanghai = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', ...options });
const long = shanghai({ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' });
const short = shanghai({
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

export const longTime = (at: Date): string => long.format(at);
export const shortTime = (at: number): string => short.format(at);
