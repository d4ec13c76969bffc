import { expect, test } from '@jest/globals';
import { fromSameOrigin } from './same-origin.js';

const host = 'hub.example:3000';

test.each([
  ['its own origin', { origin: 'http://hub.example:3000' }],
  ['its own origin behind a proxy that ends TLS', { origin: 'https://hub.example:3000' }],
  ['a fetch that the browser calls same-origin', { 'sec-fetch-site': 'same-origin' }],
])('%s is trusted', (_, headers) => {
  expect(fromSameOrigin({ host, ...headers }, false)).toBe(true);
});

test.each([
  ['another host', { origin: 'http://evil.example:3000' }],
  ['another port', { origin: 'http://hub.example:3001' }],
  ['no origin that can be named', { origin: 'null' }],
  ['rubbish', { origin: 'hub.example:3000' }],
  [
    'an own origin that the browser calls cross-site',
    { origin: 'http://hub.example:3000', 'sec-fetch-site': 'cross-site' },
  ],
  ['an address that somebody typed, for a change', { 'sec-fetch-site': 'none' }],
])('%s is not trusted', (_, headers) => {
  expect(fromSameOrigin({ host, ...headers }, false)).toBe(false);
});

test('silence and typed addresses may read, other sites may not', () => {
  expect(fromSameOrigin({ host }, true)).toBe(true);
  expect(fromSameOrigin({ host, 'sec-fetch-site': 'none' }, true)).toBe(true);
  expect(fromSameOrigin({ host, origin: 'http://evil.example' }, true)).toBe(false);
  expect(fromSameOrigin({ host }, false)).toBe(false);
});
