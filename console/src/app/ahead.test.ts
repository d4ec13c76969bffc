import { expect, test } from '@jest/globals';
import { chunksOf, readsOf, routesTo } from './ahead.js';
import type { PageRoute } from './router.js';

const named = (name: string): NonNullable<PageRoute['lazy']> =>
  Object.assign(() => Promise.reject(new Error(name)), { is: name });

const routes: PageRoute[] = [
  { path: '/login', lazy: named('login') },
  {
    path: '/',
    lazy: named('office'),
    reads: () => ['/frame'],
    children: [
      {
        children: [
          { index: true, lazy: named('today') },
          { path: 'announcements/:id', lazy: named('record') },
          { path: 'announcements/new', lazy: named('new') },
          {
            path: 'announcements/:id/edit',
            lazy: named('editor'),
            reads: (may, { id }) => [
              `/one/${id ?? ''}`,
              ...(may('ledger.read') ? ['/ledger', '/frame'] : []),
            ],
          },
          { path: '*', lazy: named('nowhere') },
        ],
      },
    ],
  },
];

const names = (pathname: string) =>
  chunksOf(routesTo(routes, pathname)).map((load) => (load as unknown as { is: string }).is);

test('an address has the chunks of its frame and its page, and a name wins over a parameter', () => {
  expect(names('/')).toEqual(['office', 'today']);
  expect(names('/login')).toEqual(['login']);
  expect(names('/announcements/new')).toEqual(['office', 'new']);
  expect(names('/announcements/42')).toEqual(['office', 'record']);
  expect(names('/announcements/42/edit/')).toEqual(['office', 'editor']);
  expect(names('/announcements/42/other')).toEqual([]);
});

test('what is asked for ahead: the frame’s and the page’s, each once, as far as the member may', () => {
  const reads = (pathname: string, may: boolean) => readsOf(routesTo(routes, pathname), pathname, () => may);
  expect(reads('/announcements/42/edit', false)).toEqual([['/one/42'], ['/frame']]);
  expect(reads('/announcements/42/edit/', true)).toEqual([['/one/42', '/ledger', '/frame']]);
  expect(reads('/login', true)).toEqual([]);
});
