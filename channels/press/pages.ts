import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h, s } from 'hastscript';
import { quoted, reasonWords } from './words.js';
import type { RecalledRecord } from './record.js';
import { styleText } from './style.js';
import { momentText } from './times.js';

export interface PageParts {
  title: string;
  /** Written across the whole page. */
  watermark?: string | undefined;
  drill: boolean;
  body: ElementContent[];
}

/** One complete page without scripts and without anything to load but its own pictures. */
export function pageHtml({ title, watermark, drill, body }: PageParts): string {
  const root: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'zh-CN' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('title', title),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'robots', content: 'noindex, nofollow, noarchive' }),
          h('meta', { name: 'referrer', content: 'same-origin' }),
          h('style', styleText),
        ]),
        h('body', [
          ...(drill ? [h('div.drill', '演练')] : []),
          ...body,
          ...(watermark === undefined ? [] : [watermarkSvg(watermark, mostHeight(body))]),
        ]),
      ]),
    ],
  };
  return `${toHtml(root)}\n`;
}

/** Pixels between two lines of the watermark, and how far it reaches to the right. */
const ROW = 150;
const REACH = 2_000;

/**
 * The name again and again, aslant, over the whole length of the page. It is part of the page and no background, so
 * that it is printed too, and stands in pictures of the whole page.
 */
function watermarkSvg(words: string, height: number): Element {
  const step = Math.max(300, [...words].length * 24 + 80);
  const texts: Element[] = [];
  for (let row = 1; row * ROW < height; row += 1)
    for (let x = row % 2 === 0 ? 20 : 20 - step / 2; x < REACH; x += step)
      texts.push(
        s(
          'text',
          { transform: `translate(${String(Math.round(x))} ${String(row * ROW)}) rotate(-24)` },
          words,
        ),
      );
  return s('svg', { className: ['watermark'], ariaHidden: 'true', focusable: 'false' }, texts);
}

/** More pixels than a page can be long: a narrow window has twenty characters in a line. */
function mostHeight(body: ElementContent[]): number {
  const html = toHtml(body);
  const pictures = html.split('<img').length - 1;
  return 1_500 + pictures * 700 + html.replace(/<[^>]*>/g, '').length * 2;
}

/** The office, as every page begins. */
export const fromLine = (office: string, outlet: string): Element =>
  h('div.from', [
    h('span.seal', { ariaHidden: 'true' }, [...office][0] ?? ''),
    h('span', outlet === '' ? office : `${office} 提供给 ${outlet}`),
  ]);

/** An acknowledgement: a button, or when it was given. */
export function acknowledgement(
  action: string | undefined,
  label: string,
  given: Date | undefined,
): ElementContent[] {
  if (given) return [h('p.done', `您已于 ${momentText(given)} 确认知悉`)];
  if (action === undefined) return [];
  return [h('form', { method: 'post', action }, [h('button', { type: 'submit' }, label)])];
}

/** What stands under a link after the pack was taken back. */
export function recalledPage(
  record: RecalledRecord,
  view: {
    outlet: string;
    watermark: string;
    drill: boolean;
    action: string | undefined;
    given: Date | undefined;
  },
): string {
  const title = record.title === undefined ? '此前提供的资料' : quoted(record.title);
  const old = record.reason === 'expired';
  return pageHtml({
    title: old ? '资料已过期' : '资料已撤回，请勿刊发',
    watermark: view.watermark,
    drill: view.drill,
    body: [
      h('div.banner.gone', { role: 'alert' }, [
        h('div.wrap', old ? '资料已过有效期，请不要再刊发' : '资料已撤回，请勿刊发'),
      ]),
      h('main.wrap', [
        h('header', [
          fromLine(record.office, view.outlet),
          h('h1', `${title}${old ? '已过有效期' : '已撤回'}`),
        ]),
        h('section.must', [
          h(
            'p',
            `原因：${reasonWords[record.reason]}。撤回时间：${momentText(new Date(record.recalledAt))}。`,
          ),
          ...(old
            ? []
            : [
                h('p', '尚未刊发的，请勿刊发；已经刊发、播出或上网的，请撤下或更正，并删除收到的资料。'),
                ...acknowledgement(view.action, '已知悉', view.given),
              ]),
        ]),
      ]),
    ],
  });
}

/** For whatever leads nowhere. It says nothing about what exists. */
export const missingPage = (): string =>
  pageHtml({
    title: '没有这个页面',
    drill: false,
    body: [
      h('main.wrap', [
        h('header', [h('h1', '没有这个页面')]),
        h('p', '链接可能不完整。请从邮件中重新打开，或与发件机关联系。'),
      ]),
    ],
  });

/** An acknowledgement that came for something else than what stands there now. */
export const overtakenPage = (back: string): string =>
  pageHtml({
    title: '资料又有变化',
    drill: false,
    body: [
      h('main.wrap', [
        h('header', [h('h1', '资料又有变化')]),
        h('p', [h('a', { href: back }, '请重新打开资料包'), '，看过最新内容后再确认。']),
      ]),
    ],
  });
