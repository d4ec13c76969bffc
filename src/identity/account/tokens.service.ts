import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CreateToken, TokenView, TokenWithSecret } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { newId } from '../../platform/ids.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { about } from '../about.js';
import type { Caller } from '../caller.js';
import { callerOfMember } from '../callers.js';
import { hashSecret, newSecret } from '../links.js';

/** What tokens begin with, so that one that leaked is recognised. */
const PREFIX = 'tongbo_';
/** A use is written down at most this often, in seconds. */
const TOUCH = 60;

/** Keys by which other programs act for a member, within fewer permissions than the member's. */
@Injectable()
export class ApiTokens {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Those of a member that work. */
  async list(memberId: string): Promise<TokenView[]> {
    const rows = await this.valid().where('member_id', '=', memberId).orderBy('created_at').execute();
    return rows.map(toView);
  }

  /** @throws HubError forbidden for a permission that the member does not have */
  async create(caller: Caller, wish: CreateToken): Promise<TokenWithSecret> {
    const missing = wish.permissions.find((permission) => !caller.permissions.has(permission));
    if (missing !== undefined) throw new HubError('forbidden', `you do not have ${missing} yourself`);
    const [id, token] = [newId(), `${PREFIX}${newSecret()}`];
    const permissions = [...new Set(wish.permissions)];
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await tx
        .insertInto('api_token')
        .values({
          id,
          office_id: caller.officeId,
          member_id: caller.memberId,
          name: wish.name,
          token_hash: hashSecret(token),
          permissions,
          expires_at: sql<Date>`hub_now() + make_interval(days => ${wish.days})`,
        })
        .execute();
      await appendLedger(tx, [{ ...about(caller, id), kind: 'token.created', data: { permissions } }]);
    });
    const row = await this.valid().where('id', '=', id).executeTakeFirstOrThrow();
    return { view: toView(row), token };
  }

  /** @throws HubError not_found for one that is another's or works no more */
  async revoke(caller: Caller, id: string): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const revoked = await tx
        .updateTable('api_token')
        .set({ revoked_at: sql<Date>`hub_now()` })
        .where('id', '=', id)
        .where('member_id', '=', caller.memberId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (revoked.numUpdatedRows === 0n) throw new HubError('not_found');
      await appendLedger(tx, [{ ...about(caller, id), kind: 'token.revoked', data: {} }]);
    });
  }

  /** Who a request with this token acts for: the member, with no more than the token may. */
  async authenticate(token: string): Promise<Caller | undefined> {
    if (!token.startsWith(PREFIX)) return undefined;
    const row = await this.valid().where('token_hash', '=', hashSecret(token)).executeTakeFirst();
    const caller = row && (await callerOfMember(this.db, row.member_id));
    if (!row || !caller) return undefined;
    await this.db
      .updateTable('api_token')
      .set({ last_used_at: sql<Date>`hub_now()` })
      .where('id', '=', row.id)
      .where((query) =>
        query.or([
          query('last_used_at', 'is', null),
          query('last_used_at', '<', sql<Date>`hub_now() - make_interval(secs => ${TOUCH})`),
        ]),
      )
      .execute();
    const permissions = new Set(row.permissions.filter((permission) => caller.permissions.has(permission)));
    return { ...caller, permissions, byToken: true };
  }

  private valid() {
    return this.db
      .selectFrom('api_token')
      .selectAll()
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', sql<Date>`hub_now()`);
  }
}

/** All of a member's tokens end with what an administrator takes from the member. */
export async function revokeTokensOf(tx: Tx, by: Caller, memberId: string): Promise<void> {
  const revoked = await tx
    .updateTable('api_token')
    .set({ revoked_at: sql<Date>`hub_now()` })
    .where('member_id', '=', memberId)
    .where('office_id', '=', by.officeId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  await appendLedger(
    tx,
    revoked.map(({ id }) => ({ ...about(by, id), kind: 'token.revoked', data: {} })),
  );
}

type Row = Awaited<ReturnType<ReturnType<ApiTokens['valid']>['execute']>>[number];

const toView = (row: Row): TokenView => ({
  id: row.id,
  name: row.name,
  permissions: row.permissions,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString(),
});
