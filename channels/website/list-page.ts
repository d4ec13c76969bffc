import type { Element } from 'hast';
import { h } from 'hastscript';
import type { LiveItem } from '../../src/contract/channel.js';
import { columnTags } from './metadata.js';
import type { Page, Site } from './shell.js';
import { dayText, machineText } from '../../src/contract/kit/office-time.js';

export const PAGE_SIZE = 20;

export interface List {
  /** Missing: everything. */
  category?: string | undefined;
  /** Counts from 1. */
  page: number;
  total: number;
  items: LiveItem[];
  categories: { category: string; count: number }[];
  article: (slug: string) => string;
}

export const pageCount = (total: number): number => Math.max(1, Math.ceil(total / PAGE_SIZE));

/** One page of the list of notices, newest first, with the columns beside it. */
export function listPage(list: List, site: Site): Page {
  const { category, page, total } = list;
  const { links, office, settings } = site;
  const name = category ?? settings.siteName;
  const heading = category ?? '最新信息';
  return {
    title: page === 1 ? name : `${name}_第${String(page)}页`,
    head: columnTags(category, office.name),
    ...(category === undefined ? {} : { crumbs: [{ text: '首页', href: links.home }, { text: category }] }),
    main: [
      h('div.columns', [
        columns(list, site),
        h('section.listing', { ariaLabelledBy: ['listing'] }, [
          h('header.listing-head', [
            h('h1#listing', heading),
            h('p.count', `共 ${String(total)} 条`),
            ...(category === undefined && settings.intro !== undefined ? [h('p.intro', settings.intro)] : []),
          ]),
          list.items.length === 0 ? h('p.empty', '本栏目暂无信息。') : itemsOf(list),
          ...pager(list, site),
        ]),
      ]),
    ],
  };
}

function columns({ category, categories }: List, { links }: Site): Element {
  const entry = (name: string | undefined, count: number | undefined) =>
    h('li', [
      h('a', { href: links.list(name), ...(name === category ? { ariaCurrent: 'page' } : {}) }, [
        h('span', name ?? '全部'),
        ...(count === undefined ? [] : [h('span.count', String(count))]),
      ]),
    ]);
  const total = categories.reduce((sum, { count }) => sum + count, 0);
  return h('nav.columns-nav', { ariaLabel: '栏目' }, [
    h('ul', [entry(undefined, total), ...categories.map(({ category: name, count }) => entry(name, count))]),
  ]);
}

function itemsOf({ items, category, article }: List): Element {
  return h(
    'ol.items',
    items.map((item) =>
      h('li', [
        h('a.item-title', { href: article(item.slug) }, item.title),
        h('p.item-facts', [
          ...(category === undefined ? [h('span.tag', item.category)] : []),
          ...(item.docNo === undefined ? [] : [h('span', item.docNo)]),
        ]),
        h('time', { dateTime: machineText(item.publishedAt) }, dayText(item.publishedAt)),
      ]),
    ),
  );
}

function pager({ category, page, total }: List, { links }: Site): Element[] {
  const last = pageCount(total);
  if (last === 1) return [];
  const to = (target: number, text: string, rel?: string): Element =>
    target < 1 || target > last || target === page
      ? h('li', [h('span', { ariaDisabled: 'true' }, text)])
      : h('li', [h('a', { href: links.list(category, target), ...(rel ? { rel: [rel] } : {}) }, text)]);
  const near = [page - 2, page - 1, page, page + 1, page + 2].filter((n) => n >= 1 && n <= last);
  return [
    h('nav.pager', { ariaLabel: '分页' }, [
      h('ul', [
        to(1, '首页'),
        to(page - 1, '上一页', 'prev'),
        ...near.map((n) =>
          n === page
            ? h('li.number', [h('span', { ariaCurrent: 'page' }, String(n))])
            : h('li.number', [h('a', { href: links.list(category, n) }, String(n))]),
        ),
        h('li.position', `${String(page)} / ${String(last)}`),
        to(page + 1, '下一页', 'next'),
        to(last, '末页'),
      ]),
    ]),
  ];
}
