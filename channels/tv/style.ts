import { createHash } from 'node:crypto';

/** Paper, ink, pine and one drop of cinnabar, for daylight and for dark rooms. */
export const styleText = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --surface: #fff; --ink: #1f2328; --ink-2: #565b61; --line: #cfcbc0;
  --pine: #1e6b5c; --pine-soft: #e8f1ee; --cinnabar: #c8372d; --on-cinnabar: #fff;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181b; --surface: #1d2226; --ink: #e9e6df; --ink-2: #b3b1ab; --line: #454c52; --pine: #5db7a3; --pine-soft: #1c302d; --cinnabar: #f0695e; --on-cinnabar: #15181b; }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.7 "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif; overflow-wrap: anywhere; line-break: strict; }
a { color: var(--pine); text-underline-offset: .22em; }
:focus-visible { outline: 2px solid var(--pine); outline-offset: 3px; border-radius: 3px; }
.wrap { max-width: 1200px; margin-inline: auto; padding-inline: 32px; }
header.top { background: var(--surface); border-top: 4px solid var(--pine); border-bottom: 1px solid var(--line); }
header.top .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 24px; padding-block: 18px; }
.seal { flex: none; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 6px; background: var(--cinnabar); color: var(--on-cinnabar); font: 700 26px/1 "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
header.top h1 { margin: 0; font-size: 21px; line-height: 1.4; flex: 1 1 320px; }
.feeds { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none; }
.feeds a { display: block; padding: 7px 14px; min-height: 44px; line-height: 30px; border: 1px solid var(--line); border-radius: 6px; text-decoration: none; background: var(--surface); }
.feeds a:hover { background: var(--pine-soft); }
main { padding-block: 24px 64px; }
.crawl { margin: 0 0 32px; padding: 16px 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.crawl h2 { margin: 0 0 4px; font-size: 15px; color: var(--ink-2); font-weight: 600; }
.crawl ul { margin: 0; padding: 0; list-style: none; }
.crawl li { padding-block: 4px; }
.crawl li + li { border-top: 1px solid var(--line); }
.notice { margin-block: 0 40px; }
.notice h2 { margin: 0; font-size: 19px; line-height: 1.5; }
.facts { display: flex; flex-wrap: wrap; gap: 0 16px; margin: 2px 0 12px; color: var(--ink-2); font-size: 14px; font-variant-numeric: tabular-nums; }
.facts .urgent { color: var(--cinnabar); font-weight: 600; }
.pages { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 360px), 1fr)); gap: 16px; margin: 0; padding: 0; list-style: none; }
.pages img { display: block; width: 100%; height: auto; aspect-ratio: 16 / 9; border: 1px solid var(--line); border-radius: 6px; background: #fbfaf7; }
.pages p { margin: 4px 0 0; font-size: 14px; color: var(--ink-2); font-variant-numeric: tabular-nums; }
.single .pages { grid-template-columns: 1fr; gap: 24px; }
.plain { max-width: 640px; margin: 48px auto; padding: 32px 40px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.plain h2 { margin: 0 0 8px; }
.empty { padding: 48px 0; text-align: center; color: var(--ink-2); }
@media (max-width: 640px) { .wrap { padding-inline: 20px; } .crawl { padding: 12px 16px; } .plain { padding: 24px 20px; } }
`
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '')
  .join('\n');

/** Part of the stylesheet's address, so that it may be kept for ever. */
export const styleHash = createHash('sha256').update(styleText).digest('hex').slice(0, 16);
