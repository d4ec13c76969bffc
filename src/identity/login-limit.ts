import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { HubError } from '../contract/errors.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { SECRETS, type HubSecrets } from '../platform/secrets.js';
import { visitorAddress } from '../platform/web/visitor-address.js';
import { DATABASE, type Db } from '../store/database.js';
import { countAttempts, network, windowSeconds } from './attempts.js';

/**
 * Failed log-ins within one window. `pair` is one account from one address. It is much lower than `account`, so that a
 * stranger cannot lock a member out with a few guesses; `address` has room for an office behind one address.
 */
export const attemptLimits = { account: 100, address: 60, pair: 10 } as const;
type Scope = keyof typeof attemptLimits;
const scopes: readonly Scope[] = ['account', 'address', 'pair'];

const cleanEveryMs = 60_000;

/** One log-in that was counted before its password was looked at. */
export interface Attempt {
  keys: Partial<Record<Scope, string>>;
}

/** Slows guessing down. The counters live in the database, so a restart forgives nothing. */
@Injectable()
export class LoginLimit {
  private readonly key: Buffer;
  private cleanedAt = 0;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SECRETS) secrets: HubSecrets,
    @Inject(CONFIG) private readonly config: HubConfig,
  ) {
    this.key = createHmac('sha256', secrets.session).update('login attempts').digest();
  }

  /**
   * Counts an attempt, before its password is looked at, so that many at once are counted as many. Without an account,
   * which a provider tells only at the end, only its address is counted.
   * @throws HubError too_many_attempts with the seconds to wait
   */
  async begin(account: string | undefined, request: IncomingMessage): Promise<Attempt> {
    const where = network(visitorAddress(request, this.config.trustedProxies));
    const keys: Attempt['keys'] = { address: this.hashed('address', where), ...this.keysOf(account, where) };
    const counted = Object.values(keys);
    const rows = await countAttempts(this.db, counted);
    const over = scopes.flatMap((scope) => {
      const row = rows.find(({ key }) => key === keys[scope]);
      return row && row.attempts > attemptLimits[scope] ? [row.wait] : [];
    });
    await this.clean();
    if (over.length > 0) throw tooMany(Math.max(1, ...over));
    return { keys };
  }

  /** A log-in that went well is not held against anybody. */
  async succeeded({ keys: { pair, ...others } }: Attempt): Promise<void> {
    if (pair !== undefined) await this.db.deleteFrom('login_attempts').where('key', '=', pair).execute();
    await this.db
      .updateTable('login_attempts')
      .set({ attempts: sql<number>`greatest(attempts - 1, 0)` })
      .where('key', 'in', Object.values(others))
      .execute();
  }

  private keysOf(account: string | undefined, where: string): Attempt['keys'] {
    if (account === undefined) return {};
    const who = account.trim().toLowerCase();
    return { account: this.hashed('account', who), pair: this.hashed('pair', `${who}\n${where}`) };
  }

  private hashed(scope: Scope, value: string): string {
    return `${scope}:${createHmac('sha256', this.key).update(`${scope}\n${value}`).digest('base64url')}`;
  }

  private async clean(): Promise<void> {
    if (performance.now() - this.cleanedAt < cleanEveryMs) return;
    this.cleanedAt = performance.now();
    await sql`
      delete from login_attempts where key in (
        select key from login_attempts where since < hub_now() - make_interval(secs => ${windowSeconds})
        limit 1000 for update skip locked
      )`.execute(this.db);
    await sql`delete from auth_session where expires_at < now()`.execute(this.db);
  }
}

function tooMany(seconds: number): HubError {
  return new HubError('too_many_attempts', `wait ${seconds} seconds, then try again`, {
    facts: { retryAfter: seconds },
  });
}
