import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { Priority } from '../../src/contract/values.js';
import type { Addresses } from './addresses.js';
import type { TvPage } from './document.js';
import type { OnAir } from './feed.js';
import { machineText, minuteText } from '../../src/contract/kit/office-time.js';

export interface AirSite {
  title: string;
  office: { name: string; shortName: string };
  addresses: Addresses;
  style: { href: string };
}

const priorityWords: Record<Priority, string> = { routine: '', urgent: '紧急', emergency: '应急' };

/** What is on air now, for people: each page as it is shown, and the crawl. */
export function airPage(items: readonly OnAir[], site: AirSite): string {
  const crawl = h('section.crawl', { ariaLabelledBy: ['crawl'] }, [
    h('h2#crawl', '滚动字幕'),
    h(
      'ul',
      items.map(({ record }) => h('li', record.document.crawl)),
    ),
  ]);
  return pageHtml(
    site.title,
    site,
    items.length === 0
      ? [h('p.empty', '现在没有播出的信息。')]
      : [crawl, ...items.map((item) => noticeOf(item, site))],
  );
}

/** One notice with its pages large. */
export const itemPage = (item: OnAir, site: AirSite): string =>
  pageHtml(`${item.record.document.title}_${site.title}`, site, [h('div.single', [noticeOf(item, site)])]);

export const plainPage = (title: string, text: string, site: AirSite): string =>
  pageHtml(
    `${title}_${site.title}`,
    site,
    [
      h('section.plain', [
        h('h2', title),
        h('p', text),
        h('p', [h('a', { href: path(site.addresses.home) }, '看现在播出的信息')]),
      ]),
    ],
    [h('meta', { name: 'robots', content: 'noindex' })],
  );

function noticeOf({ slug, record }: OnAir, { addresses }: AirSite): Element {
  const { document, publishedAt, expiresAt, priority, version } = record;
  const published = new Date(publishedAt);
  const word = priorityWords[priority];
  return h('article.notice', { dataNotice: slug, dataVersion: String(version) }, [
    h('h2', [h('a', { href: path(addresses.item(slug)) }, document.title)]),
    h('p.facts', [
      ...(word === '' ? [] : [h('span.urgent', word)]),
      h('span', document.category),
      h('span', document.issuer),
      h('time', { dateTime: machineText(published) }, minuteText(published)),
      ...(expiresAt === undefined ? [] : [h('span', `播至 ${minuteText(new Date(expiresAt))}`)]),
      h('a', { href: document.permalink }, '全文'),
    ]),
    h(
      'ol.pages',
      document.pages.map((page, index) => pageOf(page, index + 1, slug, document, addresses)),
    ),
  ]);
}

function pageOf(
  { picture, seconds, text }: TvPage,
  number: number,
  slug: string,
  { title, pages }: OnAir['record']['document'],
  addresses: Addresses,
): Element {
  const place = `${String(number)} / ${String(pages.length)}`;
  const { width, height } = picture;
  const alt = `${title}，第 ${place} 页：${text.replace(/\s+/g, '')}`;
  return h('li', [
    h('img', { src: path(addresses.picture(slug, picture)), alt, width, height, loading: 'lazy' }),
    h('p', `${place} · ${String(seconds)} 秒`),
  ]);
}

/** Paths are absolute, so that a page links right behind whatever name the public reaches it by. */
const path = (url: string): string => new URL(url).pathname;

function pageHtml(title: string, site: AirSite, main: ElementContent[], head: Element[] = []): string {
  const { addresses, office, style } = site;
  const feeds: [string, string][] = [
    ['Media RSS', addresses.mediaRss],
    ['字幕（文本）', addresses.crawl],
    ['字幕（JSON）', addresses.crawlJson],
  ];
  const root: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'zh-CN' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('title', title),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          ...head,
          h('link', { rel: ['stylesheet'], href: path(style.href) }),
          h('link', {
            rel: ['alternate'],
            type: 'application/rss+xml',
            title: site.title,
            href: path(addresses.mediaRss),
          }),
        ]),
        h('body', [
          h('header.top', [
            h('div.wrap', [
              h('span.seal', { ariaHidden: 'true' }, [...office.shortName][0] ?? ''),
              h('h1', site.title),
              h(
                'ul.feeds',
                feeds.map(([name, url]) => h('li', [h('a', { href: path(url) }, name)])),
              ),
            ]),
          ]),
          h('main.wrap', main),
        ]),
      ]),
    ],
  };
  return `${toHtml(root)}\n`;
}
