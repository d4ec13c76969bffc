import { challengeText, DeviceKey, thumbprintText } from '../../../src/contract/display-link.js';
import { sha256, toBase64Url } from './bytes.js';
import type { Database, Device } from './database.js';

/** The device's key: the one that it has, or a new one. */
export async function ownDevice(db: Pick<Database, 'get' | 'set'>): Promise<Device> {
  const known = await db.get('device');
  if (known) return known;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const publicKey = DeviceKey.parse(await crypto.subtle.exportKey('jwk', pair.publicKey));
  const device = { keyId: await sha256(thumbprintText(publicKey)), publicKey, privateKey: pair.privateKey };
  await db.set('device', device);
  return device;
}

/** The device's signature under the hub's challenge. */
export async function answerChallenge({ keyId, privateKey }: Device, nonce: string): Promise<string> {
  const text = new TextEncoder().encode(challengeText(nonce, keyId));
  return toBase64Url(
    new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, text)),
  );
}
