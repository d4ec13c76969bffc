import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { visitorAddress } from './visitor-address.js';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;
const proxies = ['10.0.0.5', '172.16.0.0/12', 'fd00::/8'];

test.each([
  ['nobody is believed who is no proxy', from('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
  ['a proxy tells who asked it', from('10.0.0.5', '198.51.100.1'), '198.51.100.1'],
  ['also one that speaks IPv4 in IPv6', from('::ffff:10.0.0.5', '198.51.100.1'), '198.51.100.1'],
  ['what was made up stands further left', from('10.0.0.5', '192.0.2.9, 198.51.100.1'), '198.51.100.1'],
  ['a chain of proxies is walked', from('fd00::1', '198.51.100.1, 172.20.0.3'), '198.51.100.1'],
  ['a proxy that says nothing is itself the address', from('10.0.0.5'), '10.0.0.5'],
  ['nonsense is no address', from('10.0.0.5', 'unknown'), '10.0.0.5'],
])('%s', (_, request, address) => {
  expect(visitorAddress(request, proxies)).toBe(address);
});
