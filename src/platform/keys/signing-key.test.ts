import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { loadSigningKey } from './index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-key-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function isSignature(publicKey: string, text: string, signature: string): boolean {
  const x = publicKey.slice('ed25519:'.length);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature.slice('ed25519:'.length), 'base64url'));
}

it('signs with a key that only its owner may read', async () => {
  const key = await loadSigningKey(folder, 'manifest');
  expect(isSignature(key.publicKey, '节目单', key.sign('节目单'))).toBe(true);
  expect(isSignature(key.publicKey, '别的', key.sign('节目单'))).toBe(false);
  expect(statSync(join(folder, 'keys', 'manifest.pem')).mode & 0o777).toBe(0o600);
});

it('keeps the key, also when several processes make it at once', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadSigningKey(folder, 'manifest')));
  const later = await loadSigningKey(folder, 'manifest');
  expect(new Set([...keys, later].map(({ id }) => id)).size).toBe(1);
  expect(readdirSync(join(folder, 'keys'))).toEqual(['manifest.pem']);
});

it('says what to do about a damaged key', async () => {
  await loadSigningKey(folder, 'manifest');
  writeFileSync(join(folder, 'keys', 'manifest.pem'), 'rubbish');
  await expect(loadSigningKey(folder, 'manifest')).rejects.toThrow(/damaged: put it back from a backup/);
});
