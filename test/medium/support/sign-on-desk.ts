import { expect } from '@jest/globals';
import { InvitationWithLink, MemberWithPassword, SignOnBegun, type Me } from '../../../src/contract/api.js';
import { client, startProvider, type Person, type TestProvider } from '../../support/oidc-provider.js';
import { SignOnBrowser } from '../../support/sign-on-browser.js';
import { startWebHub, type Answer, type Visitor, type WebHub } from './web-hub.js';

/** Where browsers think that the console is. */
export const consoleUrl = 'https://tongbo.example';
/** Of members who joined by a link. */
export const password = 'vier gute worte hier';

export const codeOf = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
export const begun = async (answer: Promise<Answer>): Promise<SignOnBegun> =>
  SignOnBegun.parse((await answer).json);
export const verified = (id: string, email = `${id}@office.example`): Person => ({
  id,
  email,
  verified: true,
});
export const begin = (who: SignOnBrowser, next = '/'): Promise<SignOnBegun> =>
  begun(who.call('POST', '/api/auth/oidc/begin', { purpose: 'sign_in', next }));
export const meOf = async (who: SignOnBrowser): Promise<Me> =>
  (await who.call('GET', '/api/v1/me')).json as Me;

/** A hub and the provider that it was told of. */
export class SignOnDesk {
  private constructor(
    readonly hub: WebHub,
    readonly provider: TestProvider,
    readonly admin: Visitor,
  ) {}

  static async open(): Promise<SignOnDesk> {
    const provider = await startProvider(consoleUrl);
    const hub = await startWebHub({
      settings: {
        HUB_OIDC_ISSUER: provider.issuer,
        HUB_OIDC_CLIENT_ID: client.id,
        HUB_OIDC_CLIENT_SECRET: client.secret,
        HUB_OIDC_CONSOLE_URL: consoleUrl,
        HUB_OIDC_EMAIL_DOMAINS: 'office.example',
        HUB_OIDC_MULTI_FACTOR: 'mfa',
        HUB_ALLOWED_ORIGINS: provider.issuer,
      },
    });
    return new SignOnDesk(hub, provider, await hub.signedIn('administrator'));
  }

  async close(): Promise<void> {
    await this.hub.close();
    await this.provider.leave();
  }

  browser(): SignOnBrowser {
    return new SignOnBrowser(this.hub.url, consoleUrl);
  }

  /** A member whom an administrator entered, with a first password and perhaps an e-mail address. */
  async member(username: string, email?: string): Promise<{ id: string; password: string }> {
    const body = { username, name: '陶然', roles: ['clerk'], ...(email === undefined ? {} : { email }) };
    const answer = await this.admin.call('POST', '/api/v1/members', { body });
    expect(answer.status).toBe(201);
    const made = MemberWithPassword.parse(answer.json);
    return { id: made.member.id, password: made.password };
  }

  /** The secret of an invitation's link. */
  async invitation(): Promise<string> {
    const body = { name: '某人', roles: ['clerk'] };
    const answer = await this.admin.call('POST', '/api/v1/invitations', { body });
    return InvitationWithLink.parse(answer.json).path.split('#')[1] ?? '';
  }

  /** A member who joined with a password, at the desk. */
  async joined(username: string): Promise<{ who: SignOnBrowser; id: string }> {
    const who = this.browser();
    const body = { token: await this.invitation(), username, name: '某人', password };
    expect((await who.call('POST', '/api/auth/join', body)).status).toBe(200);
    return { who, id: (await meOf(who)).member.id };
  }

  /** The whole way; where the hub sends the browser in the end. */
  async signOn(who: SignOnBrowser, person: Person, next?: string): Promise<string> {
    this.provider.person = person;
    return who.arrive(await who.throughProvider(await begin(who, next)));
  }

  /** What the ledger has about a member, but for how it began. */
  async ledgerOf(memberId: string): Promise<[string, unknown][]> {
    const rows = await this.hub.db
      .selectFrom('ledger_entry')
      .select(['kind', 'data'])
      .where('subject_id', '=', memberId)
      .where('kind', '!=', 'member.created')
      .orderBy('id')
      .execute();
    return rows.map(({ kind, data }) => [kind, data]);
  }
}
