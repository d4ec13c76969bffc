import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { Refusal } from '../refusal.js';
import { Pull } from './pull.js';

/*
 * Encryption under a passphrase in the format of age (https://age-encryption.org/v1), so that an archive opens without
 * this program too: scrypt wraps a file key; ChaCha20-Poly1305 encrypts in chunks of 64 KiB, each bound to its place,
 * the last one marked, so that nothing can be changed, left out, moved or cut off without being found.
 */

const VERSION = 'age-encryption.org/v1';
const CHUNK = 64 * 1024;
const TAG = 16;
const NONCE = 12;
/** scrypt's cost as a power of two: 128 MiB and half a second. A file may ask for at most eight times as much. */
const COST = 17;
const MOST_COST = 20;
const LONGEST_LINE = 128;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Encrypts what comes. */
export async function* encrypted(
  passphrase: string,
  source: AsyncIterable<Buffer>,
  cost = COST,
): AsyncGenerator<Buffer> {
  const fileKey = randomBytes(16);
  const salt = randomBytes(16);
  const wrapped = seal(await wrappingKey(passphrase, salt, cost), Buffer.alloc(NONCE), fileKey);
  const head = `${VERSION}\n-> scrypt ${base64(salt)} ${cost}\n${base64(wrapped)}\n---`;
  yield Buffer.from(`${head} ${base64(macOf(fileKey, head))}\n`);
  const nonce = randomBytes(16);
  yield nonce;
  const key = derived(fileKey, nonce, 'payload');
  const bytes = new Pull(source);
  for (let index = 0; ; index += 1) {
    const chunk = await bytes.take(CHUNK);
    const isLast = await bytes.isAtEnd();
    yield seal(key, chunkNonce(index, isLast), chunk);
    if (isLast) return;
  }
}

/**
 * Decrypts what comes; each piece has been checked when it is given out, and that nothing is missing when it ends.
 * @throws Refusal for what is no such file, for another passphrase, and for damage
 */
export async function* decrypted(passphrase: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = new Pull(source);
  const fileKey = await readHead(passphrase, bytes);
  const key = derived(fileKey, await bytes.take(16), 'payload');
  for (let index = 0; ; index += 1) {
    const chunk = await bytes.take(CHUNK + TAG);
    const isLast = await bytes.isAtEnd();
    const plain = unseal(key, chunkNonce(index, isLast), chunk);
    if (!plain || (plain.length === 0 && index > 0))
      throw new Refusal(
        isLast
          ? 'The archive is damaged or cut off near its end.'
          : `The archive is damaged at about ${index * CHUNK} bytes.`,
      );
    if (plain.length > 0) yield plain;
    if (isLast) return;
  }
}

async function readHead(passphrase: string, bytes: Pull): Promise<Buffer> {
  const version = await bytes.line(LONGEST_LINE);
  if (version !== VERSION)
    throw new Refusal('This is not an archive of a hub: it does not begin as a file encrypted by age does.');
  const stanza = (await bytes.line(LONGEST_LINE)) ?? '';
  const [, salt = '', cost = ''] = /^-> scrypt ([A-Za-z0-9+/]{22}) ([1-9]\d?)$/.exec(stanza) ?? [];
  if (salt === '' || Number(cost) > MOST_COST)
    throw new Refusal('The archive is not encrypted under a passphrase, or its head is damaged.');
  const body = (await bytes.line(LONGEST_LINE)) ?? '';
  const mac = (await bytes.line(LONGEST_LINE)) ?? '';
  const key = await wrappingKey(passphrase, Buffer.from(salt, 'base64'), Number(cost));
  const fileKey = unseal(key, Buffer.alloc(NONCE), Buffer.from(body, 'base64'));
  if (fileKey?.length !== 16)
    throw new Refusal('The passphrase is not the one of this archive, or the archive’s head is damaged.');
  const head = `${version}\n${stanza}\n${body}\n---`;
  const expected = Buffer.from(`--- ${base64(macOf(fileKey, head))}`);
  const found = Buffer.from(mac);
  if (found.length !== expected.length || !timingSafeEqual(found, expected))
    throw new Refusal('The archive’s head is damaged.');
  return fileKey;
}

function wrappingKey(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  const label = Buffer.concat([Buffer.from(`${VERSION}/scrypt`), salt]);
  const N = 2 ** cost;
  return new Promise((resolve, reject) => {
    // scrypt needs 1 KiB for each step of its cost, and a little more.
    scrypt(passphrase, label, 32, { N, r: 8, p: 1, maxmem: N * 1024 + 1024 * 1024 }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

const derived = (fileKey: Buffer, salt: Buffer, info: string): Buffer =>
  Buffer.from(hkdfSync('sha256', fileKey, salt, info, 32));

const macOf = (fileKey: Buffer, head: string): Buffer =>
  createHmac('sha256', derived(fileKey, Buffer.alloc(0), 'header'))
    .update(head)
    .digest();

function chunkNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE);
  nonce.writeUIntBE(index, 5, 6);
  nonce[NONCE - 1] = isLast ? 1 : 0;
  return nonce;
}

function seal(key: Buffer, nonce: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined for what was not encrypted with this key, at this place, or was changed since. */
function unseal(key: Buffer, nonce: Buffer, bytes: Buffer): Buffer | undefined {
  if (bytes.length < TAG) return undefined;
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  const plain = decipher.update(bytes.subarray(0, bytes.length - TAG));
  try {
    decipher.final();
    return plain;
  } catch {
    // OpenSSL has one error for this, and it says nothing more.
    return undefined;
  }
}
