import { createHmac, timingSafeEqual } from 'node:crypto';

/** A notice older or newer than this is refused. Milliseconds. */
const WINDOW = 5 * 60_000;

/** `sha256=<hex>` over the time (seconds since 1970, as text), a line end and the body. */
export const signNotice = (time: string, body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${time}\n${body}`).digest('hex')}`;

/** Whether a notice was signed with the secret, for about now. */
export function isSigned(
  { time, signature, body }: { time: string; signature: string; body: string },
  secret: string,
  now: Date,
): boolean {
  if (!/^\d{1,12}$/.test(time) || Math.abs(Number(time) * 1000 - now.getTime()) > WINDOW) return false;
  const right = Buffer.from(signNotice(time, body, secret));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}
