import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AccountView,
  DepartmentView,
  InvitationWithLink,
  LIVE_NAMESPACE,
  RecoveryCodes,
  SecondFactorBegun,
  TokenWithSecret,
  type Role,
} from '../../src/contract/api.js';
import { startWebHub, Visitor, type Answer, type WebHub } from './support/web-hub.js';

let hub: WebHub;
let admin: Visitor;
beforeAll(async () => {
  hub = await startWebHub();
  admin = await hub.signedIn('administrator');
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.deleteFrom('login_attempts').execute();
});

const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
const post = (who: Visitor, path: string, body: unknown = {}): Promise<Answer> =>
  who.call('POST', path, { body });
const password = 'vier gute worte hier';

async function invited(name: string, roles: Role[] = ['clerk'], departmentId?: string): Promise<string> {
  const answer = await post(admin, '/api/v1/invitations', { name, roles, departmentId });
  expect(answer.status).toBe(201);
  return InvitationWithLink.parse(answer.json).path.split('#')[1] ?? '';
}

async function joined(username: string, roles: Role[] = ['clerk']): Promise<Visitor> {
  const visitor = hub.visitor();
  const answer = await post(visitor, '/api/auth/join', {
    token: await invited(username, roles),
    username,
    name: '陶然',
    password,
  });
  expect(answer.status).toBe(200);
  return visitor;
}

async function kindsOf(subject: string): Promise<string[]> {
  const rows = await hub.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('subject_id', '=', subject)
    .orderBy('id')
    .execute();
  return rows.map(({ kind }) => kind);
}

describe('an invitation', () => {
  test('brings a colleague in once, with the roles and the department that it names', async () => {
    const department = DepartmentView.parse(
      (await post(admin, '/api/v1/departments', { name: '政务公开科' })).json,
    );
    const token = await invited('宁一舟', ['clerk'], department.id);
    expect((await post(hub.visitor(), '/api/auth/join/look', { token })).json).toMatchObject({
      office: '明川市望河区城市管理和综合行政执法局',
      name: '宁一舟',
      namesOffice: false,
    });
    const wish = { token, name: '宁一舟', password };
    const both = await Promise.all([
      post(hub.visitor(), '/api/auth/join', { ...wish, username: 'ning.one' }),
      post(hub.visitor(), '/api/auth/join', { ...wish, username: 'ning.two' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    const members = (await admin.call('GET', '/api/v1/members')).json as unknown as { name: string }[];
    expect(members.filter(({ name }) => name === '宁一舟')).toMatchObject([
      { roles: ['clerk'], department: { id: department.id, name: '政务公开科' }, secondFactor: false },
    ]);
  });

  test('works no more when it was withdrawn or is too old, and never for a name that is taken', async () => {
    const answer = await post(admin, '/api/v1/invitations', { name: '某人', roles: ['clerk'] });
    const { invitation, path } = InvitationWithLink.parse(answer.json);
    const token = path.split('#')[1];
    const taken = await post(hub.visitor(), '/api/auth/join', {
      token,
      username: 'clerk',
      name: '某人',
      password,
    });
    expect(taken.json).toMatchObject({ code: 'invalid_request', errors: [{ path: 'username' }] });
    expect((await admin.call('DELETE', `/api/v1/invitations/${invitation.id}`)).status).toBe(204);
    const look = () => post(hub.visitor(), '/api/auth/join/look', { token }).then(code);
    expect(await look()).toEqual([410, 'link_ended']);
    expect(await kindsOf(invitation.id)).toEqual(['member.invited', 'member.invitation_withdrawn']);
    const old = await invited('某人');
    await hub.db
      .updateTable('invitation')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('ended_at', 'is', null)
      .execute();
    expect(code(await post(hub.visitor(), '/api/auth/join/look', { token: old }))).toEqual([
      410,
      'link_ended',
    ]);
  });
});

test('a department keeps its name to itself while it is open, and takes nobody once it is closed', async () => {
  const made = await post(admin, '/api/v1/departments', { name: '执法科' });
  const { id } = DepartmentView.parse(made.json);
  expect(code(await post(admin, '/api/v1/departments', { name: '执法科' }))).toEqual([
    400,
    'invalid_request',
  ]);
  const closed = await admin.call('PATCH', `/api/v1/departments/${id}`, { body: { closed: true } });
  expect(DepartmentView.parse(closed.json).closedAt).toBeDefined();
  const late = await post(admin, '/api/v1/invitations', { name: '某人', roles: ['clerk'], departmentId: id });
  expect(code(late)).toEqual([400, 'invalid_request']);
  expect((await post(admin, '/api/v1/departments', { name: '执法科' })).status).toBe(201);
  const again = await admin.call('PATCH', `/api/v1/departments/${id}`, { body: { closed: false } });
  expect(code(again)).toEqual([400, 'invalid_request']);
});

describe('the second factor', () => {
  const codeAt = (secret: string, offset = 0): Promise<string> =>
    createOTP(base32.decode(secret)).hotp(Math.floor(Date.now() / 30_000) + offset);
  const signIn = (given?: string): Promise<Answer> =>
    post(hub.visitor(), '/api/auth/sign-in/username', {
      username: 'two.step',
      password,
      ...(given === undefined ? {} : { code: given }),
    });

  test('is asked for after the password, takes each code once, and a recovery code in its place', async () => {
    const member = await joined('two.step');
    const begun = SecondFactorBegun.parse((await post(member, '/api/v1/me/second-factor')).json);
    expect(begun.uri).toContain(begun.secret);
    expect(code(await post(member, '/api/v1/me/second-factor/confirm', { code: '000000' }))).toEqual([
      401,
      'bad_code',
    ]);
    const first = await codeAt(begun.secret, -1);
    const { codes } = RecoveryCodes.parse(
      (await post(member, '/api/v1/me/second-factor/confirm', { code: first })).json,
    );
    expect(code(await signIn())).toEqual([401, 'code_required']);
    expect(code(await signIn(first))).toEqual([401, 'bad_code']);
    expect((await signIn(await codeAt(begun.secret))).status).toBe(200);
    expect(code(await signIn(await codeAt(begun.secret)))).toEqual([401, 'bad_code']);
    expect((await signIn(codes[0]?.toLowerCase())).status).toBe(200);
    expect(code(await signIn(codes[0]))).toEqual([401, 'bad_code']);
    // The password alone left no session behind.
    const account = AccountView.parse((await member.call('GET', '/api/v1/me/account')).json);
    expect(account).toMatchObject({ secondFactor: true, recoveryCodesLeft: codes.length - 1 });
    expect(account.sessions).toHaveLength(3);
  });

  test('is kept unreadable, and taken off by an administrator, who is named in the ledger', async () => {
    const { id } = await hub.db
      .selectFrom('member')
      .select('id')
      .where('username', '=', 'two.step')
      .executeTakeFirstOrThrow();
    const row = await hub.db
      .selectFrom('second_factor')
      .selectAll()
      .where('member_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.secret).toMatch(/^aes-256-gcm:/);
    for (const kept of row.recovery) expect(kept).toMatch(/^[0-9a-f]{64}$/);
    const reviewer = await hub.signedIn('reviewer');
    const path = `/api/v1/members/${id}/second-factor`;
    expect(code(await reviewer.call('DELETE', path))).toEqual([403, 'forbidden']);
    expect((await admin.call('DELETE', path)).status).toBe(204);
    expect((await signIn()).status).toBe(200);
    expect(await kindsOf(id)).toContain('member.second_factor_off');
  });
});

test('what is dangerous wants the password again when it was given long ago', async () => {
  const boss = await joined('careful', ['administrator']);
  await hub.db
    .updateTable('auth_session')
    .set({ proved_at: new Date(Date.now() - 11 * 60_000) })
    .execute();
  const invite = () => post(boss, '/api/v1/invitations', { name: '某人', roles: ['clerk'] });
  expect(code(await invite())).toEqual([403, 'proof_required']);
  expect((await boss.call('GET', '/api/v1/members')).status).toBe(200);
  expect(code(await post(boss, '/api/auth/prove', { password: 'not this one' }))).toEqual([
    401,
    'bad_credentials',
  ]);
  expect((await post(boss, '/api/auth/prove', { password })).status).toBe(204);
  expect((await invite()).status).toBe(201);
  await hub.db.updateTable('auth_session').set({ proved_at: new Date() }).execute();
});

describe('a token', () => {
  const withToken = (token: string, method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${hub.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  test('does what its owner ticked and no more, without a page’s headers, until it is revoked', async () => {
    const boss = await joined('machine.owner', ['administrator']);
    const made = await post(boss, '/api/v1/me/tokens', {
      name: '报表',
      permissions: ['member.manage'],
      days: 1,
    });
    const { token, view } = TokenWithSecret.parse(made.json);
    expect((await withToken(token, 'GET', '/api/v1/members')).status).toBe(200);
    expect((await withToken(token, 'POST', '/api/v1/departments', { name: '机器科' })).status).toBe(201);
    // What guards the account, and what wants a fresh password, is not a program's.
    expect((await withToken(token, 'GET', '/api/v1/me/account')).status).toBe(403);
    expect(
      (await withToken(token, 'POST', '/api/v1/invitations', { name: '人', roles: ['clerk'] })).status,
    ).toBe(403);
    const list = AccountView.parse((await boss.call('GET', '/api/v1/me/account')).json).tokens;
    expect(list).toMatchObject([{ id: view.id, name: '报表', lastUsedAt: expect.any(String) }]);
    expect(JSON.stringify(list)).not.toContain(token);
    expect((await boss.call('DELETE', `/api/v1/me/tokens/${view.id}`)).status).toBe(204);
    expect((await withToken(token, 'GET', '/api/v1/members')).status).toBe(401);
    expect(await kindsOf(view.id)).toEqual(['token.created', 'token.revoked']);
  });

  test('is not given what its owner does not have, and loses what its owner loses', async () => {
    const owner = await joined('less', ['administrator', 'clerk']);
    const wish = { name: '多要', permissions: ['review.decide'], days: 1 };
    expect(code(await post(owner, '/api/v1/me/tokens', wish))).toEqual([403, 'forbidden']);
    const made = await post(owner, '/api/v1/me/tokens', { ...wish, permissions: ['member.manage'] });
    const { token } = TokenWithSecret.parse(made.json);
    const { id } = (await owner.me()).member;
    await admin.call('PATCH', `/api/v1/members/${id}`, { body: { roles: ['clerk'] } });
    expect((await withToken(token, 'GET', '/api/v1/members')).status).toBe(403);
    await admin.call('PATCH', `/api/v1/members/${id}`, { body: { disabled: true } });
    expect((await withToken(token, 'GET', '/api/v1/members')).status).toBe(401);
  });

  test('beside a cookie gives no way around the guard against other sites', async () => {
    const answer = await fetch(`${hub.url}/api/v1/departments`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer x',
        cookie: admin.cookie ?? '',
        'content-type': 'application/json',
      },
      body: '{"name":"外"}',
    });
    expect(answer.status).toBe(403);
  });
});

test('a member ends other log-ins from here; open pages of theirs are cut, and those of changed roles connect anew', async () => {
  const here = await joined('many');
  const there = hub.visitor();
  await there.signIn('many', password);
  const socketOf = (visitor: Visitor) =>
    io(`${hub.url}${LIVE_NAMESPACE}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin: hub.url, cookie: visitor.cookie ?? '' },
    });
  const until = (socket: ReturnType<typeof socketOf>, event: string): Promise<string> =>
    new Promise((resolve) => socket.once(event, resolve));
  const [mine, other] = [socketOf(here), socketOf(there)];
  await Promise.all([until(mine, 'connect'), until(other, 'connect')]);
  const cut = until(other, 'disconnect');
  expect((await here.call('DELETE', '/api/v1/me/sessions')).status).toBe(204);
  expect(await cut).toBe('io server disconnect');
  expect((await there.call('GET', '/api/v1/me')).status).toBe(401);
  const { sessions } = AccountView.parse((await here.call('GET', '/api/v1/me/account')).json);
  expect(sessions).toMatchObject([{ current: true }]);
  // A transport that closes is one that the client opens again by itself.
  const anew = until(mine, 'disconnect');
  const { id } = (await here.me()).member;
  await admin.call('PATCH', `/api/v1/members/${id}`, { body: { roles: ['auditor'] } });
  expect(await anew).toBe('transport close');
  mine.disconnect();
}, 20_000);
