import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { GoneReason } from '../../src/contract/values.js';
import { differences, type Difference, type Piece } from './differences.js';
import type { PressDocument } from './document.js';
import { contentsOf, hidesTitle, quoted, reasonWords, type Embargo } from './words.js';

/** A message before it has an address. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}
/** What all letters need. */
export interface LetterFacts {
  to: string;
  outlet: string;
  office: string;
  /** The accountable link. */
  link: string;
  drill: boolean;
}

type Part =
  | { kind: 'line'; text: string }
  | { kind: 'strong'; text: string }
  | { kind: 'fact'; name: string; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'change'; difference: Difference };

const line = (text: string): Part => ({ kind: 'line', text });
const strong = (text: string): Part => ({ kind: 'strong', text });

/** The first message: what the pack holds, until when it is embargoed, and the link. */
export function packLetter(document: PressDocument, embargo: Embargo, facts: LetterFacts): Letter {
  const { title, issuer, docNo, contact } = document;
  return letter(`【${embargo.active ? '禁发' : '新闻资料'}】${title}`, facts, [
    line(`${facts.office}提供以下新闻资料，供${facts.outlet}采用。`),
    strong(embargo.words),
    { kind: 'fact', name: '题目', text: title },
    { kind: 'fact', name: '发布机关', text: docNo === undefined ? issuer : `${issuer}（${docNo}）` },
    { kind: 'fact', name: '内含', text: contentsOf(document) },
    { kind: 'link', text: '打开资料包', href: facts.link },
    line('这是您的专属链接，打开时间会留下记录，请勿转发。'),
    line('刊发、播出后，请回复本邮件告知版面、时间或网址。'),
    ...contactPart(contact),
  ]);
}

/** A correction: what changed, and the link under which it is acknowledged. */
export function correctionLetter(
  before: PressDocument,
  document: PressDocument,
  embargo: Embargo,
  facts: LetterFacts,
): Letter {
  const changed = differences(before, document);
  return letter(`【更正】${document.title}`, facts, [
    strong('此前发给您的资料有更正，请以更正后的为准。'),
    line(embargo.words),
    ...(changed.length === 0 ? [line('文字没有变化，资料包中的图片或附件有更新。')] : []),
    ...changed.map((difference): Part => ({ kind: 'change', difference })),
    { kind: 'link', text: '打开更正后的资料包，并确认已收到更正', href: facts.link },
    line('已经刊发的，请按规定刊登更正。'),
    ...contactPart(document.contact),
  ]);
}

/** A recall: do not publish, take down, and say that you have read this. */
export function recallLetter(document: PressDocument, reason: GoneReason, facts: LetterFacts): Letter {
  const title = hidesTitle(reason) ? '此前提供的资料' : quoted(document.title);
  return letter(`【撤回】请勿刊发${hidesTitle(reason) ? '' : `：${document.title}`}`, facts, [
    strong(`${title}已撤回：${reasonWords[reason]}。`),
    line('尚未刊发的，请勿刊发；已经刊发、播出或上网的，请撤下或更正，并删除收到的资料。'),
    { kind: 'link', text: '打开并确认已收到撤回通知', href: facts.link },
    ...contactPart(document.contact),
  ]);
}

const contactPart = (contact: string | undefined): Part[] =>
  contact === undefined ? [] : [{ kind: 'fact', name: '新闻联系人', text: contact }];

function letter(subject: string, { to, office, drill }: LetterFacts, parts: Part[]): Letter {
  const all: Part[] = [
    ...(drill ? [strong('演练：这是一次演练，不是真实的新闻资料。')] : []),
    line(`${to}，您好：`),
    ...parts,
    line(office),
  ];
  const page = h('html', { lang: 'zh-CN' }, [
    h('head', [h('meta', { charSet: 'utf-8' }), h('title', subject)]),
    h('body', { style: 'margin:0;padding:24px;font:16px/1.8 sans-serif;color:#1f2328;background:#fbfaf7' }, [
      h('div', { style: 'max-width:640px;margin:auto' }, all.map(partHtml)),
    ]),
  ]);
  return {
    subject: `${drill ? '【演练】' : ''}${subject}`,
    text: `${all.map(partText).join('\n\n')}\n`,
    html: toHtml({ type: 'root', children: [{ type: 'doctype' }, page] }),
  };
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'line':
    case 'strong':
      return part.text;
    case 'fact':
      return `${part.name}：${part.text}`;
    case 'link':
      return `${part.text}：\n${part.href}`;
    case 'change':
      return `${part.difference.part}：\n${part.difference.pieces.map(pieceText).join('').trimEnd()}`;
  }
}

/** Without colours: what was taken out in [-…-], what was put in in {+…+}. */
function pieceText({ kind, text }: Piece): string {
  if (kind === 'gap') return '……\n';
  if (kind === 'same') return text;
  const [, words = '', end = ''] = /^([\s\S]*?)(\n*)$/.exec(text) ?? [];
  return kind === 'removed' ? `[-${words}-]${end}` : `{+${words}+}${end}`;
}

function partHtml(part: Part): ElementContent {
  switch (part.kind) {
    case 'line':
      return h('p', part.text);
    case 'strong':
      return h(
        'p',
        { style: 'padding:10px 14px;background:#fff4da;color:#6b4a00;font-weight:bold' },
        part.text,
      );
    case 'fact':
      return h('p', [h('strong', `${part.name}：`), part.text]);
    case 'link':
      return h('p', [h('a', { href: part.href, style: 'color:#1e6b5c;font-weight:bold' }, part.text)]);
    case 'change':
      return h('div', [
        h('p', [h('strong', `${part.difference.part}：`)]),
        h('p', { style: 'white-space:pre-line' }, part.difference.pieces.map(pieceHtml)),
      ]);
  }
}

function pieceHtml({ kind, text }: Piece): ElementContent {
  switch (kind) {
    case 'gap':
      return { type: 'text', value: '……\n' };
    case 'same':
      return { type: 'text', value: text };
    case 'removed':
      return h('del', { style: 'color:#c8372d' }, text);
    case 'added':
      return h('ins', { style: 'color:#1e6b5c;background:#e8f1ee' }, text);
  }
}
