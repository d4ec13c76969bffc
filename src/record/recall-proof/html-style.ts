/** Paper, ink, pine and cinnabar on one column; A4 with page numbers when it is printed. No data stands in it. */
export const style = `
:root { color-scheme: light; --ink: #1f2328; --quiet: #565b61; --pine: #1e6b5c; --cinnabar: #b62f26; --amber: #8a5f00;
  --line: #dcd8ce; --paper: #fbfaf7; }
* { box-sizing: border-box; }
html { background: var(--paper); }
body { margin: 0 auto; padding: 40px 32px 64px; max-width: 940px; color: var(--ink);
  font: 14px/1.6 "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
header { display: grid; grid-template-columns: auto 1fr; column-gap: 16px; align-items: center;
  border-bottom: 2px solid var(--ink); padding-bottom: 16px; }
.mark { width: 48px; height: 48px; border-radius: 6px; background: var(--cinnabar); color: #fff; font-size: 28px;
  line-height: 48px; text-align: center; }
h1 { margin: 0; font-size: 24px; line-height: 1.3; }
.office { margin: 0; color: var(--quiet); }
.title { margin: 20px 0 0; font-size: 18px; font-weight: 600; line-height: 1.5; }
.standing { margin: 16px 0 0; padding: 12px 16px; border: 1px solid; border-left-width: 6px; border-radius: 6px;
  background: #fff; }
.standing strong { display: block; font-size: 18px; line-height: 1.4; }
.standing p { margin: 4px 0 0; }
.finished { border-color: var(--pine); }
.finished strong { color: var(--pine); }
.open, .waiting, .refused { border-color: var(--cinnabar); }
.open strong, .waiting strong, .refused strong { color: var(--cinnabar); }
h2 { margin: 32px 0 8px; font-size: 16px; line-height: 1.4; }
.alarm-section h2 { color: var(--cinnabar); }
section > p { margin: 0 0 8px; color: var(--quiet); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; background: #fff; border: 1px solid var(--line); }
th, td { padding: 7px 10px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: #f2efe8; font-weight: 600; }
tbody th { width: 22%; font-weight: 600; background: #f8f6f1; }
.alarm-section table { border: 2px solid var(--cinnabar); }
td p { margin: 0; white-space: pre-line; }
[lang=en] { color: var(--quiet); font-size: 12px; font-weight: 400; }
.quiet { color: var(--quiet); }
.good { color: var(--pine); font-weight: 600; }
.waiting-line { color: var(--amber); }
.alarm { color: var(--cinnabar); font-weight: 600; }
.code { font-family: ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace; font-size: 12px; word-break: break-all; }
a { color: var(--pine); }
footer { margin-top: 32px; }
@page { size: A4; margin: 16mm 14mm 18mm;
  @bottom-left { content: "时间均为北京时间（UTC+08:00）"; font: 8pt "PingFang SC", "Noto Sans SC", sans-serif; color: #565b61; }
  @bottom-right { content: "第 " counter(page) " / " counter(pages) " 页"; font: 8pt "PingFang SC", "Noto Sans SC", sans-serif;
    color: #565b61; } }
@media print {
  html { background: #fff; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  .mark, .standing, table, th, td { print-color-adjust: exact; }
  h2 { break-after: avoid; }
  section > p { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  [lang=en], .code { font-size: 8pt; }
}
@media (max-width: 600px) { body { padding: 20px 16px 40px; } }
`;
