import { h } from 'hastscript';
import type { GoneReason } from '../../src/contract/values.js';
import type { Page, SiteLinks } from './shell.js';
import { minuteText } from '../../src/contract/kit/office-time.js';

/** What the public is told about why something is gone: the kind, never the detail. */
export const goneWords: Record<GoneReason, string> = {
  error: '内容有误',
  secrecy: '按规定不宜公开',
  privacy: '涉及个人信息',
  policy_change: '政策调整',
  duplicate: '重复发布',
  other: '其他原因',
  expired: '已过公开期限',
  superseded: '已由新的信息替代',
};

const noIndex = h('meta', { name: 'robots', content: 'noindex' });

/** Stands where a notice was. It carries neither the notice's title nor any other part of it. */
export function gonePage(reason: GoneReason, at: Date, links: SiteLinks): Page {
  const title = reason === 'expired' || reason === 'superseded' ? '该信息已下线' : '该信息已撤回';
  return plainPage(title, links, [
    h('dl.facts', [
      h('div', [h('dt', '原因'), h('dd#reason', goneWords[reason])]),
      h('div', [h('dt', '时间'), h('dd', minuteText(at))]),
    ]),
    h('p', '如需了解有关情况，请与发布机关联系。'),
  ]);
}

export const missingPage = (links: SiteLinks): Page =>
  plainPage('没有找到这个页面', links, [h('p', '网址可能有误，或者该信息从未在本站发布。')]);

/** Every way into the site on one page. */
export function mapPage(categories: { category: string; count: number }[], links: SiteLinks): Page {
  const columns = categories.map(({ category, count }) =>
    h('li', [h('a', { href: links.list(category) }, category), h('span.count', `${String(count)} 条`)]),
  );
  return {
    title: '站点地图',
    crumbs: [{ text: '首页', href: links.home }, { text: '站点地图' }],
    main: [
      h('section.plain', [
        h('h1', '站点地图'),
        h('ul', [
          h('li', [h('a', { href: links.home }, '首页'), ...(columns.length > 0 ? [h('ul', columns)] : [])]),
          h('li', [h('a', { href: links.feed }, '订阅最新信息（Atom）')]),
        ]),
      ]),
    ],
  };
}

/** A page that says one thing. @param back where its button leads; home, when nothing else is named */
export function plainPage(
  title: string,
  links: SiteLinks,
  content: string | Page['main'],
  back = { text: '返回首页', href: links.home },
): Page {
  return {
    title,
    head: [noIndex],
    crumbs: [{ text: '首页', href: links.home }, { text: title }],
    main: [
      h('section.plain', [
        h('h1', title),
        ...(typeof content === 'string' ? [h('p', content)] : content),
        h('p', [h('a.button', { href: back.href }, back.text)]),
      ]),
    ],
  };
}
