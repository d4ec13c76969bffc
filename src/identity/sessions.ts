import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { SECRETS, type HubSecrets } from '../platform/secrets.js';
import { SESSION_COOKIE } from '../platform/web/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { createAuth, sessionLife, type Auth } from './auth.js';
import type { Caller } from './caller.js';
import { callerOfUser } from './callers.js';

/** A log-in that is valid now. */
export interface Session {
  id: string;
  userId: string;
  caller: Caller;
}

/** Finds out who is behind a request or a socket. */
@Injectable()
export class Sessions {
  readonly auth: Auth;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) config: HubConfig,
    @Inject(SECRETS) secrets: HubSecrets,
    @Inject(LOGGER) logger: Logger,
  ) {
    // A key of its own for each purpose, so that a signature is never valid elsewhere.
    const secret = createHmac('sha256', secrets.session).update('session cookie').digest();
    this.auth = createAuth({ db, secret, baseUrl: config.consoleUrl, logger });
  }

  /** The member behind these headers' session cookie; undefined when there is none, or it has ended. */
  async authenticate(headers: IncomingHttpHeaders): Promise<Caller | undefined> {
    const session = await this.find(headers);
    return session && { ...session.caller, sessionId: session.id };
  }

  /** Whether the session's member gave the password within the last minutes. */
  async isFresh(sessionId: string): Promise<boolean> {
    const row = await this.db
      .selectFrom('auth_session')
      .select('id')
      .where('id', '=', sessionId)
      .where('proved_at', '>', sql<Date>`now() - make_interval(secs => ${sessionLife.proof})`)
      .executeTakeFirst();
    return row !== undefined;
  }

  /**
   * The session behind these headers. A look counts as use and moves the idle limit, unless `touch` is false.
   */
  async find(headers: IncomingHttpHeaders, touch = true): Promise<Session | undefined> {
    if (!headers.cookie?.includes(`${SESSION_COOKIE}=`)) return undefined;
    const found = await this.auth.api.getSession({
      headers: new Headers({ cookie: headers.cookie }),
      query: { disableRefresh: !touch },
    });
    if (!found) return undefined;
    const { id, userId, createdAt } = found.session;
    if (createdAt.getTime() + sessionLife.absolute * 1000 <= Date.now()) {
      await this.db.deleteFrom('auth_session').where('id', '=', id).execute();
      return undefined;
    }
    const caller = await this.caller(userId);
    return caller && { id, userId, caller };
  }

  /** The member of a log-in, unless it was switched off. */
  caller(userId: string): Promise<Caller | undefined> {
    return callerOfUser(this.db, userId);
  }

  /** Which of these sessions still stand. For open sockets; it does not count as use. */
  async standing(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows = await this.db
      .selectFrom('auth_session as s')
      .innerJoin('member as m', 'm.user_id', 's.user_id')
      .select('s.id')
      .where('s.id', 'in', [...sessionIds])
      .where('s.expires_at', '>', sql<Date>`now()`)
      .where('s.created_at', '>', sql<Date>`now() - make_interval(secs => ${sessionLife.absolute})`)
      .where('m.disabled_at', 'is', null)
      .execute();
    return new Set(rows.map(({ id }) => id));
  }
}
