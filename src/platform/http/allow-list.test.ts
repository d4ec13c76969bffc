import { expect, test } from '@jest/globals';
import { OutboundAllowList, smtpEntry } from './allow-list.js';

test('an entry allows its scheme, host and port, whatever the path, and nothing beside', () => {
  const list = new OutboundAllowList(['http://127.0.0.1:8080', 'https://portal.example.cn/']);
  expect(list.allows('http://127.0.0.1:8080/cgi-bin/token?a=b')).toBe(true);
  expect(list.allows(new URL('https://portal.example.cn:443/x'))).toBe(true);
  for (const other of ['https://127.0.0.1:8080', 'http://127.0.0.1:8081', 'http://127.0.0.2:8080'])
    expect(list.allows(other)).toBe(false);
});

test('a lender puts new entries in the place of its old ones; others keep theirs', () => {
  const list = new OutboundAllowList(['http://10.0.0.1']);
  list.lend('wechat', ['http://127.0.0.1:4001']);
  list.lend('portal', ['http://127.0.0.1:4002']);
  list.lend('wechat', ['http://127.0.0.1:4003']);
  const allowed = () =>
    ['http://10.0.0.1', 'http://127.0.0.1:4001', 'http://127.0.0.1:4002', 'http://127.0.0.1:4003'].filter(
      (entry) => list.allows(entry),
    );
  expect(allowed()).toEqual(['http://10.0.0.1', 'http://127.0.0.1:4002', 'http://127.0.0.1:4003']);
  list.withdraw('wechat');
  expect(allowed()).toEqual(['http://10.0.0.1', 'http://127.0.0.1:4002']);
});

test('a mail server is an entry too, and is no web server', () => {
  const list = new OutboundAllowList([smtpEntry('Mail.example.cn', 2525), smtpEntry('::1', 25)]);
  expect(list.allows('smtp://mail.example.cn:2525')).toBe(true);
  expect(list.allows(smtpEntry('[::1]', 25))).toBe(true);
  expect(list.allows('http://mail.example.cn:2525')).toBe(false);
});

test('what is no address is refused when the list is made', () => {
  expect(() => new OutboundAllowList(['127.0.0.1:8080'])).toThrow('Invalid URL');
});
