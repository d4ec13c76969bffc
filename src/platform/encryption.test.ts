import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decrypt, encrypt } from './encryption.js';

const key = randomBytes(32);

test('what was encrypted comes back, and never twice in the same form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, context) => {
      const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
      const sealed = encrypt(key, wellFormed, context);
      expect(decrypt(key, sealed, context)).toBe(wellFormed);
      expect(encrypt(key, wellFormed, context)).not.toBe(sealed);
    }),
  );
});

test('another key, another owner or another byte is refused', () => {
  const sealed = encrypt(key, '密钥', 'target:1');
  expect(() => decrypt(randomBytes(32), sealed, 'target:1')).toThrow("this hub's key");
  expect(() => decrypt(key, sealed, 'target:2')).toThrow("this hub's key");
  const bytes = Buffer.from(sealed.slice('aes-256-gcm:'.length), 'base64');
  for (let at = 0; at < bytes.length; at += 1) {
    const edited = Buffer.from(bytes);
    edited.writeUInt8(edited.readUInt8(at) ^ 1, at);
    expect(() => decrypt(key, `aes-256-gcm:${edited.toString('base64')}`, 'target:1')).toThrow();
  }
  expect(() => decrypt(key, 'plain', 'target:1')).toThrow('unknown cipher');
});
