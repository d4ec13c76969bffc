import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { sql } from 'kysely';
import QRCode from 'qrcode';
import type { RecoveryCodes, SecondFactorBegun } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { decrypt, encrypt } from '../../platform/encryption.js';
import { plainCode } from '../../platform/ids.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';
import { DATABASE, databaseNow, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { about } from '../about.js';
import type { Caller } from '../caller.js';
import { hashSecret } from '../links.js';

const ISSUER = 'Tongbo 通播';
/** RFC 6238: a code holds for 30 s; one before and one after are taken, for clocks that are a little off. */
const STEP_MS = 30_000;
const WINDOW = [0, -1, 1] as const;
const RECOVERY_CODES = 8;

const contextOf = (memberId: string): string => `second factor of ${memberId}`;

/** Six figures from a telephone, asked for after the password. Recovery codes stand in for a lost telephone. */
@Injectable()
export class SecondFactors {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SECRETS) private readonly secrets: Pick<HubSecrets, 'settings'>,
  ) {}

  /** Whether it is asked for, and how many recovery codes are left. */
  async standing(memberId: string): Promise<{ on: boolean; recoveryCodesLeft: number }> {
    const row = await this.confirmed(this.db, memberId);
    return { on: row !== undefined, recoveryCodesLeft: row?.recovery.length ?? 0 };
  }

  /** A new secret to be confirmed; one that was begun before is forgotten. @throws HubError wrong_state when it is on */
  async begin({ memberId, username }: Caller): Promise<SecondFactorBegun> {
    const bytes = randomBytes(20);
    const secret = base32.encode(bytes, { padding: false });
    const sealed = encrypt(this.secrets.settings, secret, contextOf(memberId));
    const kept = await this.db
      .insertInto('second_factor')
      .values({ member_id: memberId, secret: sealed })
      .onConflict((conflict) =>
        conflict
          .column('member_id')
          .doUpdateSet({ secret: sealed })
          .where('second_factor.confirmed_at', 'is', null),
      )
      .executeTakeFirst();
    if (kept.numInsertedOrUpdatedRows !== 1n) throw new HubError('wrong_state', 'it is on already');
    const uri = createOTP(bytes).url(ISSUER, username);
    return { secret, uri, qr: await QRCode.toString(uri, { type: 'svg', margin: 1 }) };
  }

  /** Turns it on. @throws HubError bad_code; wrong_state when nothing was begun */
  async confirm(caller: Caller, code: string): Promise<RecoveryCodes> {
    const { memberId } = caller;
    const codes = Array.from({ length: RECOVERY_CODES }, () => `${plainCode(5)}-${plainCode(5)}`);
    await transact(this.db, `member:${memberId}`, async (tx) => {
      const row = await tx
        .selectFrom('second_factor')
        .selectAll()
        .where('member_id', '=', memberId)
        .where('confirmed_at', 'is', null)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new HubError('wrong_state', 'begin first');
      const step = await this.stepOf(tx, row, code);
      if (step === undefined) throw new HubError('bad_code');
      await tx
        .updateTable('second_factor')
        .set({ confirmed_at: sql<Date>`hub_now()`, last_step: step, recovery: codes.map(hashSecret) })
        .where('member_id', '=', memberId)
        .execute();
      await appendLedger(tx, [{ ...about(caller, memberId), kind: 'member.second_factor_on', data: {} }]);
    });
    return { codes };
  }

  /** Off again, by its owner, or by an administrator when the telephone is gone. @throws HubError not_found */
  async remove(by: Caller, memberId: string): Promise<void> {
    await transact(this.db, `member:${by.memberId}`, async (tx) => {
      const removed = await tx
        .deleteFrom('second_factor')
        .where('member_id', '=', (query) =>
          query
            .selectFrom('member')
            .select('id')
            .where('id', '=', memberId)
            .where('office_id', '=', by.officeId),
        )
        .where('confirmed_at', 'is not', null)
        .executeTakeFirst();
      if (removed.numDeletedRows === 0n) throw new HubError('not_found');
      await appendLedger(tx, [{ ...about(by, memberId), kind: 'member.second_factor_off', data: {} }]);
    });
  }

  /**
   * Passes who has none, and who gives a code that was not used before, or a recovery code, which is then spent.
   * @throws HubError code_required, bad_code
   */
  async require(memberId: string, code: string | undefined): Promise<void> {
    await transact(this.db, `member:${memberId}`, async (tx) => {
      const row = await this.confirmed(tx, memberId);
      if (!row) return;
      if (code === undefined || code === '') throw new HubError('code_required');
      const step = await this.stepOf(tx, row, code);
      const spent = hashSecret(code.toUpperCase());
      if (step === undefined && !row.recovery.includes(spent)) throw new HubError('bad_code');
      await tx
        .updateTable('second_factor')
        .set(
          step === undefined
            ? { recovery: row.recovery.filter((kept) => kept !== spent) }
            : { last_step: step },
        )
        .where('member_id', '=', memberId)
        .execute();
    });
  }

  private confirmed(db: Db | Tx, memberId: string) {
    return db
      .selectFrom('second_factor')
      .selectAll()
      .where('member_id', '=', memberId)
      .where('confirmed_at', 'is not', null)
      .$if(db.isTransaction, (query) => query.forUpdate())
      .executeTakeFirst();
  }

  /** The 30 s that a code belongs to, unless it is wrong or no newer than the last one that was used. */
  private async stepOf(
    tx: Tx,
    row: { member_id: string; secret: string; last_step: string },
    code: string,
  ): Promise<number | undefined> {
    const secret = decrypt(this.secrets.settings, row.secret, contextOf(row.member_id));
    const otp = createOTP(base32.decode(secret));
    const now = Math.floor((await databaseNow(tx)).getTime() / STEP_MS);
    for (const offset of WINDOW) {
      const step = now + offset;
      if (step > Number(row.last_step) && (await otp.hotp(step)) === code) return step;
    }
    return undefined;
  }
}
