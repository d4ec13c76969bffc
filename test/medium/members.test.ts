import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MemberView, MemberWithPassword } from '../../src/contract/api.js';
import type { Visitor } from '../support/visitor.js';
import { startWebHub, type WebHub } from './support/web-hub.js';

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

async function add(username: string): Promise<MemberWithPassword> {
  const body = { username, name: '陶然', roles: ['clerk'] };
  const answer = await admin.call('POST', '/api/v1/members', { body });
  expect(answer.status).toBe(201);
  return MemberWithPassword.parse(answer.json);
}

test('an administrator adds a member, who sets a password of their own at the first log-in', async () => {
  const { member, password } = await add('Tao.Ran');
  expect(member).toMatchObject({ username: 'tao.ran', name: '陶然', roles: ['clerk'] });
  const visitor = hub.visitor();
  expect((await visitor.signIn('tao.ran', password)).json).toMatchObject({ mustChangePassword: true });
  const taken = await admin.call('POST', '/api/v1/members', {
    body: { username: 'tao.ran', name: '另一人', roles: ['reviewer'] },
  });
  expect(taken.json).toMatchObject({ code: 'invalid_request', errors: [{ path: 'username' }] });
});

test('a member who is switched off is signed out at once and cannot come back, until switched on', async () => {
  const { member, password } = await add('gone');
  const visitor = hub.visitor();
  await visitor.signIn('gone', password);
  const set = (disabled: boolean) =>
    admin.call('PATCH', `/api/v1/members/${member.id}`, { body: { disabled } });
  expect(MemberView.parse((await set(true)).json).disabledAt).toBeDefined();
  expect((await visitor.call('GET', '/api/v1/me')).status).toBe(401);
  expect((await hub.visitor().signIn('gone', password)).status).toBe(401);
  await set(false);
  expect((await hub.visitor().signIn('gone', password)).status).toBe(200);
});

test('new roles hold from the next request on', async () => {
  const { member, password } = await add('moved');
  const visitor = hub.visitor();
  await visitor.signIn('moved', password);
  await admin.call('PATCH', `/api/v1/members/${member.id}`, { body: { roles: ['auditor'] } });
  expect((await visitor.me()).permissions).not.toContain('announcement.write');
});

test('a forgotten password is replaced by one that works once, and ends the sessions', async () => {
  const { member, password } = await add('forgot');
  const visitor = hub.visitor();
  await visitor.signIn('forgot', password);
  const reset = await admin.call('POST', `/api/v1/members/${member.id}/password`, { body: {} });
  expect((await visitor.call('GET', '/api/v1/me')).status).toBe(401);
  expect((await hub.visitor().signIn('forgot', password)).status).toBe(401);
  const next = MemberWithPassword.parse(reset.json).password;
  expect((await hub.visitor().signIn('forgot', next)).json).toMatchObject({ mustChangePassword: true });
});

test('administrators cannot lock themselves out; others cannot manage members, nor those of another office', async () => {
  const { member } = await admin.me();
  for (const body of [{ disabled: true }, { roles: ['auditor'] }]) {
    const answer = await admin.call('PATCH', `/api/v1/members/${member.id}`, { body });
    expect([answer.status, answer.json['code']]).toEqual([409, 'wrong_state']);
  }
  const leader = await hub.signedIn('leader');
  expect((await leader.call('GET', '/api/v1/members')).status).toBe(403);
  const elsewhere = '01900000-0000-7000-8000-000000000000';
  expect((await admin.call('PATCH', `/api/v1/members/${elsewhere}`, { body: {} })).status).toBe(404);
});
