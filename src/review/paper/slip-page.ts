import { createHash } from 'node:crypto';
import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h, s } from 'hastscript';
import QRCode from 'qrcode';
import { spacedCode, type Verdict } from '../../contract/api.js';
import { minuteText } from '../../contract/kit/office-time.js';
import { style } from './slip-style.js';

const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing runs, loads or frames; only the page's own style sheet counts. */
const rule = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
export const slipPolicy = `${rule}; frame-ancestors 'none'; sandbox allow-modals`;

/** What a slip says. Everything in it is of one frozen version. */
export interface SlipFacts {
  office: string;
  code: string;
  /** Where the slip's QR code leads. */
  address: string;
  title: string;
  category: string;
  docNo: string | undefined;
  versionNumber: number;
  hash: string;
  step: string;
  drafter: string;
  submittedAt: Date;
  plannedAt: Date | undefined;
  targets: readonly { name: string; hash: string }[];
  /** It is for a named party, and goes to no target. */
  served: boolean;
  attachments: readonly { name: string; hash: string }[];
  earlier: readonly { step: string; by: string; verdict: Verdict; at: Date }[];
  /** What has to be answered before an approval. */
  findings: readonly { label: string; text: string }[];
  text: string;
  printedBy: string;
  printedAt: Date;
}

/** So much of the text identifies it to who has read it; the hash says the rest. */
const FIRST_LINES = 420;
const LISTED = 6;

/** As the console shows it. */
export function shortHash(hash: string): string {
  const digits = hash.slice('sha256:'.length);
  return `${digits.slice(0, 8)}…${digits.slice(-4)}`;
}

/** Where a slip is recorded. The version and the step go along, so that the sheet says by itself what was signed. */
export function slipAddress(
  consoleUrl: string,
  slip: { code: string; announcementId: string; versionHash: string; step: string },
): string {
  const url = new URL(`/slips/${slip.code}`, consoleUrl);
  url.search = new URLSearchParams({
    a: slip.announcementId,
    v: slip.versionHash.slice('sha256:'.length),
    s: slip.step,
  }).toString();
  return url.href;
}

/** The slip as one complete page for one sheet of A4. */
export function slipPage(facts: SlipFacts): string {
  const { office, title, code } = facts;
  const page = h('html', { lang: 'zh-CN' }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: rule }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'robots', content: 'noindex' }),
      h('meta', { name: 'referrer', content: 'no-referrer' }),
      h('title', `纸质审签单：${title}`),
      h('style', style),
    ]),
    h('body', [
      h('header', [
        h('div', [h('p.office', office), h('h1', '信息发布纸质审签单')]),
        h('div.code', [qr(facts.address), h('p', spacedCode(code))]),
      ]),
      h('p.title', title),
      h('table', [h('tbody', rowsOf(facts))]),
      h('section.text', [h('h2', '正文开头'), h('p', firstLines(facts.text))]),
      ...findings(facts),
      signature(facts),
      h('footer', [
        h(
          'p',
          `签字只对本单所列版本和环节有效，内容改动后作废，一单一次。本单由${facts.printedBy}于 ${minuteText(facts.printedAt)} 生成。`,
        ),
        h('p', '签字后请扫描整页，用手机扫右上角的码或输入编号登记，由另一人核对后计入台账。'),
      ]),
    ]),
  ]);
  return toHtml({ type: 'root', children: [{ type: 'doctype' }, page] });
}

function rowsOf(facts: SlipFacts): Element[] {
  const { category, docNo, earlier, targets, attachments } = facts;
  const kind = [category, docNo].filter((word) => word !== undefined && word !== '').join('　');
  return [
    row('类别', [kind === '' ? '（未填）' : kind]),
    row('起草', [`${facts.drafter}，${minuteText(facts.submittedAt)} 送审`]),
    facts.served ? row('公开对象', ['送达特定对象，不向社会发布']) : row('发布目标', listed(targets)),
    ...(attachments.length === 0 ? [] : [row('附件', listed(attachments))]),
    row('计划发布', [facts.plannedAt === undefined ? '审签完成后' : minuteText(facts.plannedAt)]),
    row('版本', [
      h('span', `第 ${String(facts.versionNumber)} 版　校验码 `),
      h('strong.short', shortHash(facts.hash)),
      h('p.hash', facts.hash),
    ]),
    ...(earlier.length === 0 ? [] : [row('已办环节', earlier.map(earlierLine))]),
    row('本次环节', [h('strong', facts.step)]),
  ];
}

const row = (label: string, value: (string | Element)[]): Element =>
  h('tr', [h('th', { scope: 'row' }, label), h('td', value)]);

function listed(things: readonly { name: string; hash: string }[]): Element[] {
  const shown = things
    .slice(0, LISTED)
    .map(({ name, hash }) => h('p', [`${name}　`, h('span.mono', shortHash(hash))]));
  return things.length > LISTED ? [...shown, h('p', `等共 ${String(things.length)} 项`)] : shown;
}

const verdictWords: Record<Verdict, string> = { approve: '同意', return: '退回', withhold: '不予公开' };

const earlierLine = ({ step, by, verdict, at }: SlipFacts['earlier'][number]): Element =>
  h('p', `${step}：${by}　${verdictWords[verdict]}　${minuteText(at)}`);

function firstLines(text: string): string {
  const letters = [...text.trim()];
  return letters.length > FIRST_LINES ? `${letters.slice(0, FIRST_LINES).join('')}……` : letters.join('');
}

function findings({ findings: found }: SlipFacts): Element[] {
  if (found.length === 0) return [];
  const more = found.length > LISTED ? [h('li', `等共 ${String(found.length)} 处，详见系统`)] : [];
  return [
    h('section', [
      h('h2', '机器筛查提示，同意时一并确认'),
      h('ul.findings', [
        ...found.slice(0, LISTED).map(({ label, text }) => h('li', `□ ${label}：${text}`)),
        ...more,
      ]),
    ]),
  ];
}

function signature({ step }: SlipFacts): Element {
  return h('section.sign', [
    h('h2', `${step}意见`),
    h('p.choice', [h('span', '□ 同意'), h('span', '□ 退回')]),
    h('div.opinion', '意见：'),
    h('div.hand', [h('p', '签名：'), h('p', '日期：　　　　年　　月　　日')]),
  ]);
}

/** A QR code as one path; its quiet zone is part of it. */
function qr(text: string): ElementContent {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  let path = '';
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1)
      if (modules.get(y, x) === 1) path += `M${String(x + quiet)} ${String(y + quiet)}h1v1h-1z`;
  const size = String(modules.size + 2 * quiet);
  return s(
    'svg',
    {
      viewBox: `0 0 ${size} ${size}`,
      role: 'img',
      ariaLabel: '登记本单的二维码',
      shapeRendering: 'crispEdges',
    },
    [s('path', { d: path, fill: '#000' })],
  );
}
