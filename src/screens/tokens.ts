import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { HubError } from '../contract/errors.js';
import { SECRETS, type HubSecrets } from '../platform/secrets.js';

/** How long a screen's token for HTTP is good, in milliseconds; the socket gives a new one at any time. */
const lifeMs = 10 * 60_000;

/** Short-lived proofs that a screen has signed the socket's challenge. Every web node can check them. */
@Injectable()
export class Tokens {
  private readonly key: Buffer;

  constructor(@Inject(SECRETS) secrets: HubSecrets) {
    this.key = createHmac('sha256', secrets.session).update('screen tokens').digest();
  }

  issue(screenId: string, now = Date.now()): string {
    const claim = `${screenId}.${now + lifeMs}`;
    return `${claim}.${this.mac(claim)}`;
  }

  /** The screen's id. @throws HubError not_signed_in */
  check(header: string | undefined, now = Date.now()): string {
    const [, screenId = '', expires = '', mac = ''] =
      /^Bearer ([0-9a-f-]{36})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/.exec(header ?? '') ?? [];
    const expected = Buffer.from(this.mac(`${screenId}.${expires}`));
    const given = Buffer.from(mac);
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isOurs || Number(expires) < now)
      throw new HubError('not_signed_in', 'ask for a new token on the socket');
    return screenId;
  }

  private mac(claim: string): string {
    return createHmac('sha256', this.key).update(claim).digest('base64url');
  }
}
