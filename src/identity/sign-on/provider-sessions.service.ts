import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { decrypt, encrypt } from '../../platform/encryption.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { notify } from '../../store/notify.js';
import { about } from '../about.js';
import type { Caller } from '../caller.js';
import { browserOf, sessionCookies } from '../log-ins.js';
import { Sessions } from '../sessions.js';
import { SignOnProvider } from './provider.js';

const CONTEXT = 'logout hint';

interface Opening {
  /** When the member signed in at the provider, in seconds since 1970. */
  authTime?: number | undefined;
  idToken?: string | undefined;
  /** The session that the browser had. */
  before?: string | undefined;
}

/** Sessions that a provider's word opened. */
@Injectable()
export class ProviderSessions {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SECRETS) private readonly secrets: Pick<HubSecrets, 'settings'>,
    private readonly sessions: Sessions,
    private readonly provider: SignOnProvider,
  ) {}

  /**
   * Opens one and ends the one before. It is as fresh as the log-in at the provider: one that does not say when that
   * was opens a session that has proved nothing yet. Returns the cookies.
   */
  async open(caller: Caller, opening: Opening, headers: IncomingHttpHeaders): Promise<string[]> {
    const { user_id: userId } = await this.db
      .selectFrom('member')
      .select('user_id')
      .where('id', '=', caller.memberId)
      .executeTakeFirstOrThrow();
    const made = await this.sessions.auth.api.openSession({
      body: { userId },
      headers: browserOf(headers),
      returnHeaders: true,
    });
    const { authTime = 0, idToken, before } = opening;
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await tx
        .updateTable('auth_session')
        .set({
          made_by: 'provider',
          proved_at: sql<Date>`least(now(), to_timestamp(${authTime}))`,
          logout_hint: idToken === undefined ? null : encrypt(this.secrets.settings, idToken, CONTEXT),
        })
        .where('token', '=', made.response.token)
        .execute();
      if (before !== undefined) await tx.deleteFrom('auth_session').where('id', '=', before).execute();
      const data = { by: 'provider' };
      await appendLedger(tx, [{ ...about(caller, caller.memberId), kind: 'member.signed_in', data }]);
      if (before !== undefined) await notify(tx, 'hub_sessions');
    });
    return sessionCookies(made.headers);
  }

  /** Its member has just signed in at the provider anew. */
  async proved(sessionId: string): Promise<void> {
    await this.db
      .updateTable('auth_session')
      .set({ proved_at: sql<Date>`now()` })
      .where('id', '=', sessionId)
      .execute();
  }

  /** Where the provider's own session ends after one of the hub's has. */
  async logoutAddress(hint: string | undefined): Promise<string | undefined> {
    if (hint === undefined) return undefined;
    return this.provider.logoutAddress(decrypt(this.secrets.settings, hint, CONTEXT));
  }
}
