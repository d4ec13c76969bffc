/** One sheet of A4 in ink, to be written on by hand. No data stands in it. */
export const style = `
:root { color-scheme: light; --ink: #1f2328; --quiet: #565b61; --line: #6b7076; }
* { box-sizing: border-box; }
html { background: #fbfaf7; }
body { margin: 0 auto; padding: 32px; max-width: 820px; background: #fff; color: var(--ink);
  font: 14px/1.55 "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 16px; border-bottom: 2px solid var(--ink);
  padding-bottom: 8px; }
h1 { margin: 4px 0 0; font-size: 24px; line-height: 1.3; }
.office { margin: 0; color: var(--quiet); }
.code { flex: none; width: 34mm; text-align: center; }
.code svg { display: block; width: 34mm; height: 34mm; }
.code p { margin: 0; font: 600 12px/1.4 ui-monospace, Consolas, "Noto Sans Mono", monospace; white-space: nowrap; }
.title { margin: 12px 0; font-size: 18px; font-weight: 600; line-height: 1.45; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: 4px 8px; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th { width: 15%; font-weight: 600; }
td p { margin: 0; }
.mono, .short, .hash { font-family: ui-monospace, Consolas, "Noto Sans Mono", monospace; }
.mono { color: var(--quiet); font-size: 12px; }
.short { font-size: 15px; letter-spacing: .06em; }
td .hash { color: var(--quiet); font-size: 11px; word-break: break-all; }
h2 { margin: 12px 0 4px; font-size: 14px; line-height: 1.4; }
.text p { margin: 0; white-space: pre-line; font-size: 13px; }
.findings { margin: 0; padding-left: 0; list-style: none; font-size: 13px; }
.sign { margin-top: 12px; padding: 0 12px 12px; border: 2px solid var(--ink); }
.choice { display: flex; gap: 48px; margin: 4px 0 8px; font-size: 16px; }
.opinion { min-height: 26mm; }
.hand { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; font-size: 16px; }
.hand p { margin: 0; padding-top: 6mm; border-bottom: 1px solid var(--line); }
footer { margin-top: 8px; color: var(--quiet); font-size: 11px; }
footer p { margin: 0; }
@page { size: A4; margin: 12mm 14mm; }
@media print {
  html { background: #fff; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  .sign, header, tr { break-inside: avoid; }
}
@media (max-width: 600px) { body { padding: 16px; } }
`;
