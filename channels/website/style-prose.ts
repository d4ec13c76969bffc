/** One notice: its head, its text, its files. */
export const prose = `
.notice { max-width: 860px; margin-inline: auto; padding: 48px 64px 40px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.notice h1 { margin: 0 0 28px; text-align: center; text-wrap: balance; font: 700 30px/1.45 var(--serif); letter-spacing: .02em; }
.facts { display: grid; grid-template-columns: 1fr 1fr; margin: 0; border-top: 1px solid var(--line-2); border-left: 1px solid var(--line-2); font-size: 15px; line-height: 1.6; }
.facts div { display: grid; grid-template-columns: 6em minmax(0, 1fr); border-right: 1px solid var(--line-2); border-bottom: 1px solid var(--line-2); }
.facts div:last-child:nth-child(odd) { grid-column: 1 / -1; }
.facts dt { padding: 8px 12px; color: var(--ink-2); background: var(--paper); border-right: 1px solid var(--line-2); }
.facts dd { margin: 0; padding: 8px 12px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.ended { margin: 0 0 14px; padding: 10px 14px; border-left: 4px solid var(--cinnabar); background: var(--paper); font-weight: 600; }
.published { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 28px; margin: 20px 0 0; padding-bottom: 20px; border-bottom: 1px solid var(--line); font-size: 14px; color: var(--ink-2); font-variant-numeric: tabular-nums; }
.unpublished { font-style: normal; border-bottom: 1px dashed var(--line-2); }

.prose { margin-top: 28px; font-size: 18px; line-height: 1.8; }
.prose > :first-child { margin-top: 0; }
.prose p { margin: 0 0 .75em; text-indent: 2em; text-indent: 2em each-line; }
.prose .addressee { text-indent: 0; }
.prose .signature { text-align: right; text-indent: 0; margin-bottom: 0; padding-right: 2em; }
.prose :not(.signature) + .signature { margin-top: 2em; }
.prose p:has(> img:only-child) { text-indent: 0; text-align: center; }
.prose h2, .prose h3, .prose h4, .prose h5, .prose h6 { margin: 1.6em 0 .6em; line-height: 1.5; text-wrap: balance; }
.prose h2 { font-size: 22px; text-align: center; font-family: var(--serif); }
.prose h3 { font-size: 19px; }
.prose h4, .prose h5, .prose h6 { font-size: 18px; }
.prose ul, .prose ol { margin: 0 0 .75em; padding-left: 3.4em; }
.prose li { margin-bottom: .25em; }
.prose li p, .prose td p, .prose th p { text-indent: 0; margin: 0; }
.prose blockquote { margin: 0 0 .75em; padding: 4px 20px; border-left: 3px solid var(--line-2); color: var(--ink-2); }
.prose pre { overflow-x: auto; padding: 12px 16px; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; font-size: 15px; }
.prose img { max-width: 100%; height: auto; vertical-align: middle; border-radius: 3px; }
.prose figure { margin: 1.2em 0; text-align: center; }
.prose figcaption { margin-top: 6px; font-size: 15px; color: var(--ink-2); }
.prose hr { border: 0; border-top: 1px solid var(--line-2); margin: 2em 0; }
.table-box { overflow-x: auto; margin: 0 0 1em; }
.table-box table { border-collapse: collapse; width: 100%; font-size: 16px; line-height: 1.6; font-variant-numeric: tabular-nums; }
.table-box caption { padding-bottom: 8px; font-weight: 600; text-align: center; }
.table-box th, .table-box td { padding: 8px 12px; min-width: 4.5em; border: 1px solid var(--line-2); text-align: left; vertical-align: top; overflow-wrap: normal; }
.table-box th { background: var(--paper); font-weight: 600; white-space: nowrap; }

.attachments { margin-top: 36px; padding: 20px 24px; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
.attachments h2 { margin: 0 0 8px; font-size: 17px; line-height: 1.5; }
.attachments ol { margin: 0; padding-left: 1.6em; }
.attachments li { padding-block: 4px; }
.attachments .size { margin-left: 12px; font-size: 14px; color: var(--ink-2); white-space: nowrap; }
.objection { max-width: 860px; margin: 24px auto 0; padding: 32px 64px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.objection h2 { margin: 0 0 8px; font: 700 20px/1.5 var(--serif); }
.objection p { margin: 0 0 14px; }
.objection .hint { font-size: 15px; color: var(--ink-2); }
.objection-closed, .objection-wrong { padding: 10px 14px; border-left: 4px solid var(--cinnabar); background: var(--paper); }
.objection-wrong { margin-bottom: 14px; }
.objection-wrong p, .objection-wrong ul { margin: 0; }
.objection label { display: block; font-weight: 600; }
.objection input[type="text"], .objection textarea { display: block; width: 100%; min-height: 44px; padding: 8px 12px; color: var(--ink); background: var(--paper); border: 1px solid var(--ink-2); border-radius: 6px; font: inherit; }
.objection input[type="text"] { max-width: 24em; }
.objection [aria-invalid] { border-color: var(--cinnabar); border-width: 2px; }
.objection .check { display: flex; align-items: center; gap: 8px; min-height: 44px; }
.objection .check input { width: 20px; height: 20px; accent-color: var(--pine); }
.objection .check label { font-weight: 400; }
.objection button { min-height: 44px; padding: 8px 28px; color: var(--paper); background: var(--pine); border: 0; border-radius: 6px; font: inherit; font-weight: 600; cursor: pointer; }
.plain .objection { margin: 0; padding: 0; border: 0; }
.colophon { margin-top: 36px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 14px; color: var(--ink-2); }

@media (max-width: 760px) {
  .notice { margin-inline: -20px; padding: 28px 20px 24px; border-inline: 0; border-radius: 0; }
  .notice h1 { font-size: 23px; margin-bottom: 20px; }
  .objection { margin-inline: -20px; padding: 24px 20px; border-inline: 0; border-radius: 0; }
  .plain .objection { margin-inline: 0; }
  .facts { grid-template-columns: 1fr; font-size: 14px; }
  .facts div { grid-template-columns: 5.5em minmax(0, 1fr); }
  .facts dt, .facts dd { padding: 6px 10px; }
  .published { justify-content: flex-start; margin-top: 14px; padding-bottom: 14px; }
  .prose { margin-top: 20px; font-size: 17px; }
  .prose h2 { font-size: 20px; }
  .prose ul, .prose ol { padding-left: 2em; }
  .prose .signature { padding-right: 0; }
  .table-box { margin-inline: -20px; padding-inline: 20px; }
  .table-box table { width: max-content; min-width: 100%; font-size: 15px; }
  .table-box th, .table-box td { max-width: 16em; }
  .attachments { padding: 16px; }
}

@media print {
  .notice { max-width: none; padding: 0; border: 0; }
  .notice h1 { font-size: 20pt; }
  .facts { font-size: 10pt; }
  .facts dt, .attachments, .table-box th { background: none; }
  .prose { font-size: 12pt; orphans: 3; widows: 3; }
  .prose h2, .prose h3, .prose h4 { break-after: avoid; }
  .prose img, .prose tr, .facts, .attachments { break-inside: avoid; }
  .prose a { color: inherit; }
  .table-box { overflow: visible; }
  .attachments { padding: 8pt 0; border: 0; }
}
`;
