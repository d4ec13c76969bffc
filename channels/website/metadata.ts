import type { Element } from 'hast';
import { h } from 'hastscript';
import type { SiteDocument } from './document.js';
import type { SiteSettings } from './settings.js';
import { minuteText } from '../../src/contract/kit/office-time.js';

/** Columns whose type the national tag list names differently; every other column is its own type. */
const columnTypes: Record<string, string> = {
  通知公告: '工作动态',
  政府信息公开年报: '信息公开年报',
  办事指南: '办事服务',
  领导信息: '负责人信息',
};

const tag = (name: string, content: string): Element => h('meta', { name, content });

/** Tags that every page carries (网页标签, site level). */
export function siteTags({ siteName, siteCode }: SiteSettings, host: string | undefined): Element[] {
  return [
    tag('SiteName', siteName),
    ...(host === undefined ? [] : [tag('SiteDomain', host)]),
    ...(siteCode === undefined ? [] : [tag('SiteIDCode', siteCode)]),
  ];
}

/** Tags of a column and of every page in it; the home page is a column of its own. */
export function columnTags(category: string | undefined, officeName: string): Element[] {
  const name = category ?? '首页';
  const what = category ?? '通知公告、政策文件等政府信息';
  return [
    tag('ColumnName', name),
    tag('ColumnDescription', `${officeName}依法公开的${what}`),
    tag('ColumnKeywords', `${what},${officeName},政府信息公开`),
    tag('ColumnType', category === undefined ? '首页' : (columnTypes[category] ?? category)),
  ];
}

/** Tags of an article. `published` is missing in a preview, where nothing is published yet. */
export function articleTags(
  document: SiteDocument,
  {
    url,
    image,
    published,
  }: { url?: string | undefined; image?: string | undefined; published?: Date | undefined },
): Element[] {
  const { title, issuer, category, summary, docNo, metadata } = document;
  return [
    tag('ArticleTitle', title),
    ...(published ? [tag('PubDate', minuteText(published))] : []),
    tag('ContentSource', issuer),
    tag('Keywords', (metadata?.keywords ?? [category, docNo, issuer].filter(Boolean)).join(',')),
    tag('Author', issuer),
    tag('Description', summary),
    ...(image === undefined ? [] : [tag('Image', image)]),
    ...(url === undefined ? [] : [tag('Url', url)]),
  ];
}
