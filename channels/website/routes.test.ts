import { expect, test } from '@jest/globals';
import { Addresses } from './addresses.js';
import { routeOf } from './routes.js';

const base = '/site/main';
const addresses = new Addresses(`https://notices.example${base}`);
const asset = { hash: `sha256:${'a'.repeat(64)}`, name: '表.PDF', mediaType: 'image/png', size: 1 };
const digits = 'a'.repeat(64);

test.each([
  [addresses.home, { to: 'list', page: 1 }],
  [addresses.list(undefined, 3), { to: 'list', page: 3 }],
  [addresses.list('通知/公告'), { to: 'list', category: '通知/公告', page: 1 }],
  [addresses.list('通知公告', 2), { to: 'list', category: '通知公告', page: 2 }],
  [addresses.feedOf('公示'), { to: 'feed', kind: 'atom', category: '公示' }],
  [addresses.feed, { to: 'feed', kind: 'atom' }],
  [addresses.rss, { to: 'feed', kind: 'rss' }],
  [addresses.sitemap, { to: 'sitemap' }],
  [addresses.sitemapPart(7), { to: 'sitemap', part: 7 }],
  [addresses.map, { to: 'map' }],
  [addresses.icon, { to: 'icon' }],
  [addresses.style('0123456789abcdef'), { to: 'style', hash: '0123456789abcdef' }],
  [addresses.article('b4x8n6'), { to: 'article', slug: 'b4x8n6' }],
  [addresses.picture('b4x8n6', asset), { to: 'picture', slug: 'b4x8n6', digits, ending: 'png' }],
  [addresses.attachment('b4x8n6', asset), { to: 'attachment', slug: 'b4x8n6', digits, ending: 'pdf' }],
])('%s leads where it was written for', (path, route) => {
  expect(routeOf(path, base)).toEqual(route);
});

test.each([
  ['/site/main', '/site/main/'],
  ['/site/main/n/b4x8n6', '/site/main/n/b4x8n6/'],
  ['/site/main/p/2', '/site/main/p/2/'],
  ['/site/main/c/x', '/site/main/c/x/'],
])('%s is completed to %s', (path, to) => {
  expect(routeOf(path, base)).toEqual({ to: 'elsewhere', path: to });
});

test.each([
  '/site/mainly/',
  '/site/main/n/',
  '/site/main/n/..%2f/',
  '/site/main/n/-x/',
  '/site/main/n/x/item.json',
  '/site/main/n/x/assets/' + digits,
  `/site/main/n/x/p/${digits}.png/`,
  `/site/main/n/x/p/${digits.slice(1)}.png`,
  '/site/main/p/1/',
  '/site/main/p/0/',
  '/site/main/p/2/x',
  '/site/main/c/%E0%A4%A/',
  '/site/main/c//',
  '/site/main//evil.example/',
  '/site/main/style-xyz.css',
])('%s leads nowhere', (path) => {
  expect(routeOf(path, base)).toEqual({ to: 'nowhere' });
});
