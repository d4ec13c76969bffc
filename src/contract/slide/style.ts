/**
 * The slide's style, for the player and for previews. All sizes come from `layoutVariables`. The text runs in columns
 * as wide and as high as the window, one a page: the browser itself breaks the pages, so nothing is ever cut.
 */
export const slideStyle = `
.slide {
  position: absolute; top: 0; left: 0; width: var(--width); height: var(--height); box-sizing: border-box;
  padding: var(--margin-y) var(--margin-x); overflow: hidden;
  display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) auto; column-gap: calc(2 * var(--gap));
  background: #FBFAF7; color: #1F2328; font-size: var(--body); line-height: 1.5;
  font-family: 'Tongbo Wall', 'Tongbo Wall More', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif;
  font-variant-numeric: tabular-nums; text-align: left; word-break: normal; overflow-wrap: anywhere; line-break: strict;
}
.slide * { box-sizing: border-box; }
.slide-head, .slide-foot { font-size: var(--small); line-height: 1.5; display: flex; align-items: center; }
.slide-head { grid-column: 1 / -1; padding-bottom: var(--gap); }
.slide-head > * { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.slide-kind { color: #1E6B5C; font-weight: 700; padding-right: .7em; margin-right: .7em; border-right: .08em solid #B9C9C2; flex: none; }
.slide-issuer { flex: 1; color: #4A4F55; }
.slide-clock { flex: none; padding-left: 1em; color: #4A4F55; font-size: 1.15em; }
.slide-title {
  grid-column: 1 / -1; margin: 0; padding-bottom: var(--gap); font-size: var(--title); line-height: 1.3; font-weight: 700;
  text-wrap: balance;
}
.slide-window { grid-column: 1; position: relative; overflow: hidden; min-height: 0; }
.slide-flow {
  position: absolute; top: 0; left: 0; width: var(--column); height: 100%;
  --page-gap: 200px; transform: translateX(calc(var(--page, 0) * -1 * (var(--column) + var(--page-gap))));
  column-count: 1; column-gap: var(--page-gap); column-fill: auto; widows: 2; orphans: 2;
}
.slide-flow > * { margin: 0 0 .35em; }
.slide-flow h2, .slide-flow h3 { font-weight: 700; line-height: 1.5; break-after: avoid; break-inside: avoid; }
.slide-flow h2 { font-size: 1.1em; color: #1E6B5C; }
.slide-flow h3 { font-size: 1em; }
.slide-flow p, .slide-flow ul { max-width: var(--text-width); }
.slide-flow p { text-indent: 2em; }
.indent { display: inline-block; width: 2em; }
.slide-flow p.addressee { text-indent: 0; }
.slide-flow p.signature { text-indent: 0; text-align: right; break-before: avoid; }
.slide-flow ul { list-style: none; padding: 0; }
.slide-flow li { padding-left: 2em; text-indent: -2em; margin-bottom: .2em; }
.slide-flow li.depth-1 { margin-left: 1.5em; }
.slide-flow li.depth-2 { margin-left: 3em; }
.slide-flow li.depth-3 { margin-left: 4em; }
.marker { display: inline-block; min-width: 2em; padding-right: .35em; text-indent: 0; color: #1E6B5C; font-weight: 700; }
.slide-flow table { width: 100%; border-collapse: collapse; font-size: max(.9em, var(--legible)); line-height: 1.4; }
.slide-flow caption { text-align: left; font-weight: 700; padding-bottom: .3em; }
.slide-flow thead { break-inside: avoid; }
.slide-flow tr { break-inside: avoid; }
.slide-flow th, .slide-flow td { border: .06em solid #B9BDBB; padding: .22em .4em; vertical-align: top; font-weight: 400; }
.slide-flow th { background: #E9F0ED; font-weight: 700; text-align: left; }
.slide-flow .records li { padding: .2em 0 .2em .6em; text-indent: 0; border-left: .12em solid #B9C9C2; margin: 0 0 .4em; break-inside: avoid; }
.slide-flow .records li > strong { display: block; }
.slide-flow .field { display: inline-block; padding-right: 1.2em; }
.slide-flow .field b { font-weight: 400; color: #4A4F55; padding-right: .5em; }
.slide-flow .records-caption { text-indent: 0; font-weight: 700; break-after: avoid; }
.slide-flow figure { margin: 0 0 .35em; break-inside: avoid; }
.slide-flow img { display: block; width: auto; height: auto; max-width: 100%; max-height: var(--picture-height); border-radius: 6px; }
.slide-flow figcaption { font-size: max(.8em, var(--legible)); color: #4A4F55; }
.whole { white-space: nowrap; }
.tight td.whole, .tight th.whole, .tighter .whole { white-space: normal; }
.slide-foot { grid-column: 1; align-self: end; padding-top: var(--gap); color: #4A4F55; }
.slide-foot > span { white-space: nowrap; padding-right: 1.2em; }
.slide-foot > .slide-page { margin-left: auto; padding-right: 0; color: #1F2328; font-weight: 700; }
.slide-qr { grid-column: 2; grid-row: 3 / 5; align-self: end; width: var(--qr); font-size: calc(var(--small) * .8); line-height: 1.5; text-align: center; color: #4A4F55; }
.slide-qr:empty { display: none; }
.slide-qr svg { display: block; width: 100%; height: auto; }
.slide-priority { background: #C8372D; color: #fff; font-weight: 700; padding: .05em .6em; border-radius: 6px; margin-right: .7em; flex: none; }
.slide-urgent { border-top: calc(var(--margin-y) * .35) solid #C8372D; padding-top: calc(var(--margin-y) * .65); }
.slide-emergency { border: calc(var(--margin-x) * .35) solid #C8372D; padding: max(var(--gap), calc(var(--margin-y) - var(--margin-x) * .35)) calc(var(--margin-x) * .65); }
.slide-emergency .slide-title { color: #A82A21; }
.slide-full { grid-template: minmax(0, 1fr) auto / minmax(0, 1fr); padding: calc(var(--margin-y) * .6) var(--margin-x); }
.slide-fill { grid-column: 1; position: relative; min-height: 0; }
.slide-fill > * { position: absolute; top: 0; left: 0; width: 100%; height: 100%; object-fit: contain; }
.slide-full .slide-foot { grid-column: 1; padding-top: calc(var(--gap) * .6); }
.slide-name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.slide-portrait .slide-foot { align-self: end; flex-direction: column; align-items: flex-start; }
.slide-portrait .slide-foot > .slide-page { margin-left: 0; }
.slide-portrait .slide-window { grid-column: 1 / -1; }
.slide-portrait .slide-qr { grid-row: 4; padding-top: var(--gap); }
`;
