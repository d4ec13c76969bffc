import { expect, test } from '@jest/globals';
import { isSignature, isTimely, requestText, signatureOf, statusText } from './signature.js';

// Made with `printf … | openssl dgst -sha256 -hmac …`, not with this code; README.md shows the same.
const key = 'example-key-of-32-characters-long';
const stamp = { time: '1795401000', nonce: 'Zm9vYmFyYmF6cXV4MTIz' };
const body = '{"reason":"内容有误"}';
const id = '00000000-0000-7000-8001-000000000001';

test('the worked example of a request', () => {
  const text = requestText('POST', `/api/submissions/${id}/withdrawal`, stamp, body);
  expect(signatureOf(key, text)).toBe('7237b59876972060ff98cbe1872f888dc4b22cbfd07fc13a4940100cb0fd7df0');
});

test('the worked example of a call without a body', () => {
  expect(signatureOf(key, requestText('GET', `/api/submissions/${id}`, stamp, ''))).toBe(
    '4ff7285747f815d2c9933de335e7cc49385f66f76776f60cf171dd026b2abcfb',
  );
});

test('the worked example of a status message', () => {
  expect(signatureOf(key, statusText(stamp, body))).toBe(
    'a4ede354516e0236b5342816557e0a219de3095321fa5d83abfe1dafe8f19081',
  );
});

test('every part is signed, and a status is no request', () => {
  const text = requestText('POST', '/a', stamp, body);
  const others = [
    requestText('PUT', '/a', stamp, body),
    requestText('POST', '/a?b', stamp, body),
    requestText('POST', '/a', { ...stamp, time: '1795401001' }, body),
    requestText('POST', '/a', { ...stamp, nonce: `${stamp.nonce}x` }, body),
    requestText('POST', '/a', stamp, `${body} `),
    statusText(stamp, body),
  ];
  const signature = signatureOf(key, text);
  expect(isSignature(key, text, signature)).toBe(true);
  expect(isSignature(`${key}x`, text, signature)).toBe(false);
  for (const other of others) expect(isSignature(key, other, signature)).toBe(false);
  for (const odd of ['', 'é', signature.slice(1), signature.toUpperCase()])
    expect(isSignature(key, text, odd)).toBe(false);
});

test('five minutes on either side are heard, not a second more, and no odd time', () => {
  const now = new Date('2026-11-23T02:30:00.000Z');
  const at = (seconds: number) => String(now.getTime() / 1000 + seconds);
  expect([-300, 0, 300].map((seconds) => isTimely(at(seconds), now))).toEqual([true, true, true]);
  expect([-301, 301].map((seconds) => isTimely(at(seconds), now))).toEqual([false, false]);
  for (const odd of ['', 'now', '1e9', '-1', `${at(0)}.5`, at(0).padStart(13, '0')])
    expect(isTimely(odd, now)).toBe(false);
});
