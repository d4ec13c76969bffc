import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { siteTags } from './metadata.js';
import type { SiteSettings } from './settings.js';

/** Where the parts of a page around its content lead to; a preview leads nowhere. */
export interface SiteLinks {
  home: string;
  feed: string;
  map: string;
  icon: string;
  list(category: string | undefined, page?: number): string;
}
export const noLinks: SiteLinks = { home: '#', feed: '#', map: '#', icon: '#', list: () => '#' };

/** The site as every page shows it. */
export interface Site {
  settings: SiteSettings;
  office: { name: string; shortName: string };
  links: SiteLinks;
  /** The public host; missing in a preview. */
  host?: string | undefined;
  /** A served stylesheet, or the style itself for a page that must stand alone. */
  style: { href: string } | { text: string };
}

export interface Crumb {
  text: string;
  href?: string | undefined;
}

export interface Page {
  /** Without the site's name, which is added. */
  title: string;
  head?: Element[];
  crumbs?: Crumb[];
  main: ElementContent[];
}

/** One complete page. The only place that turns a tree into text. */
export function pageHtml(site: Site, page: Page): string {
  const root: Root = {
    type: 'root',
    children: [{ type: 'doctype' }, h('html', { lang: 'zh-CN' }, [headOf(site, page), bodyOf(site, page)])],
  };
  return `${toHtml(root)}\n`;
}

function headOf({ settings, links, host, style }: Site, { title, head = [] }: Page): Element {
  const { siteName } = settings;
  const feed = { rel: ['alternate'], type: 'application/atom+xml', title: siteName, href: links.feed };
  return h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('title', title === siteName ? title : `${title}_${siteName}`),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'format-detection', content: 'telephone=no' }),
    ...siteTags(settings, host),
    ...head,
    ...('href' in style
      ? [
          h('link', { rel: ['stylesheet'], href: style.href }),
          h('link', { rel: ['icon'], type: 'image/svg+xml', href: links.icon }),
          h('link', feed),
        ]
      : [h('style', style.text)]),
  ]);
}

function bodyOf(site: Site, { crumbs, main }: Page): Element {
  return h('body', [
    h('a.skip', { href: '#content' }, '跳到正文'),
    masthead(site),
    ...(crumbs ? [breadcrumbs(crumbs)] : []),
    h('main#content', { className: ['wrap'], tabIndex: -1 }, main),
    footer(site),
  ]);
}

/** The character in the seal: the first of the office's short name. */
export const sealOf = ({ shortName }: Site['office']): string => [...shortName][0] ?? '';

function masthead({ settings, office, links }: Site): Element {
  const { siteName } = settings;
  return h('header.masthead', [
    h('div.wrap', [
      h('a.brand', { href: links.home }, [
        h('span.seal', { ariaHidden: 'true' }, sealOf(office)),
        h('span.brand-text', [
          h('span.site-name', siteName),
          ...(office.name === siteName ? [] : [h('span.office-name', office.name)]),
        ]),
      ]),
    ]),
  ]);
}

function breadcrumbs(crumbs: Crumb[]): Element {
  const items = crumbs.map(({ text, href }) =>
    h('li', href === undefined ? [h('span', { ariaCurrent: 'page' }, text)] : [h('a', { href }, text)]),
  );
  return h('nav.crumbs', { ariaLabel: '当前位置' }, [h('ol.wrap', items)]);
}

function footer({ settings, office, links }: Site): Element {
  const { host, address, phone, icp, police, siteCode, correctionUrl } = settings;
  const facts: [string, string | undefined][] = [
    ['主办单位', host ?? office.name],
    ['地址', address],
    ['联系电话', phone],
    ['网站标识码', siteCode],
    ['ICP备案', icp],
    ['公安备案', police],
  ];
  return h('footer.footer', [
    h('div.wrap', [
      h(
        'dl',
        facts.flatMap(([term, text]) =>
          text === undefined ? [] : [h('div', [h('dt', term), h('dd', text)])],
        ),
      ),
      h('p.footer-links', [
        h('a', { href: links.map }, '站点地图'),
        h('a', { href: links.feed }, '订阅'),
        ...(correctionUrl === undefined ? [] : [h('a', { href: correctionUrl }, '我为政府网站找错')]),
      ]),
    ]),
  ]);
}
