import { createHash } from 'node:crypto';
import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { style } from './html-style.js';
import { issueFacts } from './issue-part.js';
import type { Cell, Column, IssuedProof, Line, Section, Words } from './model.js';

const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing runs, loads or frames; only the page's own style sheet counts. The page carries the rule itself, too. */
const rule = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
export const pagePolicy = `${rule}; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`;

/** The document as one complete page that needs nothing else and prints on A4. */
export function proofPage(proof: IssuedProof): string {
  const { model } = proof;
  const { kind, office, title, standing } = model;
  const page = h('html', { lang: 'zh-CN' }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: rule }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'robots', content: 'noindex' }),
      h('meta', { name: 'referrer', content: 'no-referrer' }),
      h('title', `${kind.zh}：${title}`),
      h('style', style),
    ]),
    h('body', [
      h('header', [
        h('div.mark', { ariaHidden: 'true' }, '通'),
        h('div', [h('h1', bilingual(kind)), h('p.office', office)]),
      ]),
      h('p.title', title),
      h('div.standing', { className: [standing.is] }, [
        h('strong', bilingual(standing.word)),
        h('p', standing.text.zh),
        ...(standing.text.en === undefined ? [] : [h('p', { lang: 'en' }, standing.text.en)]),
      ]),
      h('main', model.sections.map(sectionOf)),
      h('footer', [sectionOf(issueFacts(proof))]),
    ]),
  ]);
  return toHtml({ type: 'root', children: [{ type: 'doctype' }, page] });
}

function sectionOf({ heading, text, alarm, content }: Section): Element {
  return h('section', { className: alarm === true ? ['alarm-section'] : [] }, [
    h('h2', bilingual(heading)),
    ...(text ? [h('p', bilingual(text))] : []),
    content.kind === 'facts' ? factsTable(content.rows) : listTable(content),
  ]);
}

function factsTable(rows: readonly { label: Words; value: Cell }[]): Element {
  return h('table', [
    h(
      'tbody',
      rows.map(({ label, value }) =>
        h('tr', [h('th', { scope: 'row' }, bilingual(label)), h('td', value.map(lineOf))]),
      ),
    ),
  ]);
}

function listTable({
  columns,
  rows,
}: {
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
}): Element {
  return h('table', [
    // Widths as attributes: a style attribute would need a hole in the policy.
    h(
      'colgroup',
      columns.map(({ share }) => h('col', { width: `${String(share)}%` })),
    ),
    h('thead', [
      h(
        'tr',
        columns.map(({ label }) => h('th', { scope: 'col' }, bilingual(label))),
      ),
    ]),
    h(
      'tbody',
      rows.map((cells) =>
        h(
          'tr',
          cells.map((cell) => h('td', cell.map(lineOf))),
        ),
      ),
    ),
  ]);
}

const classes: Partial<Record<Line['tone'], string>> = {
  quiet: 'quiet',
  good: 'good',
  waiting: 'waiting-line',
  alarm: 'alarm',
  code: 'code',
};

function lineOf(line: Line): Element {
  const { tone, zh } = line;
  if (tone === 'link')
    return h('p', [h('a', { href: zh, rel: ['noreferrer', 'noopener'], target: '_blank' }, zh)]);
  const name = classes[tone];
  return h('p', name === undefined ? {} : { className: [name] }, bilingual(line));
}

function bilingual({ zh, en }: Words): ElementContent[] {
  return [
    { type: 'text', value: zh },
    ...(en === undefined ? [] : [{ type: 'text' as const, value: ' ' }, h('span', { lang: 'en' }, en)]),
  ];
}
