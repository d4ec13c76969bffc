import type { ElementContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { Portal } from './portal.js';
import type { Article } from './state.js';
import { style } from './style.js';

const columns = ['首页', '要闻动态', '政务公开', '政务服务', '互动交流', '走进明川'];

export interface DrillPage {
  title: string;
  head?: ElementContent[];
  main: ElementContent[];
}

/** Every page of a portal; each says 演练. */
export function pageHtml({ identity }: Portal, { title, head = [], main }: DrillPage): string {
  const { name, english, colour } = identity;
  const tree = h(null, [
    { type: 'doctype' },
    h('html', { lang: 'zh-CN' }, [
      h('head', [
        h('meta', { charSet: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('meta', { name: 'robots', content: 'noindex' }),
        h('title', `${title}_${name}`),
        ...head,
        h('style', `:root { --main: ${colour} }${style}`),
      ]),
      h('body', [
        h('div.drill', '演练：这是演练用的门户，不是真实网站 · DRILL'),
        h('header', [
          h('div.wrap', [
            h('span.seal', { ariaHidden: 'true' }, [...name][2] ?? ''),
            h('strong', [name, h('small', english)]),
          ]),
        ]),
        h('nav', [
          h(
            'div.wrap',
            columns.map((column) => h('a', { href: '/' }, column)),
          ),
        ]),
        h('main.wrap', main),
        h('footer', [
          h('p', `主办单位：${name}编辑部（演练） 网站标识码：0000000000 ICP备案：演练字00000000号`),
          h('p', '版权所有 未经许可不得转载 · 我为政府网站找错 · 站点地图 · 联系我们'),
        ]),
      ]),
    ]),
  ]);
  return `${toHtml(tree)}\n`;
}

export const minuteText = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(instant));

/** The public list, newest first. */
export function homePage(portal: Portal): string {
  const shown = portal.state.articles.filter(({ state }) => state === 'public').reverse();
  const items = shown.map((article) =>
    h('li', [
      h('a', { href: new URL(portal.address(article)).pathname }, article.title),
      h('time', minuteText(article.publishedAt).slice(0, 10)),
    ]),
  );
  const list = items.length === 0 ? h('p', '还没有文章') : h('ul.list', items);
  return pageHtml(portal, {
    title: '要闻动态',
    main: [h('p.crumbs', '当前位置：首页 > 要闻动态'), h('section.sheet', [h('h1', '要闻动态'), list])],
  });
}

/** A public article in the usual clothes of such sites: metadata, source, reading count, neighbours. */
export function articlePage(portal: Portal, article: Article): string {
  const { title, html, source, metadata, publishedAt } = article;
  // What the text shows is no attachment.
  const files = article.files.filter(({ hash }) => !html.includes(hash.slice('sha256:'.length)));
  const published = minuteText(publishedAt);
  const others = portal.state.articles.filter(
    (one) => one.state === 'public' && one.number !== article.number,
  );
  return pageHtml(portal, {
    title,
    head: [
      h('meta', { name: 'ArticleTitle', content: title }),
      h('meta', { name: 'PubDate', content: published }),
      h('meta', { name: 'ContentSource', content: source }),
    ],
    main: [
      h('p.crumbs', '当前位置：首页 > 政务公开 > 通知公告'),
      h('article.sheet', [
        ...(metadata.length === 0
          ? []
          : [
              h(
                'dl.meta',
                metadata.flatMap(({ label, value }) => [h('dt', label), h('dd', value)]),
              ),
            ]),
        h('h1', title),
        h('div.about', [
          h('span', `发布时间：${published}`),
          ...(source === '' ? [] : [h('span', `来源：${source}`)]),
          h('span', '字号：大 中 小'),
          h('span', '分享到：'),
        ]),
        h('div.text', contentOf(html)),
        ...(files.length === 0
          ? []
          : [
              h('h2', '附件'),
              h(
                'ul',
                files.map(({ hash, name }) =>
                  h('li', [h('a', { href: `/files/${hash.slice(7)}`, download: name }, name)]),
                ),
              ),
            ]),
        h('p.about', ['【打印本页】 【关闭窗口】']),
        ...others
          .slice(-2)
          .map((one) => h('p.crumbs', ['相关阅读：', h('a', { href: portal.address(one) }, one.title)])),
      ]),
    ],
  });
}

const contentOf = (html: string): ElementContent[] =>
  fromHtml(html, { fragment: true }).children.filter(
    (node): node is ElementContent => node.type !== 'doctype',
  );

export const missingPage = (portal: Portal): string =>
  pageHtml(portal, {
    title: '页面不存在',
    main: [h('section.sheet', [h('h1', '您访问的页面不存在或已删除'), h('p', '请返回首页查看其他内容。')])],
  });

/** What a broken system shows with status 200. */
export const errorPage = (portal: Portal): string =>
  pageHtml(portal, {
    title: '系统繁忙',
    main: [h('section.sheet', [h('h1', '系统繁忙，请稍后再试'), h('p', '错误代码：500')])],
  });
