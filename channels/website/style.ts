import { createHash } from 'node:crypto';
import { layout } from './style-layout.js';
import { prose } from './style-prose.js';

/** Paper, ink, pine and one drop of cinnabar, for daylight and for dark rooms. */
const tokens = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --surface: #fff; --ink: #1f2328; --ink-2: #565b61; --line: #e2dfd7; --line-2: #cfcbc0;
  --pine: #1e6b5c; --pine-soft: #e8f1ee; --cinnabar: #c8372d; --on-cinnabar: #fff;
  --sans: "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", system-ui, sans-serif;
  --serif: "Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", STSong, SimSun, serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --surface: #1d2226; --ink: #e9e6df; --ink-2: #b3b1ab; --line: #30363b; --line-2: #454c52;
    --pine: #5db7a3; --pine-soft: #1c302d; --cinnabar: #f0695e; --on-cinnabar: #15181b;
  }
}
@media (prefers-contrast: more) {
  :root { --ink-2: var(--ink); --line: var(--ink-2); }
}
`;

/** The whole stylesheet; `styleHash` is part of its address, so that it may be kept for ever. */
export const styleText = `${tokens}${layout}${prose}`
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '')
  .join('\n');

export const styleHash = createHash('sha256').update(styleText).digest('hex').slice(0, 16);
