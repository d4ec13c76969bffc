import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AccountView, SecondFactorBegun } from '../../src/contract/api.js';
import { client, type Person } from '../support/oidc-provider.js';
import type { SignOnBrowser } from '../support/sign-on-browser.js';
import {
  begin,
  begun,
  codeOf,
  consoleUrl,
  meOf,
  password,
  SignOnDesk,
  verified,
} from './support/sign-on-desk.js';

let desk: SignOnDesk;
beforeAll(async () => {
  desk = await SignOnDesk.open();
  await desk.member('cen.san', 'cen.san@office.example');
  await desk.member('both.one', 'both@office.example');
  await desk.member('both.two', 'both@office.example');
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.hub.db.deleteFrom('login_attempts').execute();
});

describe('signing in by the provider', () => {
  test('the first time finds the one member with the verified address, later times the identity', async () => {
    const { id, password: first } = await desk.member('an.yi', 'An.Yi@office.example');
    const [who, stranger] = [desk.browser(), desk.hub.visitor()];
    expect((await stranger.signIn('an.yi', first)).status).toBe(200);
    expect(await desk.signOn(who, verified('an', 'an.yi@OFFICE.example'), '/announcements?stage=live')).toBe(
      '/announcements?stage=live',
    );
    expect(who.cookie('hub_sign_on')).toBeUndefined();
    // The first password, which the administrator knows, has ended, and so has whatever it opened.
    expect((await stranger.call('GET', '/api/v1/me')).status).toBe(401);
    expect(await meOf(who)).toMatchObject({ member: { id }, mustChangePassword: false, hasPassword: false });
    expect((await desk.hub.visitor().signIn('an.yi', first)).status).toBe(401);
    const account = AccountView.parse((await who.call('GET', '/api/v1/me/account')).json);
    expect(account.sessions).toMatchObject([{ current: true, madeBy: 'provider' }]);
    expect(account.provider).toMatchObject({ linkedAt: expect.any(String) });
    // The address at the provider changes; the person is the same.
    expect(await desk.signOn(desk.browser(), verified('an', 'another@elsewhere.example'))).toBe('/');
    expect((await desk.ledgerOf(id)).slice(1)).toEqual([
      ['member.identity_linked', { by: 'email' }],
      ['member.signed_in', { by: 'provider' }],
      ['member.sign_in_refused', { reason: 'bad_password' }],
      ['member.signed_in', { by: 'provider' }],
    ]);
  });

  test('a session takes the place of the one that the browser had, and signing out ends both here and there', async () => {
    const { id } = await desk.member('bai.er', 'bai.er@office.example');
    const who = desk.browser();
    await desk.signOn(who, verified('bai.er'), '/');
    await desk.signOn(who, { ...verified('bai.er') }, '/');
    const open = AccountView.parse((await who.call('GET', '/api/v1/me/account')).json).sessions;
    expect(open).toHaveLength(1);
    const { json } = await who.call('POST', '/api/auth/sign-out', {});
    const there = new URL(String(json['providerUrl']));
    expect(there.origin).toBe(desk.provider.issuer);
    expect(there.searchParams.get('post_logout_redirect_uri')).toBe(`${consoleUrl}/login`);
    expect(there.searchParams.get('id_token_hint')).toMatch(/^ey/);
    expect((await who.call('GET', '/api/v1/me')).status).toBe(401);
    expect((await desk.ledgerOf(id)).at(-1)).toEqual(['member.signed_out', {}]);
  });

  test.each([
    [
      'an address that the provider has not verified',
      { id: 'c1', email: 'cen.san@office.example' },
      'unverified',
    ],
    ['no address at all', { id: 'c2' }, 'unverified'],
    ['an address that no member has', verified('c3'), 'unknown'],
    ['an address of another house', verified('c4', 'cen.san@elsewhere.example'), 'unknown'],
    ['an address that two members have', verified('c5', 'both@office.example'), 'ambiguous'],
    ['nothing, since they pressed “cancel”', { id: 'c6', cancels: true }, 'cancelled'],
  ])('%s opens nothing', async (_, person: Person, reason) => {
    const who = desk.browser();
    expect(await desk.signOn(who, person, '/tasks')).toBe(`/login?next=%2Ftasks&sign_on=${reason}`);
    expect(who.cookie('hub_session')).toBeUndefined();
    const rows = desk.hub.db.selectFrom('member_identity').select('subject').where('subject', '=', person.id);
    expect(await rows.execute()).toEqual([]);
  });

  test('a member who was dismissed stays outside, and the ledger says who tried', async () => {
    const { id } = await desk.member('duan.si', 'duan.si@office.example');
    expect(await desk.signOn(desk.browser(), verified('duan.si'))).toBe('/');
    await desk.admin.call('PATCH', `/api/v1/members/${id}`, { body: { disabled: true } });
    const who = desk.browser();
    expect(await desk.signOn(who, verified('duan.si'))).toBe('/login?sign_on=disabled');
    expect(who.cookie('hub_session')).toBeUndefined();
    expect((await desk.ledgerOf(id)).at(-1)).toEqual(['member.sign_in_refused', { reason: 'disabled' }]);
  });

  test('who is locked out by guesses is locked out here too', async () => {
    await desk.member('e.wu', 'e.wu@office.example');
    for (let guess = 0; guess < 11; guess++) await desk.hub.visitor().signIn('e.wu', `guess ${guess}`);
    expect(await desk.signOn(desk.browser(), verified('e.wu'))).toBe('/login?sign_on=too_many');
  });
});

describe('what comes back is bound to the browser that began', () => {
  const forged = async (change: (url: URL) => void): Promise<string> => {
    desk.provider.person = verified('forged');
    const who = desk.browser();
    const url = new URL((await begin(who)).url);
    change(url);
    return who.arrive(await who.throughProvider({ url: url.href }));
  };

  test('another state or nonce is refused', async () => {
    await desk.member('forged', 'forged@office.example');
    expect(
      await forged(({ searchParams }) => {
        searchParams.set('state', 'another');
      }),
    ).toBe('/login?sign_on=wrong_state');
    expect(
      await forged(({ searchParams }) => {
        searchParams.set('nonce', 'another');
      }),
    ).toBe('/login?sign_on=provider');
    expect(await forged(() => undefined)).toBe('/');
  });

  test('an answer works once, in that browser alone, and not for long', async () => {
    await desk.member('gu.liu', 'gu.liu@office.example');
    desk.provider.person = verified('gu.liu');
    const who = desk.browser();
    const address = await who.throughProvider(await begin(who));
    const kept = who.cookie('hub_sign_on') ?? '';
    expect(await desk.browser().arrive(address)).toBe('/login?sign_on=expired');
    expect(await who.arrive(address)).toBe('/');
    expect(await who.arrive(address)).toBe('/login?sign_on=expired');
    who.put('hub_sign_on', kept);
    expect(await who.arrive(address)).toBe('/login?sign_on=code_used');
    who.put('hub_sign_on', `${kept.slice(0, -4)}AAAA`);
    expect(await who.arrive(address)).toBe('/login?sign_on=expired');
  });

  test('an ID token of another time is said to be a matter of clocks', async () => {
    desk.provider.tokenSeconds = -120;
    expect(await desk.signOn(desk.browser(), verified('gu.liu'))).toBe('/login?sign_on=clock');
    desk.provider.tokenSeconds = 600;
  });

  test('callbacks are counted as passwords are', async () => {
    const who = desk.browser();
    const tries: string[] = [];
    for (let n = 0; n < 61; n++) {
      const state = new URL((await begin(who)).url).searchParams.get('state') ?? '';
      const query = new URLSearchParams({ code: 'x', state, iss: desk.provider.issuer });
      tries.push(await who.arrive(`${consoleUrl}/api/auth/oidc/callback?${query.toString()}`));
    }
    expect(tries.at(0)).toBe('/login?sign_on=code_used');
    expect(tries.at(-1)).toBe('/login?sign_on=too_many');
  });
});

test('an invitation makes a member without a password, whom the same link makes only once', async () => {
  const token = await desk.invitation();
  const join = async (who: SignOnBrowser, username: string): Promise<string> => {
    const wish = { purpose: 'join', token, username, name: '何七' };
    return who.arrive(await who.throughProvider(await begun(who.call('POST', '/api/auth/oidc/begin', wish))));
  };
  desk.provider.person = { id: 'he.qi' };
  expect(await join(desk.browser(), 'clerk')).toBe(`/join?sign_on=name_taken#${token}`);
  const who = desk.browser();
  expect(await join(who, 'he.qi')).toBe('/');
  expect(await meOf(who)).toMatchObject({
    member: { username: 'he.qi', roles: ['clerk'] },
    hasPassword: false,
  });
  expect(await join(desk.browser(), 'he.qi.two')).toBe(`/join?sign_on=link_ended#${token}`);
  expect(codeOf(await desk.hub.visitor().signIn('he.qi', ''))).toEqual([400, 'invalid_request']);
  expect(codeOf(await desk.hub.visitor().signIn('he.qi', 'null'))).toEqual([401, 'bad_credentials']);
});

test('a member links and unlinks an identity with fresh proof; nobody else can have it meanwhile', async () => {
  const { who, id } = await desk.joined('ji.ba');
  desk.provider.person = { id: 'ji' };
  const link = async (from: SignOnBrowser) =>
    from.arrive(await from.throughProvider(await begun(from.call('POST', '/api/v1/me/identity', {}))));
  expect(await link(who)).toBe('/account?sign_on=linked');
  const another = await desk.joined('ji.jiu');
  expect(await link(another.who)).toBe('/account?sign_on=taken');
  const elsewhere = desk.browser();
  expect(await desk.signOn(elsewhere, { id: 'ji' })).toBe('/');
  // The provider's word alone is no fresh proof: it does not say when it saw the member.
  expect(codeOf(await elsewhere.call('DELETE', '/api/v1/me/identity'))).toEqual([403, 'proof_required']);
  expect((await who.call('DELETE', '/api/v1/me/identity')).status).toBe(204);
  expect((await elsewhere.call('GET', '/api/v1/me')).status).toBe(401);
  expect(await desk.signOn(desk.browser(), { id: 'ji' })).toBe('/login?sign_on=unverified');
  expect(codeOf(await who.call('DELETE', '/api/v1/me/identity'))).toEqual([404, 'not_found']);
  expect((await desk.ledgerOf(id)).slice(-3).map(([kind]) => kind)).toEqual([
    'member.identity_linked',
    'member.signed_in',
    'member.identity_unlinked',
  ]);
});

test('fresh proof by the provider is a new log-in there, of the same person', async () => {
  const { id } = await desk.member('kang.shi', 'kang.shi@office.example');
  const who = desk.browser();
  await desk.signOn(who, verified('kang.shi'));
  const dangerous = () => who.call('POST', '/api/v1/me/second-factor', {});
  expect(codeOf(await dangerous())).toEqual([403, 'proof_required']);
  const prove = async (person: Person, change?: (url: URL) => void) => {
    desk.provider.person = person;
    who.forgetProvider();
    const url = new URL((await begun(who.call('POST', '/api/auth/oidc/prove', {}))).url);
    change?.(url);
    return who.arrive(await who.throughProvider({ url: url.href }));
  };
  expect(await prove(verified('somebody.else'))).toBe('/sign-on?sign_on=other_person');
  expect(codeOf(await dangerous())).toEqual([403, 'proof_required']);
  // Without the wish for a new log-in the provider says nothing of its time, and the hub insists.
  expect(
    await prove(verified('kang.shi'), ({ searchParams }) => {
      searchParams.delete('max_age');
      searchParams.delete('prompt');
    }),
  ).toBe('/sign-on?sign_on=provider');
  expect(await prove(verified('kang.shi'))).toBe('/sign-on');
  expect((await dangerous()).status).toBe(200);
  // Who has no password keeps the identity, in the database too.
  expect(codeOf(await who.call('DELETE', '/api/v1/me/identity'))).toEqual([409, 'wrong_state']);
  await expect(
    desk.hub.db.deleteFrom('member_identity').where('member_id', '=', id).execute(),
  ).rejects.toThrow('keeps the identity');
  const other = (await desk.admin.me()).member.id;
  await expect(
    desk.hub.db
      .updateTable('member_identity')
      .set({ member_id: other })
      .where('member_id', '=', id)
      .execute(),
  ).rejects.toThrow('never changed');
});

test('the hub’s own second factor is asked for, unless the provider asked for one', async () => {
  const { who, id } = await desk.joined('lan.yi');
  await desk.admin.call('PATCH', `/api/v1/members/${id}`, { body: { email: 'lan.yi@office.example' } });
  const { secret } = SecondFactorBegun.parse((await who.call('POST', '/api/v1/me/second-factor', {})).json);
  const codeAt = (offset: number): Promise<string> =>
    createOTP(base32.decode(secret)).hotp(Math.floor(Date.now() / 30_000) + offset);
  await who.call('POST', '/api/v1/me/second-factor/confirm', { code: await codeAt(-1) });
  const asked = desk.browser();
  expect(await desk.signOn(asked, verified('lan.yi'), '/tasks')).toBe('/sign-on?step=code');
  expect(asked.cookie('hub_session')).toBeUndefined();
  // Nothing is bound before the code was given.
  expect((await desk.ledgerOf(id)).map(([kind]) => kind)).not.toContain('member.identity_linked');
  const give = (given: string) => asked.call('POST', '/api/auth/oidc/code', { code: given });
  expect(codeOf(await give('000000'))).toEqual([401, 'bad_code']);
  const done = await give(await codeAt(0));
  expect([done.status, done.json['next']]).toEqual([200, '/tasks']);
  expect((await meOf(asked)).member.id).toBe(id);
  expect(codeOf(await give(await codeAt(1)))).toEqual([410, 'sign_on_expired']);
  expect(await desk.signOn(desk.browser(), { ...verified('lan.yi'), amr: ['pwd', 'mfa'] })).toBe('/');
});

test('a provider that is away says so, and takes the password down with nothing', async () => {
  const { who } = await desk.joined('mo.er');
  const away = desk.browser();
  desk.provider.person = { id: 'mo' };
  const address = await away.throughProvider(await begin(away));
  await desk.provider.leave();
  try {
    expect(await away.arrive(address)).toBe('/login?sign_on=away');
    await desk.hub.restart();
    const begins = await desk.browser().call('POST', '/api/auth/oidc/begin', { purpose: 'sign_in' });
    expect(codeOf(begins)).toEqual([503, 'provider_away']);
    expect((await desk.hub.visitor().signIn('mo.er', password)).status).toBe(200);
    expect((await desk.hub.visitor().call('GET', '/api/auth/oidc')).json).toMatchObject({
      provider: { label: { zh: '统一身份认证登录' } },
    });
  } finally {
    await desk.provider.comeBack();
  }
  expect(who.cookie('hub_session')).toBeDefined();
});

test('neither log nor ledger holds the secret, a token or an address', async () => {
  const ledger = JSON.stringify(await desk.hub.db.selectFrom('ledger_entry').select('data').execute());
  const { rows } = await sql<{ hint: string | null }>`select logout_hint as hint from auth_session`.execute(
    desk.hub.db,
  );
  expect(rows.some(({ hint }) => hint !== null && hint.startsWith('aes-256-gcm:'))).toBe(true);
  for (const text of [desk.hub.logged.join('\n'), ledger]) {
    expect(text).not.toContain(client.secret);
    expect(text).not.toMatch(/eyJ|hub_sign_on=|@office\.example/);
  }
});
