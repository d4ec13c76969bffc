import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A message is heard when its time is at most this far from the listener's clock. Seconds. */
export const WINDOW_SECONDS = 300;

/** The four headers that sign a message. */
export const headerNames = {
  key: 'x-portal-key',
  time: 'x-portal-time',
  nonce: 'x-portal-nonce',
  signature: 'x-portal-signature',
} as const;

export interface Stamp {
  /** Seconds since 1970, in decimal digits. */
  time: string;
  /** 16 to 64 of `A-Z a-z 0-9 _ -`, never used before. */
  nonce: string;
}

/** The text that a request to the portal is signed over. `path` is as sent, with its query. */
export function requestText(
  method: string,
  path: string,
  { time, nonce }: Stamp,
  body: string | Uint8Array,
): string {
  return ['portal-request-v1', method, path, time, nonce, bodyHash(body)].join('\n');
}

/** The text that a status message of the portal is signed over. It has no path: a proxy may change that. */
export function statusText({ time, nonce }: Stamp, body: string | Uint8Array): string {
  return ['portal-status-v1', time, nonce, bodyHash(body)].join('\n');
}

/** HMAC-SHA256 in lower-case hex; the key is the secret's UTF-8 bytes. */
export const signatureOf = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex');

/** Takes the same time for every wrong signature. */
export function isSignature(key: string, text: string, given: string): boolean {
  const right = Buffer.from(signatureOf(key, text));
  const claimed = Buffer.from(given);
  return claimed.length === right.length && timingSafeEqual(claimed, right);
}

export function freshStamp(now: Date): Stamp {
  return { time: String(Math.floor(now.getTime() / 1000)), nonce: randomBytes(16).toString('base64url') };
}

export const isNonce = (text: string): boolean => /^[A-Za-z0-9_-]{16,64}$/.test(text);

/** Whether a stamp's time is within the window around `now`. */
export function isTimely(time: string, now: Date): boolean {
  if (!/^[0-9]{1,12}$/.test(time)) return false;
  return Math.abs(now.getTime() / 1000 - Number(time)) <= WINDOW_SECONDS;
}

const bodyHash = (body: string | Uint8Array): string => createHash('sha256').update(body).digest('hex');
