import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Hash } from 'wechatpay-axios-plugin';

/** The platform pads to 32 bytes; AES and node know 16, so padding is done here (section 6.4). */
const BLOCK = 32;
const RANDOM = 16;
const HEAD = RANDOM + 4;

/** What is wrong with a callback, by the numbers of the platform's own samples. */
export const callbackCodes = {
  signature: -40001,
  parse: -40002,
  key: -40004,
  appId: -40005,
  encrypt: -40006,
  decrypt: -40007,
  buffer: -40008,
  base64: -40010,
} as const;

/** A callback that is not what the platform would send to this account. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(`${String(code)} ${message}`);
  }
}

/** The hex SHA-1 over the parts in the order of their code units (section 6.2). */
export const signatureOf = (...parts: string[]): string =>
  Hash.sha1(Buffer.from([...parts].sort().join(''), 'utf8'));

/** Whether a signature fits, compared in constant time. */
export function isSigned(given: string | null, ...parts: string[]): boolean {
  return given !== null && /^[0-9a-f]{40}$/.test(given) && Hash.equals(signatureOf(...parts), given);
}

/** @throws CallbackRefused `key` for anything but 43 letters and digits. */
function keyOf(encodingAESKey: string): Buffer {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAESKey))
    throw new CallbackRefused(callbackCodes.key, 'an EncodingAESKey has 43 letters and digits');
  return Buffer.from(`${encodingAESKey}=`, 'base64');
}

/**
 * Opens an `Encrypt` field whose signature was checked before.
 * @throws CallbackRefused when it was not made with this key for this account
 */
export function decrypt(encrypted: string, encodingAESKey: string, appId: string): string {
  const key = keyOf(encodingAESKey);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted))
    throw new CallbackRefused(callbackCodes.base64, 'the encrypted part is not base64');
  const sealed = Buffer.from(encrypted, 'base64');
  if (sealed.length === 0 || sealed.length % BLOCK !== 0)
    throw new CallbackRefused(callbackCodes.decrypt, 'the encrypted part has a wrong length');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return messageOf(unpad(Buffer.concat([decipher.update(sealed), decipher.final()])), appId);
}

function unpad(padded: Buffer): Buffer {
  const pad = padded.at(-1) ?? 0;
  const isPadding = pad >= 1 && pad <= BLOCK && padded.subarray(-pad).every((byte) => byte === pad);
  if (!isPadding) throw new CallbackRefused(callbackCodes.decrypt, 'the padding is wrong');
  return padded.subarray(0, padded.length - pad);
}

/** 16 random bytes, the message's length in bytes, the message, and the account that it is for. */
function messageOf(plain: Buffer, appId: string): string {
  if (plain.length < HEAD) throw new CallbackRefused(callbackCodes.buffer, 'the message is too short');
  const end = HEAD + plain.readUInt32BE(RANDOM);
  if (end > plain.length) throw new CallbackRefused(callbackCodes.buffer, 'the message is cut off');
  if (plain.subarray(end).toString('utf8') !== appId)
    throw new CallbackRefused(callbackCodes.appId, 'the message is for another account');
  return plain.subarray(HEAD, end).toString('utf8');
}

/** Seals a message as the platform does; `random` is 16 bytes. */
export function encrypt(
  message: string,
  encodingAESKey: string,
  appId: string,
  random: Uint8Array = randomBytes(RANDOM),
): string {
  const key = keyOf(encodingAESKey);
  if (random.length !== RANDOM)
    throw new CallbackRefused(callbackCodes.encrypt, `${String(RANDOM)} random bytes are needed`);
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(appId, 'utf8')]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(pad, pad)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
