import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  thumbprintText,
  type DeviceKey,
  type PairingAnswer,
  type PairingState,
} from '../contract/display-link.js';
import { HubError } from '../contract/errors.js';
import { sha256 } from '../platform/hash.js';
import { newId, plainCode } from '../platform/ids.js';
import { DATABASE, databaseNow, type Db, type Tx } from '../store/database.js';
import { ManifestSigner } from './hub-key.js';

const codeLength = 6;
const minutes = 10;
/** Within those minutes: codes that an address may ask for, and wrong codes that a member or an address may try. */
const limits = { ask: 60, claimByMember: 5, claimByAddress: 20 } as const;

/** New screens: a key asks for a code, shows it, and waits until a member types it in. */
@Injectable()
export class Pairings {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly signer: ManifestSigner,
  ) {}

  /**
   * The key's code: the one that it has, or a new one. The code lives ten minutes.
   * @throws HubError gone for a revoked key, too_many_attempts
   */
  async ask(publicKey: DeviceKey, address: string): Promise<PairingAnswer> {
    const hubKey = await this.signer.publicKey();
    const keyId = sha256(thumbprintText(publicKey));
    const screen = await this.db
      .selectFrom('screen')
      .select('revoked_at')
      .where('key_id', '=', keyId)
      .executeTakeFirst();
    if (screen?.revoked_at) throw new HubError('gone', 'this key was revoked; make a new one');
    if (screen) return { state: 'claimed', hubKey };
    const row = await this.db.transaction().execute(async (tx) => {
      await tx
        .deleteFrom('pairing')
        .where('expires_at', '<=', sql<Date>`hub_now()`)
        .execute();
      const standing = await tx
        .selectFrom('pairing')
        .selectAll()
        .where('key_id', '=', keyId)
        .executeTakeFirst();
      if (standing) return standing;
      await this.limit(tx, 'ask', address, limits.ask);
      await this.count(tx, 'ask', [address]);
      return this.create(tx, keyId, publicKey);
    });
    const now = (await databaseNow(this.db)).toISOString();
    return {
      state: 'waiting',
      id: row.id,
      code: row.code,
      expiresAt: row.expires_at.toISOString(),
      now,
      hubKey,
    };
  }

  /** How a pairing stands. A claimed one has become the screen of the same id. */
  async state(id: string): Promise<PairingState> {
    const screen = await this.db.selectFrom('screen').select('id').where('id', '=', id).executeTakeFirst();
    if (screen) return { state: 'claimed' };
    const waiting = await this.db
      .selectFrom('pairing')
      .select('id')
      .where('id', '=', id)
      .where('expires_at', '>', sql<Date>`hub_now()`)
      .executeTakeFirst();
    return { state: waiting ? 'waiting' : 'expired' };
  }

  /**
   * Takes the pairing that shows this code, locked until the transaction ends.
   * @throws HubError pairing_code_unknown, already_claimed
   */
  async take(tx: Tx, code: string): Promise<{ id: string; keyId: string; publicKey: DeviceKey }> {
    const row = await tx
      .selectFrom('pairing')
      .selectAll()
      .where('code', '=', code)
      .where('expires_at', '>', sql<Date>`hub_now()`)
      .forUpdate()
      .executeTakeFirst();
    if (!row)
      throw new HubError('pairing_code_unknown', 'look at the screen again: a code lives ten minutes');
    const claimed = await tx.selectFrom('screen').select('id').where('id', '=', row.id).executeTakeFirst();
    if (claimed) throw new HubError('already_claimed');
    return { id: row.id, keyId: row.key_id, publicKey: row.public_key };
  }

  /**
   * Counts a try before it is made, so that many at once are no more than the limit. Returns what forgets it again, for a
   * try that was no guess.
   * @throws HubError too_many_attempts when the member or the address has guessed too often
   */
  async countTry(memberId: string, address: string): Promise<() => Promise<void>> {
    const ids = await this.db.transaction().execute(async (tx) => {
      // In the same order for everybody.
      for (const who of [memberId, address].sort())
        await sql`select pg_advisory_xact_lock(hashtextextended(${`pairing ${who}`}, 0))`.execute(tx);
      await this.limit(tx, 'claim', memberId, limits.claimByMember);
      await this.limit(tx, 'claim', address, limits.claimByAddress);
      return this.count(tx, 'claim', [memberId, address]);
    });
    return async () => {
      await this.db.deleteFrom('pairing_attempt').where('id', 'in', ids).execute();
    };
  }

  private async create(tx: Tx, keyId: string, publicKey: DeviceKey) {
    for (let tries = 0; tries < 10; tries += 1) {
      const row = await tx
        .insertInto('pairing')
        .values({
          id: newId(),
          code: plainCode(codeLength),
          key_id: keyId,
          public_key: JSON.stringify(publicKey),
          expires_at: sql<Date>`hub_now() + make_interval(mins => ${minutes})`,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      const known =
        row ?? (await tx.selectFrom('pairing').selectAll().where('key_id', '=', keyId).executeTakeFirst());
      if (known) return known;
    }
    throw new HubError('unavailable', 'no free pairing code was found; try again');
  }

  private async limit(db: Db | Tx, kind: 'ask' | 'claim', who: string, most: number): Promise<void> {
    const { attempts, wait } = await db
      .selectFrom('pairing_attempt')
      .select([
        sql<number>`count(*)::int`.as('attempts'),
        sql<number>`coalesce(ceil(extract(epoch from min(at) - hub_now()) + ${minutes * 60}), 1)::int`.as(
          'wait',
        ),
      ])
      .where('kind', '=', kind)
      .where('who', '=', who)
      .where('at', '>', sql<Date>`hub_now() - make_interval(mins => ${minutes})`)
      .executeTakeFirstOrThrow();
    if (attempts >= most)
      throw new HubError('too_many_attempts', `wait ${wait} seconds, then try again`, {
        facts: { retryAfter: Math.max(1, wait) },
      });
  }

  private async count(db: Db | Tx, kind: 'ask' | 'claim', who: string[]): Promise<string[]> {
    await db
      .deleteFrom('pairing_attempt')
      .where('at', '<', sql<Date>`hub_now() - make_interval(mins => ${minutes})`)
      .execute();
    const rows = await db
      .insertInto('pairing_attempt')
      .values(who.map((one) => ({ kind, who: one })))
      .returning('id')
      .execute();
    return rows.map(({ id }) => id);
  }
}
