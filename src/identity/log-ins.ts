import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { APIError } from 'better-auth/api';
import { sql } from 'kysely';
import type { ChangePassword, Prove, SignIn } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { DATABASE, transact, type Db } from '../store/database.js';
import { appendLedger, type LedgerEntry } from '../store/ledger.js';
import { SESSION_COOKIE } from '../platform/web/index.js';
import { notify } from '../store/notify.js';
import { about } from './about.js';
import { SecondFactors } from './account/second-factor.service.js';
import type { Caller } from './caller.js';
import { LoginLimit, type Attempt } from './login-limit.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { Sessions } from './sessions.js';

/** Signing in and out and changing passwords, with their limits and ledger entries. */
@Injectable()
export class LogIns {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly sessions: Sessions,
    private readonly limit: LoginLimit,
    private readonly factors: SecondFactors,
  ) {}

  /**
   * Opens a session, and ends the one that the browser had.
   * @throws HubError bad_credentials, too_many_attempts, code_required, bad_code
   */
  async signIn(wish: SignIn, request: IncomingMessage): Promise<{ caller: Caller; cookies: string[] }> {
    const attempt = await this.begin(wish.username, request);
    const opened = await this.open(wish, request.headers);
    const caller = opened && (await this.sessions.caller(opened.userId));
    if (!caller) {
      if (opened) await this.db.deleteFrom('auth_session').where('token', '=', opened.token).execute();
      await this.recordRefusal(wish.username, opened ? 'disabled' : 'bad_password');
      throw new HubError('bad_credentials');
    }
    await this.requireCode(caller, wish.code, opened.token);
    await this.limit.succeeded(attempt);
    await this.endSession(request.headers);
    await this.record(caller, 'member.signed_in');
    return { caller, cookies: opened.cookies };
  }

  /**
   * Ends the session if there is one. Returns the cookie that takes the old one away, and what the provider wants to
   * hear where one had made the session.
   */
  async signOut(
    headers: IncomingHttpHeaders,
  ): Promise<{ cookies: string[]; logoutHint: string | undefined }> {
    const ended = await this.endSession(headers);
    if (ended) await this.record(ended.caller, 'member.signed_out');
    return {
      cookies: [`${SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`],
      logoutHint: ended?.logoutHint,
    };
  }

  /**
   * Sets a new password, ends all sessions of the member and opens a new one.
   * @throws HubError bad_credentials when the present password is wrong, too_many_attempts
   */
  async changePassword(caller: Caller, wish: ChangePassword, request: IncomingMessage): Promise<string[]> {
    const attempt = await this.begin(caller.username, request);
    const account = await this.accountOf(caller.memberId);
    const present = account.password;
    if (present === null || !(await verifyPassword(present, wish.currentPassword)))
      throw new HubError('bad_credentials', 'the present password is wrong');
    const password = await hashPassword(wish.newPassword);
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const changed = await tx
        .updateTable('auth_account')
        .set({ password, updated_at: new Date() })
        .where('id', '=', account.id)
        .where('password', '=', present)
        .executeTakeFirst();
      if (changed.numUpdatedRows !== 1n)
        throw new HubError('bad_credentials', 'the password was changed meanwhile');
      await tx.deleteFrom('auth_session').where('user_id', '=', account.user_id).execute();
      await tx
        .updateTable('member')
        .set({ must_change_password: false })
        .where('id', '=', caller.memberId)
        .execute();
      await appendLedger(tx, [entry(caller, 'member.password_changed')]);
      await notify(tx, 'hub_sessions');
    });
    await this.limit.succeeded(attempt);
    const opened = await this.open(
      { username: caller.username, password: wish.newPassword },
      request.headers,
    );
    return opened?.cookies ?? [];
  }

  /**
   * The password once more, before something that cannot be undone. @throws HubError bad_credentials, code_required,
   * bad_code, too_many_attempts
   */
  async prove(caller: Caller, wish: Prove, request: IncomingMessage): Promise<void> {
    const attempt = await this.begin(caller.username, request);
    const { password } = await this.accountOf(caller.memberId);
    if (password === null || !(await verifyPassword(password, wish.password))) {
      await this.recordRefusal(caller.username, 'bad_password');
      throw new HubError('bad_credentials', 'the password is wrong');
    }
    await this.factors.require(caller.memberId, wish.code);
    await this.limit.succeeded(attempt);
    await this.db
      .updateTable('auth_session')
      .set({ proved_at: sql<Date>`now()` })
      .where('id', '=', caller.sessionId ?? '')
      .execute();
  }

  private accountOf(memberId: string) {
    return this.db
      .selectFrom('auth_account as a')
      .innerJoin('member as m', 'm.user_id', 'a.user_id')
      .select(['a.id', 'a.user_id', 'a.password'])
      .where('m.id', '=', memberId)
      .where('a.provider_id', '=', 'credential')
      .executeTakeFirstOrThrow();
  }

  /** A session that was opened by the password alone ends again when the code is missing or wrong. */
  private async requireCode(caller: Caller, code: string | undefined, token: string): Promise<void> {
    try {
      await this.factors.require(caller.memberId, code);
    } catch (error) {
      await this.db.deleteFrom('auth_session').where('token', '=', token).execute();
      if (error instanceof HubError && error.code === 'bad_code')
        await this.recordRefusal(caller.username, 'bad_code');
      throw error;
    }
  }

  private async begin(username: string, request: IncomingMessage): Promise<Attempt> {
    try {
      return await this.limit.begin(username, request);
    } catch (error) {
      if (error instanceof HubError) await this.recordRefusal(username, 'too_many_attempts');
      throw error;
    }
  }

  private async open(wish: SignIn, headers: IncomingHttpHeaders) {
    try {
      const answer = await this.sessions.auth.api.signInUsername({
        body: { username: wish.username, password: wish.password },
        headers: browserOf(headers),
        returnHeaders: true,
      });
      const { token, user } = answer.response;
      return { userId: user.id, token, cookies: sessionCookies(answer.headers) };
    } catch (error) {
      if (error instanceof APIError && error.statusCode < 500) return undefined;
      throw error;
    }
  }

  private async endSession(headers: IncomingHttpHeaders) {
    const session = await this.sessions.find(headers, false);
    if (!session) return undefined;
    const ended = await this.db
      .deleteFrom('auth_session')
      .where('id', '=', session.id)
      .returning('logout_hint')
      .executeTakeFirst();
    await notify(this.db, 'hub_sessions');
    return { caller: session.caller, logoutHint: ended?.logout_hint ?? undefined };
  }

  private async record(caller: Caller, kind: string): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, (tx) => appendLedger(tx, [entry(caller, kind)]));
  }

  private recordRefusal(username: string, reason: string): Promise<void> {
    return recordRefusal(this.db, username, reason);
  }
}

/** What a session keeps of the browser that opened it. */
export const browserOf = (headers: IncomingHttpHeaders): Headers =>
  new Headers({ 'user-agent': headers['user-agent']?.slice(0, 300) ?? '' });

function entry(caller: Caller, kind: string): LedgerEntry {
  return { ...about(caller, caller.memberId), kind, data: {} };
}

/** Only for accounts that exist: what strangers type belongs to no office. */
export async function recordRefusal(db: Db, username: string, reason: string): Promise<void> {
  const member = await db
    .selectFrom('member')
    .select(['id', 'office_id'])
    .where('username', '=', username.toLowerCase())
    .executeTakeFirst();
  if (!member) return;
  await appendLedger(db, [
    {
      officeId: member.office_id,
      actor: 'system:identity',
      kind: 'member.sign_in_refused',
      subjectId: member.id,
      data: { reason },
    },
  ]);
}

/** The session cookie without an age: the browser forgets it when it closes, and the database decides until then. */
export function sessionCookies(headers: Headers): string[] {
  const cookies = headers.getSetCookie().filter((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));
  return cookies.map((cookie) => cookie.replace(/; *Max-Age=\d+/i, ''));
}
