import ipaddr from 'ipaddr.js';
import { sql } from 'kysely';
import type { Db } from '../store/database.js';

/** How long attempts are counted together, in seconds. */
export const windowSeconds = 15 * 60;

/** What was counted under a key: so many attempts in its window, which ends in `wait` seconds. */
export interface Counted {
  key: string;
  attempts: number;
  wait: number;
}

/** Counts one more attempt under each key. The counters live in the database, so a restart forgives nothing. */
export function countAttempts(db: Db, keys: readonly string[]): Promise<Counted[]> {
  const old = sql<boolean>`login_attempts.since <= hub_now() - make_interval(secs => ${windowSeconds})`;
  return db
    .insertInto('login_attempts')
    .values(keys.map((key) => ({ key, attempts: 1 })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        attempts: sql<number>`case when ${old} then 1 else login_attempts.attempts + 1 end`,
        since: sql<Date>`case when ${old} then hub_now() else login_attempts.since end`,
      }),
    )
    .returning([
      'key',
      'attempts',
      sql<number>`ceil(extract(epoch from since - hub_now()) + ${windowSeconds})::int`.as('wait'),
    ])
    .execute();
}

/** The part of an address that one household or office shares: all of an IPv4 one, the first half of an IPv6 one. */
export function network(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6)
    return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString();
  return parsed.toString();
}
