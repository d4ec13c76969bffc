import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import type { BeginSignOn, SignOnResult } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { LOGGER, type Logger } from '../../platform/log/index.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { SecondFactors } from '../account/second-factor.service.js';
import type { Caller } from '../caller.js';
import { callerOfMember } from '../callers.js';
import { Joins } from '../joining/joins.service.js';
import { recordRefusal } from '../log-ins.js';
import { LoginLimit } from '../login-limit.js';
import { Sessions } from '../sessions.js';
import { SignOnCookie, type AtCode, type Away, type Purpose } from './cookie.js';
import { reasonOf, SignOnFailure, whyOf } from './failure.js';
import { Identities } from './identities.service.js';
import { SignOnProvider, type Known } from './provider.js';
import { ProviderSessions } from './provider-sessions.service.js';

/** The page of the console that ends a sign-on in a window of its own, and asks for the code. */
export const DONE_PAGE = '/sign-on';

/** Where the browser goes, and what it keeps. */
export interface Way {
  location: string;
  cookies: string[];
}
interface Begun {
  url: string;
  cookie: string;
}
type Finished = Omit<AtCode, 'at' | 'begun' | 'next'>;

/** The way to the provider and back: signing in, joining, linking, and proving who one is. */
@Injectable()
export class SignOn {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly provider: SignOnProvider,
    private readonly cookie: SignOnCookie,
    private readonly identities: Identities,
    private readonly opened: ProviderSessions,
    private readonly sessions: Sessions,
    private readonly joins: Joins,
    private readonly factors: SecondFactors,
    private readonly limit: LoginLimit,
  ) {}

  /** For who is not signed in. @throws HubError not_found where the hub has no provider; provider_away */
  async begin(wish: BeginSignOn, { headers }: IncomingMessage): Promise<Begun> {
    // The session's own cookie does not come back from another site.
    const before = (await this.sessions.find(headers, false))?.id;
    const more = before === undefined ? {} : { before };
    if (wish.purpose === 'sign_in') return this.leave({ kind: 'sign_in', next: wish.next, ...more }, false);
    const { purpose: kind, office, ...join } = wish;
    return this.leave({ kind, ...join, ...(office ? { office } : {}), ...more }, false);
  }

  /** For a member: to link the identity, or to prove who they are. Both ask them to sign in at the provider anew. */
  beginAs(kind: 'link' | 'prove', { memberId, sessionId }: Caller): Promise<Begun> {
    if (sessionId === undefined) throw new HubError('forbidden', 'a token cannot do this');
    return this.leave({ kind, memberId, sessionId }, true);
  }

  /** The provider has sent the browser back, with this query. Whatever went wrong, the browser gets a page of the console. */
  async comeBack(query: string, request: IncomingMessage): Promise<Way> {
    const read = await this.cookie.read(request.headers.cookie);
    if (read?.flow.at !== 'provider') return { location: withResult('/login', 'expired'), cookies: [] };
    try {
      return await this.arrive(read.flow, read.age, query, request);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === 'internal') this.logger.error({ err: error }, 'a sign-on broke off');
      else this.logger.info({ reason, why: whyOf(error) }, 'a sign-on led nowhere');
      return {
        location: withResult(pageOf(read.flow.purpose), reason, tokenOf(read.flow.purpose)),
        cookies: [this.cookie.gone],
      };
    }
  }

  /** The hub's own second factor after the provider. @throws HubError sign_on_expired, bad_code, too_many_attempts, bad_credentials */
  async giveCode(code: string, request: IncomingMessage): Promise<Way> {
    const read = await this.cookie.read(request.headers.cookie);
    if (read?.flow.at !== 'code') throw new HubError('sign_on_expired');
    const { flow } = read;
    const caller = await callerOfMember(this.db, flow.memberId);
    if (!caller) throw new HubError('bad_credentials');
    const attempt = await this.limit.begin(caller.username, request);
    try {
      await this.factors.require(caller.memberId, code);
    } catch (error) {
      if (error instanceof HubError && error.code === 'bad_code')
        await recordRefusal(this.db, caller.username, 'bad_code');
      throw error;
    }
    await this.limit.succeeded(attempt);
    try {
      const cookies = await this.settle(caller, flow, request);
      return { location: flow.next, cookies: [...cookies, this.cookie.gone] };
    } catch (error) {
      if (!(error instanceof SignOnFailure)) throw error;
      return { location: withResult('/login', error.reason), cookies: [this.cookie.gone] };
    }
  }

  private async leave(purpose: Purpose, fresh: boolean): Promise<Begun> {
    const checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = await this.provider.addressFor(checks, fresh);
    return { url, cookie: await this.cookie.write({ at: 'provider', purpose, ...checks }) };
  }

  private async arrive(flow: Away, age: number, query: string, request: IncomingMessage): Promise<Way> {
    const { purpose, state } = flow;
    if (new URLSearchParams(query).get('state') !== state) throw new SignOnFailure('wrong_state');
    const attempt = await this.limit.begin(undefined, request);
    const fresh = purpose.kind === 'link' || purpose.kind === 'prove';
    const known = await this.provider.exchange(query, { ...flow, freshWithin: fresh ? age : undefined });
    await this.limit.succeeded(attempt);
    if (purpose.kind === 'link') return this.link(purpose, known);
    if (purpose.kind === 'prove') return this.prove(purpose, known, request);
    return purpose.kind === 'join'
      ? this.join(purpose, known, request)
      : this.signIn(purpose, known, request);
  }

  private async signIn(
    { next, before }: Extract<Purpose, { kind: 'sign_in' }>,
    known: Known,
    request: IncomingMessage,
  ): Promise<Way> {
    const linked = await this.identities.memberOf(known);
    const memberId = linked ?? (await this.identities.memberByEmail(await known.person()));
    const caller = await callerOfMember(this.db, memberId);
    if (!caller) {
      await this.refuse(memberId, 'disabled');
      throw new SignOnFailure('disabled');
    }
    const finished = {
      ...plain(known),
      memberId,
      binds: linked === undefined,
      ...(before === undefined ? {} : { before }),
    };
    if (await this.needsCode(memberId, known)) return this.askCode(finished, next);
    const attempt = await this.limit.begin(caller.username, request);
    await this.limit.succeeded(attempt);
    const cookies = await this.settle(caller, finished, request);
    return { location: next, cookies: [...cookies, this.cookie.gone] };
  }

  private async join(
    { token, username, name, office, before }: Extract<Purpose, { kind: 'join' }>,
    known: Known,
    request: IncomingMessage,
  ): Promise<Way> {
    const memberId = await this.joins.join({ token, username, name, office, password: null }, (tx, member) =>
      this.identities.link(tx, member.memberId, known, 'invitation'),
    );
    const caller = await this.standing(memberId);
    const finished = { ...plain(known), memberId, binds: false, ...(before === undefined ? {} : { before }) };
    return { location: '/', cookies: [...(await this.settle(caller, finished, request)), this.cookie.gone] };
  }

  private async link(
    { memberId, sessionId }: Extract<Purpose, { kind: 'link' }>,
    known: Known,
  ): Promise<Way> {
    await this.requireSession(sessionId);
    await transact(this.db, `member:${memberId}`, (tx) =>
      this.identities.link(tx, memberId, known, 'member'),
    );
    return { location: withResult('/account', 'linked'), cookies: [this.cookie.gone] };
  }

  private async prove(
    { memberId, sessionId }: Extract<Purpose, { kind: 'prove' }>,
    known: Known,
    request: IncomingMessage,
  ): Promise<Way> {
    await this.requireSession(sessionId);
    if ((await this.identities.memberOf(known)) !== memberId) {
      await this.refuse(memberId, 'other_person');
      throw new SignOnFailure('other_person');
    }
    const finished = { ...plain(known), memberId, binds: false, proves: sessionId };
    if (await this.needsCode(memberId, known)) return this.askCode(finished, DONE_PAGE);
    await this.settle(await this.standing(memberId), finished, request);
    return { location: DONE_PAGE, cookies: [this.cookie.gone] };
  }

  /** All that was asked for has been given. */
  private async settle(caller: Caller, finished: Finished, { headers }: IncomingMessage): Promise<string[]> {
    if (finished.proves !== undefined) {
      await this.requireSession(finished.proves);
      await this.opened.proved(finished.proves);
      return [];
    }
    if (finished.binds)
      await transact(this.db, `member:${caller.memberId}`, (tx) =>
        this.identities.link(tx, caller.memberId, finished, 'email'),
      );
    const cookies = await this.opened.open(caller, finished, headers);
    return cookies.map((cookie) => this.cookie.secured(cookie));
  }

  private async needsCode(memberId: string, known: Known): Promise<boolean> {
    return !known.multiFactor && (await this.factors.standing(memberId)).on;
  }

  private async askCode(finished: Finished, next: string): Promise<Way> {
    return {
      location: `${DONE_PAGE}?step=code`,
      cookies: [await this.cookie.write({ at: 'code', next, ...finished })],
    };
  }

  private async standing(memberId: string): Promise<Caller> {
    const caller = await callerOfMember(this.db, memberId);
    if (!caller) throw new SignOnFailure('disabled');
    return caller;
  }

  private async requireSession(sessionId: string): Promise<void> {
    if (!(await this.sessions.standing([sessionId])).has(sessionId)) throw new SignOnFailure('session_ended');
  }

  private async refuse(memberId: string, reason: string): Promise<void> {
    const { username } = await this.db
      .selectFrom('member')
      .select('username')
      .where('id', '=', memberId)
      .executeTakeFirstOrThrow();
    await recordRefusal(this.db, username, reason);
  }
}

/** An ID token that is longer than this does not fit into the cookie beside the rest; the provider's own log-out then asks once more. */
const LONGEST_TOKEN = 1_800;

const plain = ({ issuer, subject, authTime, idToken }: Known) => ({
  ...{ issuer, subject },
  ...(authTime === undefined ? {} : { authTime }),
  ...(idToken.length > LONGEST_TOKEN ? {} : { idToken }),
});

/** The page that somebody came from, which says how it ended. */
function pageOf({ kind, ...rest }: Purpose): string {
  if (kind === 'link') return '/account';
  if (kind === 'prove') return DONE_PAGE;
  if (kind === 'join') return '/join';
  if (!('next' in rest) || rest.next === '/') return '/login';
  return rest.next === DONE_PAGE ? DONE_PAGE : `/login?next=${encodeURIComponent(rest.next)}`;
}

/** An invitation's link works on: what stands behind the `#` is in no log. */
const tokenOf = (purpose: Purpose): string => (purpose.kind === 'join' ? `#${purpose.token}` : '');

const withResult = (page: string, result: SignOnResult, hash = ''): string =>
  `${page}${page.includes('?') ? '&' : '?'}sign_on=${result}${hash}`;
