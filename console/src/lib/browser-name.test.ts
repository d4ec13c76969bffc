import { expect, test } from '@jest/globals';
import { browserName } from './browser-name.js';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/156.0.0.0 Safari/537.36`, 'Chrome · Windows'],
  [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/156.0.0.0 Safari/537.36 Edg/156.0`, 'Edge · Windows'],
  [
    `Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/140 Mobile Safari/537.36 MicroMessenger/8.0`,
    '微信 · Android',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1', 'Safari · iOS'],
  ['curl/8.0', undefined],
  ['', undefined],
])('%s', (agent, name) => {
  expect(browserName(agent)).toBe(name);
});
