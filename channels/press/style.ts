import { createHash } from 'node:crypto';

/** Paper, ink, pine, amber for what waits, cinnabar for the seal and for what is taken back. */
const style = `
:root {
  color-scheme: light;
  --paper: #fbfaf7; --surface: #fff; --ink: #1f2328; --ink-2: #565b61; --line: #e2dfd7;
  --pine: #1e6b5c; --pine-soft: #e8f1ee; --cinnabar: #c8372d; --amber: #6b4a00; --amber-soft: #fff4da;
  --sans: "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", system-ui, sans-serif;
  --serif: "Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", STSong, SimSun, serif;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { position: relative; min-height: 100vh; margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.8 var(--sans); overflow-wrap: anywhere; line-break: strict; }
a { color: var(--pine); text-underline-offset: .22em; }
:focus-visible { outline: 2px solid var(--pine); outline-offset: 3px; border-radius: 3px; }
.wrap { max-width: 860px; margin-inline: auto; padding-inline: 24px; }
.banner { position: sticky; top: 0; z-index: 2; background: var(--amber-soft); color: var(--amber); border-bottom: 1px solid #e6cf94; font-weight: 700; }
.banner .wrap { padding-block: 12px; }
.banner.free { background: var(--pine-soft); color: var(--pine); border-color: #b9d3cc; }
.banner.gone { background: var(--cinnabar); color: #fff; border-color: var(--cinnabar); }
.drill { background: var(--ink); color: #fff; text-align: center; letter-spacing: .3em; padding: 4px; }
header { padding-block: 28px 8px; }
.from { display: flex; align-items: center; gap: 12px; color: var(--ink-2); font-size: 14px; }
.seal { flex: none; display: grid; place-items: center; width: 36px; height: 36px; border-radius: 6px; background: var(--cinnabar); color: #fff; font: 700 21px/1 var(--serif); }
h1 { margin: 16px 0 12px; font: 700 30px/1.4 var(--serif); }
h2 { margin: 0 0 16px; font: 700 20px/1.5 var(--serif); }
h3, h4, h5, h6 { margin: 1.4em 0 .5em; font-size: 17px; line-height: 1.6; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 20px; margin: 0; font-size: 14px; }
.facts dt { color: var(--ink-2); }
.facts dd { margin: 0; }
section { margin-block: 20px; padding: 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.count { margin-left: 10px; font: 400 14px/1.5 var(--sans); color: var(--ink-2); font-variant-numeric: tabular-nums; }
.prose p { margin: 0 0 .9em; }
.script { margin: 0; padding-left: 2.4em; font-size: 19px; line-height: 2; }
.script li::marker { font-size: 13px; color: var(--ink-2); }
table { border-collapse: collapse; width: 100%; font-size: 15px; }
th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: left; vertical-align: top; }
figure { margin: 0 0 24px; }
figure img { display: block; max-width: 100%; max-height: 520px; width: auto; height: auto; border: 1px solid var(--line); }
figcaption { margin-top: 8px; }
.file { font-size: 14px; color: var(--ink-2); font-variant-numeric: tabular-nums; }
.qa dt { margin-top: 16px; font-weight: 700; }
.qa dd { margin: 4px 0 0; white-space: pre-line; }
.change { white-space: pre-line; }
.change .removed { color: var(--cinnabar); text-decoration: line-through; }
.change .added { color: var(--pine); background: var(--pine-soft); text-decoration: underline; }
.must { border: 2px solid var(--amber); }
.must > p:first-child { margin-top: 0; }
button { min-height: 44px; padding: 8px 28px; border: 0; border-radius: 6px; background: var(--pine); color: #fff; font: 700 16px/1.5 var(--sans); cursor: pointer; }
.done { color: var(--pine); font-weight: 700; }
footer { padding-block: 8px 40px; color: var(--ink-2); font-size: 14px; }
.watermark { position: absolute; inset: 0; width: 100%; height: 100%; overflow: hidden; z-index: 3; pointer-events: none; }
.watermark text { fill: #1f2328; fill-opacity: .09; font: 700 22px var(--sans); }
@media (max-width: 600px) {
  .wrap { padding-inline: 16px; }
  h1 { font-size: 24px; }
  section { padding: 18px 16px; }
}
@media print {
  body { background: none; font-size: 11pt; }
  .banner { position: static; }
  section { border: 0; padding: 0; break-inside: auto; }
  figure { break-inside: avoid; }
  button { display: none; }
  .watermark text { fill-opacity: .14; }
}
`;

/** One page's whole style, and its name for the policy that allows no other. */
export const styleText = style.trim();
export const stylePolicy = `'sha256-${createHash('sha256').update(styleText).digest('base64')}'`;
