import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ensureFirstRun, Requires } from '../../src/identity/index.js';
import { setUp, setupToken } from '../support/set-up.js';
import { startWebHub, type Answer, type WebHub } from './support/web-hub.js';

@Controller('api/v1/probe')
class ProbeController {
  @Get('read')
  @Requires('announcement.read')
  read(): { ok: true } {
    return { ok: true };
  }
  @Get('write')
  @Requires('announcement.write')
  write(): { ok: true } {
    return { ok: true };
  }
  @Get('unmarked')
  unmarked(): { ok: true } {
    return { ok: true };
  }
}

const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];

describe('a demo hub', () => {
  let hub: WebHub;
  beforeAll(async () => {
    hub = await startWebHub({ controllers: [ProbeController] });
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    await hub.db.deleteFrom('login_attempts').execute();
  });

  const entries = async (kind: string) =>
    hub.db.selectFrom('ledger_entry').selectAll().where('kind', '=', kind).orderBy('id').execute();

  test('a member signs in with a cookie that scripts cannot read, and sees who they are', async () => {
    const visitor = hub.visitor();
    const answer = await visitor.signIn('Clerk', hub.password('clerk'));
    expect(answer.status).toBe(200);
    const [cookie, ...more] = answer.headers.getSetCookie();
    expect(more).toEqual([]);
    expect(cookie).toMatch(/^hub_session=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = visitor.cookie?.split('=')[1]?.split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(20);
    expect(answer.text).not.toContain(token);
    const me = await visitor.me();
    expect(me).toMatchObject({
      member: { username: 'clerk', roles: ['clerk'] },
      demo: true,
      mustChangePassword: false,
    });
    expect(me.permissions).toContain('announcement.submit');
    expect(me.permissions).not.toContain('review.decide');
    const [signedIn] = (await entries('member.signed_in')).slice(-1);
    expect(signedIn).toMatchObject({ actor: `member:${me.member.id}`, subject_id: me.member.id, data: {} });
  });

  test('over https the cookie is Secure', async () => {
    const visitor = hub.visitor();
    const headers = { origin: visitor.url.replace('http:', 'https:') };
    const body = { username: 'clerk', password: hub.password('clerk') };
    const answer = await visitor.call('POST', '/api/auth/sign-in/username', { body, headers });
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/; Secure$/)]);
  });

  test('a wrong password, an unknown name and an impossible name are answered alike; the ledger has the first', async () => {
    const before = (await entries('member.sign_in_refused')).length;
    const answers = [];
    for (const [username, password] of [
      ['clerk', 'not the password'],
      ['nobody', 'not the password'],
      ['"; drop table member; --', 'x'],
    ] as const)
      answers.push(await hub.visitor().signIn(username, password));
    for (const answer of answers) {
      expect(code(answer)).toEqual([401, 'bad_credentials']);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    const refused = (await entries('member.sign_in_refused')).slice(before);
    expect(refused.map(({ data }) => data)).toEqual([{ reason: 'bad_password' }]);
  });

  test('without a provider in its settings there is none to sign in by', async () => {
    const visitor = hub.visitor();
    expect((await visitor.call('GET', '/api/auth/oidc')).json).toEqual({ provider: null });
    const body = { purpose: 'sign_in' };
    expect(code(await visitor.call('POST', '/api/auth/oidc/begin', { body }))).toEqual([404, 'not_found']);
    expect((await visitor.call('GET', '/api/auth/oidc/callback?code=x')).headers.get('location')).toBe(
      '/login?sign_on=expired',
    );
  });

  test('a session cookie replayed after the log-out is refused', async () => {
    const visitor = await hub.signedIn('clerk');
    const { cookie } = visitor;
    expect((await visitor.call('POST', '/api/auth/sign-out', { body: {} })).status).toBe(200);
    expect(visitor.cookie).toBeUndefined();
    visitor.cookie = cookie;
    expect(code(await visitor.call('GET', '/api/v1/me'))).toEqual([401, 'not_signed_in']);
    expect((await entries('member.signed_out')).length).toBeGreaterThan(0);
  });

  test('signing in again ends the session that the browser had', async () => {
    const visitor = await hub.signedIn('clerk');
    const { cookie } = visitor;
    await visitor.signIn('clerk', hub.password('clerk'));
    expect(visitor.cookie).not.toBe(cookie);
    visitor.cookie = cookie;
    expect((await visitor.call('GET', '/api/v1/me')).status).toBe(401);
  });

  test('a forged or cut cookie is no session', async () => {
    const visitor = await hub.signedIn('clerk');
    const good = visitor.cookie ?? '';
    for (const bad of [
      good.slice(0, -6),
      good.replace(/=.{4}/, '=AAAA'),
      'hub_session=',
      'hub_session=%00',
    ]) {
      visitor.cookie = bad;
      expect((await visitor.call('GET', '/api/v1/me')).status).toBe(401);
    }
  });

  test('a session ends without use, by its age, and with its member', async () => {
    const ended = async (end: (userId: string) => Promise<unknown>): Promise<void> => {
      const visitor = await hub.signedIn('reviewer');
      const { member } = await visitor.me();
      const { user_id } = await hub.db
        .selectFrom('member')
        .select('user_id')
        .where('id', '=', member.id)
        .executeTakeFirstOrThrow();
      await end(user_id);
      expect((await visitor.call('GET', '/api/v1/me')).status).toBe(401);
    };
    const past = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);
    const session = (userId: string, values: { expires_at?: Date; created_at?: Date }) =>
      hub.db.updateTable('auth_session').set(values).where('user_id', '=', userId).execute();
    await ended((userId) => session(userId, { expires_at: past(0.01) }));
    await ended((userId) => session(userId, { created_at: past(12.1) }));
    const disable = (userId: string, at: Date | null) =>
      hub.db.updateTable('member').set({ disabled_at: at }).where('user_id', '=', userId).execute();
    await ended((userId) => disable(userId, new Date()));
    expect(code(await hub.visitor().signIn('reviewer', hub.password('reviewer')))).toEqual([
      401,
      'bad_credentials',
    ]);
    await hub.db
      .updateTable('member')
      .set({ disabled_at: null })
      .where('username', '=', 'reviewer')
      .execute();
  });

  test('use moves the idle limit', async () => {
    const visitor = await hub.signedIn('leader');
    const soon = new Date(Date.now() + 60_000);
    await hub.db.updateTable('auth_session').set({ expires_at: soon }).execute();
    await visitor.me();
    const { latest } = await hub.db
      .selectFrom('auth_session')
      .select((build) => build.fn.max('expires_at').as('latest'))
      .executeTakeFirstOrThrow();
    expect(latest.getTime()).toBeGreaterThan(soon.getTime() + 3_600_000);
  });

  test('guessing is slowed down: many at once are counted as many, the right password no longer helps, a restart forgives nothing', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, n) => hub.visitor().signIn('leader', `guess ${n}`)),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(4);
    await hub.restart();
    const answer = await hub.visitor().signIn('leader', hub.password('leader'));
    expect(code(answer)).toEqual([429, 'too_many_attempts']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await hub.visitor().signIn('clerk', hub.password('clerk'))).status).toBe(200);
    const keys = await hub.db.selectFrom('login_attempts').select('key').execute();
    expect(JSON.stringify(keys)).not.toMatch(/leader|127\.0\.0\.1/);
  });

  test('a log-in that goes well is not held against the account', async () => {
    for (let n = 0; n < 12; n++)
      expect((await hub.visitor().signIn('admin', hub.password('administrator'))).status).toBe(200);
  });

  test('a new password needs the present one, ends the other sessions and works from then on', async () => {
    const [here, elsewhere] = [await hub.signedIn('leader'), await hub.signedIn('leader')];
    const old = here.cookie;
    const change = (currentPassword: string, newPassword: string) =>
      here.call('POST', '/api/auth/change-password', { body: { currentPassword, newPassword } });
    const present = hub.password('leader');
    expect(code(await change('wrong wrong wrong', 'a-new-password-1'))).toEqual([401, 'bad_credentials']);
    expect(code(await change(present, 'short'))).toEqual([400, 'invalid_request']);
    expect(code(await change(present, present))).toEqual([400, 'invalid_request']);
    expect((await elsewhere.call('GET', '/api/v1/me')).status).toBe(200);
    expect((await change(present, 'ａ-new-password-1')).status).toBe(200);
    expect((await here.call('GET', '/api/v1/me')).status).toBe(200);
    expect((await elsewhere.call('GET', '/api/v1/me')).status).toBe(401);
    here.cookie = old;
    expect((await here.call('GET', '/api/v1/me')).status).toBe(401);
    expect((await hub.visitor().signIn('leader', present)).status).toBe(401);
    // The same letters, half-width: one password.
    expect((await hub.visitor().signIn('leader', 'a-new-password-1')).status).toBe(200);
  });

  test('a route is open to the permission on it, and to nobody without a mark', async () => {
    const [clerk, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
    expect((await clerk.call('GET', '/api/v1/probe/write')).status).toBe(200);
    expect((await reviewer.call('GET', '/api/v1/probe/read')).status).toBe(200);
    expect(code(await reviewer.call('GET', '/api/v1/probe/write'))).toEqual([403, 'forbidden']);
    expect(code(await clerk.call('GET', '/api/v1/probe/unmarked'))).toEqual([403, 'forbidden']);
    expect(code(await hub.visitor().call('GET', '/api/v1/probe/read'))).toEqual([401, 'not_signed_in']);
  });

  test.each([
    'sign-up/email',
    'sign-in/email',
    'update-user',
    'list-sessions',
    'is-username-available',
    'delete-user',
  ])('the library’s own route %s does not answer', async (path) => {
    const visitor = await hub.signedIn('administrator');
    for (const method of ['GET', 'POST'])
      expect(code(await visitor.call(method, `/api/auth/${path}`))).toEqual([404, 'not_found']);
  });

  test('neither log nor ledger holds a password, a cookie or an address', async () => {
    await hub.signedIn('clerk');
    await hub.visitor().signIn('clerk', 'a wrong password');
    const log = hub.logged.join('\n');
    const ledger = JSON.stringify(await hub.db.selectFrom('ledger_entry').select('data').execute());
    for (const text of [log, ledger]) {
      expect(text).not.toContain(hub.password('clerk'));
      expect(text).not.toContain('a wrong password');
      expect(text).not.toContain('hub_session=');
      expect(text).not.toContain('127.0.0.1');
    }
  });
});

describe('an empty hub', () => {
  let hub: WebHub;
  beforeAll(async () => {
    hub = await startWebHub({ demo: false, controllers: [ProbeController] });
  });
  afterAll(() => hub.close());

  test('the link of its first start names the office and makes its administrator, once', async () => {
    expect(hub.firstRun.members).toEqual([]);
    expect((await stat(join(hub.config.dataDir, 'first-run.json'))).mode & 0o777).toBe(0o600);
    const token = await setupToken(hub.config.dataDir);
    const look = () => hub.visitor().call('POST', '/api/auth/join/look', { body: { token } });
    expect((await look()).json).toMatchObject({ namesOffice: true, roles: ['administrator'] });
    const nameless = { token, username: 'admin', name: '管理员', password: 'now it is my own' };
    expect(code(await hub.visitor().call('POST', '/api/auth/join', { body: nameless }))).toEqual([
      400,
      'invalid_request',
    ]);
    // A later start, before anybody came, makes the link anew.
    const again = await ensureFirstRun(hub.db, hub.config);
    expect(again?.setupLink).not.toBe(hub.firstRun.setupLink);
    expect(code(await look())).toEqual([410, 'link_ended']);
    const admin = await setUp(hub.url, hub.config.dataDir);
    expect((await admin.call('GET', '/api/v1/probe/read')).status).toBe(200);
    expect(await admin.me()).toMatchObject({
      office: { name: '明川市望河区试验局', shortName: '试验局' },
      demo: false,
      mustChangePassword: false,
    });
    await expect(setUp(hub.url, hub.config.dataDir)).rejects.toThrow('link_ended');
    expect(await ensureFirstRun(hub.db, hub.config)).toBeUndefined();
    const name = { name: '明川市望河区教育局', shortName: '望河区教育局' };
    expect((await admin.call('PUT', '/api/v1/office', { body: name })).json).toMatchObject({ office: name });
  });
});
