import { Inject, Injectable } from '@nestjs/common';
import type { AccountView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { notify } from '../../store/notify.js';
import { about } from '../about.js';
import type { Caller } from '../caller.js';
import { SignOnFailure } from './failure.js';
import { SignOnProvider, type Known } from './provider.js';

type Identity = Pick<Known, 'issuer' | 'subject'>;
/** By which way an identity became a member's. */
export type LinkedBy = 'email' | 'invitation' | 'member';

/** Which member a provider means by a subject. */
@Injectable()
export class Identities {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly provider: SignOnProvider,
  ) {}

  /** The member of an identity, also one who was switched off. */
  async memberOf({ issuer, subject }: Identity): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('member_identity')
      .select('member_id')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst();
    return row?.member_id;
  }

  /**
   * The one active member with the e-mail address that the provider has verified.
   * @throws SignOnFailure unverified, unknown, ambiguous
   */
  async memberByEmail(person: Readonly<Record<string, unknown>>): Promise<string> {
    const email = this.verifiedEmail(person);
    const members = await this.db
      .selectFrom('member')
      .select('id')
      .where('email', '=', email)
      .where('disabled_at', 'is', null)
      .limit(2)
      .execute();
    const [member, another] = members;
    if (!member) throw new SignOnFailure('unknown');
    if (another) throw new SignOnFailure('ambiguous');
    return member.id;
  }

  /**
   * Makes an identity a member's, with its ledger entry. By e-mail, it takes the place of a first password that others
   * know, and of the sessions that it opened. @throws SignOnFailure taken, disabled
   */
  async link(tx: Tx, memberId: string, { issuer, subject }: Identity, by: LinkedBy): Promise<void> {
    const member = await tx
      .selectFrom('member')
      .select(['office_id', 'user_id', 'must_change_password'])
      .where('id', '=', memberId)
      .where('disabled_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!member) throw new SignOnFailure('disabled');
    const made = await tx
      .insertInto('member_identity')
      .values({ issuer, subject, member_id: memberId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 1n) throw new SignOnFailure('taken');
    if (by === 'email' && member.must_change_password) await forgetPassword(tx, memberId, member.user_id);
    await appendLedger(tx, [
      {
        officeId: member.office_id,
        actor: `member:${memberId}`,
        kind: 'member.identity_linked',
        subjectId: memberId,
        data: { by },
      },
    ]);
  }

  /** What the account's page shows; undefined where the hub has no provider. */
  async standing(memberId: string): Promise<AccountView['provider']> {
    const { settings } = this.provider;
    if (!settings) return undefined;
    const row = await this.db
      .selectFrom('member_identity')
      .select('linked_at')
      .where('member_id', '=', memberId)
      .where('issuer', '=', this.provider.name)
      .executeTakeFirst();
    return { label: settings.label, ...(row ? { linkedAt: row.linked_at.toISOString() } : {}) };
  }

  /**
   * The provider means nobody here any more, and the sessions that it made end, but for the one that asks.
   * @throws HubError not_found; wrong_state for a member without a password, who could not come in again
   */
  async unlink(caller: Caller): Promise<void> {
    const issuer = this.provider.name;
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const { user_id: userId } = await tx
        .selectFrom('member')
        .select('user_id')
        .where('id', '=', caller.memberId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      if (!(await hasPassword(tx, userId)))
        throw new HubError('wrong_state', 'there is no password to sign in with');
      const gone = await tx
        .deleteFrom('member_identity')
        .where('member_id', '=', caller.memberId)
        .where('issuer', '=', issuer)
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new HubError('not_found');
      await tx
        .deleteFrom('auth_session')
        .where('user_id', '=', userId)
        .where('made_by', '=', 'provider')
        .where('id', '!=', caller.sessionId ?? '')
        .execute();
      await appendLedger(tx, [
        { ...about(caller, caller.memberId), kind: 'member.identity_unlinked', data: {} },
      ]);
      await notify(tx, 'hub_sessions');
    });
  }

  private verifiedEmail(person: Readonly<Record<string, unknown>>): string {
    const { emailClaim, emailDomains } = this.provider.required;
    const email = person[emailClaim];
    if (typeof email !== 'string' || person['email_verified'] !== true) throw new SignOnFailure('unverified');
    const plain = email.trim().toLowerCase();
    const domain = plain.slice(plain.lastIndexOf('@') + 1);
    if (emailDomains.length > 0 && !emailDomains.includes(domain)) throw new SignOnFailure('unknown');
    return plain;
  }
}

async function hasPassword(tx: Tx, userId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('auth_account')
    .select('id')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .where('password', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function forgetPassword(tx: Tx, memberId: string, userId: string): Promise<void> {
  await tx
    .updateTable('auth_account')
    .set({ password: null, updated_at: new Date() })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .execute();
  await tx.updateTable('member').set({ must_change_password: false }).where('id', '=', memberId).execute();
  // Whoever came in by it could do nothing until now, and is not the member for certain.
  await tx.deleteFrom('auth_session').where('user_id', '=', userId).execute();
  await notify(tx, 'hub_sessions');
}
