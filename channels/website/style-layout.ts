/** The frame of a page: masthead, breadcrumbs, lists, footer. */
export const layout = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--paper); color: var(--ink);
  font: 16px/1.8 var(--sans); overflow-wrap: anywhere; line-break: strict; text-autospace: no-autospace;
}
a { color: var(--pine); text-underline-offset: .22em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--pine); outline-offset: 3px; border-radius: 3px; }
main:focus { outline: none; }
.wrap { width: 100%; max-width: 1120px; margin-inline: auto; padding-inline: 32px; }
.skip { position: absolute; left: 16px; top: -64px; z-index: 1; padding: 8px 16px; background: var(--surface); border: 1px solid var(--pine); border-radius: 6px; }
.skip:focus { top: 16px; }

.masthead { background: var(--surface); border-bottom: 1px solid var(--line); border-top: 4px solid var(--pine); }
.brand { display: inline-flex; align-items: center; gap: 16px; padding-block: 20px; color: var(--ink); text-decoration: none; }
.seal { flex: none; display: grid; place-items: center; width: 48px; height: 48px; border-radius: 6px; background: var(--cinnabar); color: var(--on-cinnabar); font: 700 28px/1 var(--serif); }
.brand-text { display: flex; flex-direction: column; }
.site-name { font: 700 24px/1.35 var(--serif); letter-spacing: .04em; }
.brand:hover .site-name { color: var(--pine); }
.office-name { font-size: 14px; line-height: 1.5; color: var(--ink-2); }

.crumbs { font-size: 14px; color: var(--ink-2); }
.crumbs ol { display: flex; flex-wrap: wrap; list-style: none; margin-block: 16px 0; padding-block: 0; }
.crumbs li + li::before { content: "/"; margin-inline: 10px; color: var(--line-2); }
.crumbs a { color: inherit; }
main { flex: 1; padding-block: 24px 64px; }

.columns { display: grid; grid-template-columns: 200px minmax(0, 1fr); gap: 48px; align-items: start; }
.columns-nav ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.columns-nav a { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; padding: 8px 12px; color: var(--ink); text-decoration: none; border-bottom: 1px solid var(--line); border-left: 3px solid transparent; }
.columns-nav a:hover { color: var(--pine); background: var(--pine-soft); }
.columns-nav [aria-current] { color: var(--pine); font-weight: 600; border-left-color: var(--pine); background: var(--pine-soft); }
.count { font-size: 13px; color: var(--ink-2); font-variant-numeric: tabular-nums; font-weight: 400; }

.listing-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 16px; padding-bottom: 12px; border-bottom: 2px solid var(--ink); }
.listing-head h1 { margin: 0; font: 700 24px/1.5 var(--serif); }
.listing-head .count { margin: 0; }
.listing-head .intro { flex-basis: 100%; margin: 4px 0 0; color: var(--ink-2); font-size: 15px; }
.items { list-style: none; margin: 0; padding: 0; }
.items li { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 32px; align-items: baseline; padding-block: 14px; border-bottom: 1px solid var(--line); }
.item-title { font-size: 17px; line-height: 1.6; color: var(--ink); text-decoration: none; }
.item-title:hover { color: var(--pine); text-decoration: underline; text-decoration-thickness: 1px; }
.item-title:visited { color: var(--ink-2); }
.items time { grid-column: 2; grid-row: 1; font-size: 14px; color: var(--ink-2); font-variant-numeric: tabular-nums; white-space: nowrap; }
.item-facts { display: flex; flex-wrap: wrap; gap: 0 16px; margin: 2px 0 0; font-size: 14px; color: var(--ink-2); }
.item-facts .tag { color: var(--pine); }
.empty { padding: 48px 0; text-align: center; color: var(--ink-2); }

.pager ul { list-style: none; display: flex; flex-wrap: wrap; justify-content: center; gap: 8px; margin: 32px 0 0; padding: 0; font-variant-numeric: tabular-nums; }
.pager a, .pager span { display: block; min-width: 44px; padding: 7px 12px; text-align: center; border: 1px solid var(--line-2); border-radius: 6px; text-decoration: none; background: var(--surface); }
.pager span { color: var(--ink-2); background: none; border-color: var(--line); }
.pager [aria-current] { color: var(--paper); background: var(--pine); border-color: var(--pine); font-weight: 600; }
.pager .position { display: none; align-self: center; color: var(--ink-2); }

.plain { max-width: 640px; margin: 48px auto; padding: 40px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.plain h1 { margin: 0 0 16px; font: 700 26px/1.45 var(--serif); }
.plain ul { margin: 0; padding-left: 1.2em; }
.plain li .count { margin-left: 8px; }
.button { display: inline-block; margin-top: 8px; padding: 8px 20px; border: 1px solid var(--pine); border-radius: 6px; text-decoration: none; }
.button:hover { background: var(--pine-soft); }

.footer { border-top: 1px solid var(--line); background: var(--surface); color: var(--ink-2); font-size: 14px; }
.footer .wrap { padding-block: 24px 32px; }
.footer dl { display: flex; flex-wrap: wrap; gap: 4px 32px; margin: 0; }
.footer dl div { display: flex; }
.footer dt { flex: none; }
.footer dt::after { content: "："; }
.footer dd { margin: 0; }
.footer-links { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 12px 0 0; }

@media (max-width: 760px) {
  .wrap { padding-inline: 20px; }
  .brand { gap: 12px; padding-block: 14px; }
  .seal { width: 40px; height: 40px; font-size: 23px; }
  .site-name { font-size: 19px; letter-spacing: .02em; }
  .office-name { font-size: 12px; }
  .crumbs ol { margin-top: 12px; }
  main { padding-block: 16px 48px; }
  .columns { display: block; }
  .columns-nav { margin-bottom: 16px; }
  .columns-nav ul { display: flex; gap: 8px; margin-inline: -20px; padding: 4px 20px 8px; border: 0; overflow-x: auto; white-space: nowrap; }
  .columns-nav li:has([aria-current]) { order: -1; }
  .columns-nav a { gap: 6px; padding: 7px 14px; min-height: 44px; align-items: center; border: 1px solid var(--line); border-radius: 22px; background: var(--surface); font-size: 15px; }
  .columns-nav [aria-current] { border-color: var(--pine); background: var(--pine-soft); }
  .items li { display: flex; flex-wrap: wrap; gap: 4px 16px; }
  .item-title { flex: 1 0 100%; }
  .item-facts { margin: 0; }
  .pager .number { display: none; }
  .pager .position { display: block; padding-inline: 4px; }
  .plain { margin: 16px auto; padding: 24px 20px; }
  .footer dl { display: block; }
}

@media print {
  :root { color-scheme: light; --paper: #fff; --surface: #fff; --ink: #000; --ink-2: #333; --line: #999; --line-2: #999; --pine: #000; }
  .skip, .crumbs, .columns-nav, .pager, .footer-links, .button { display: none; }
  .masthead { border-top: 0; border-bottom: 1pt solid #000; }
  .brand { padding-block: 0 8pt; }
  .seal { border: 1pt solid #000; background: none; color: #000; width: 32pt; height: 32pt; }
  .wrap { max-width: none; padding-inline: 0; }
  main { padding-block: 12pt; }
  .columns { display: block; }
  .footer { border-top: 1pt solid #000; background: none; font-size: 9pt; }
  .footer .wrap { padding-block: 8pt 0; }
}
`;
