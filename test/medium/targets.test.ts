import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ChannelView, TargetSettings, TargetView } from '../../src/contract/api.js';
import { ask, DeskHub } from './support/desk-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let desk: DeskHub;
let administrator: Visitor;
let clerk: Visitor;
let liaison: Visitor;
beforeAll(async () => {
  desk = await DeskHub.start();
  administrator = await desk.hub.signedIn('administrator');
  clerk = await desk.hub.signedIn('clerk');
  liaison = await desk.hub.signedIn('liaison');
}, 60_000);
afterAll(() => desk.stop());

const secret = 'Zh3ng-M1yao-0816';
const password = 'Ben-Di-K0u-Ling';
const carry = { where: '窗口', key: secret, smtp: { host: 'mail.example', password } };
const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
const patch = (id: string, body: object): Promise<Answer> =>
  administrator.call('PATCH', `/api/v1/targets/${id}`, { body });
const settingsOf = (id: string): Promise<TargetSettings> =>
  ask(administrator, 'GET', `/api/v1/targets/${id}/settings`);
const changes = async (id: string): Promise<unknown[]> =>
  (
    await desk.hub.db
      .selectFrom('ledger_entry')
      .select('data')
      .where('subject_id', '=', id)
      .where('kind', '=', 'target.changed')
      .orderBy('id')
      .execute()
  ).map(({ data }) => data);

test('secrets reach the channel and nobody else: no view, no row, no ledger entry, no log line has them', async () => {
  const target = await desk.target(administrator, 'carry', { ...carry, drill: true });
  expect(target).toMatchObject({ desk: 'office', drill: true, caution: { zh: '由人工发布' } });
  expect(await settingsOf(target.id)).toEqual({
    settings: { where: '窗口', smtp: { host: 'mail.example' }, drill: true },
    secretsSet: ['key', 'smtp.password'],
  });
  const { deliveries } = await desk.release([target.id]);
  const id = deliveries[target.id] ?? '';
  const told = await desk.story(clerk, id, ({ state }) => state === 'accepted');
  expect(desk.seen.at(-1)).toMatchObject({ key: secret, smtp: { password } });

  const row = await desk.hub.db
    .selectFrom('target')
    .selectAll()
    .where('id', '=', target.id)
    .executeTakeFirstOrThrow();
  expect(row.secrets).toMatch(/^aes-256-gcm:/);
  const entries = await desk.hub.db.selectFrom('ledger_entry').selectAll().execute();
  const list = await administrator.call('GET', '/api/v1/targets');
  const everything = [JSON.stringify([target, told, row, entries]), list.text, ...desk.hub.logged].join('\n');
  for (const text of [secret, password]) expect(everything).not.toContain(text);
}, 30_000);

test('a secret that is left out stays, a new one replaces it, null removes it; the ledger names the fields', async () => {
  const { id } = await desk.target(administrator, 'carry', carry);
  expect((await patch(id, { settings: { where: '二楼', smtp: { host: 'b.example' } } })).status).toBe(200);
  expect(await settingsOf(id)).toMatchObject({
    settings: { where: '二楼', smtp: { host: 'b.example' } },
    secretsSet: ['key', 'smtp.password'],
  });
  const changed = { where: '二楼', key: 'another-key', smtp: { host: 'b.example', password: null } };
  expect((await patch(id, { settings: changed })).status).toBe(200);
  expect((await settingsOf(id)).secretsSet).toEqual(['key']);
  expect(await changes(id)).toMatchObject([
    { fields: ['settings'] },
    { fields: ['settings', 'settings.key', 'settings.smtp.password'] },
  ]);
  const { deliveries } = await desk.release([id]);
  await desk.story(clerk, deliveries[id] ?? '', ({ state }) => state === 'accepted');
  expect(desk.seen.at(-1)).toEqual({ ...changed, smtp: { host: 'b.example' }, drill: false });
}, 30_000);

test('what does not fit is told at its place, secrets too, and changes nothing', async () => {
  const { id } = await desk.target(administrator, 'carry', carry);
  const wrong = await patch(id, { settings: { where: '', key: 'short' } });
  expect(code(wrong)).toEqual([400, 'invalid_request']);
  expect(wrong.json['errors']).toMatchObject([{ path: 'settings.where' }, { path: 'settings.key' }]);
  expect(code(await patch(id, { settings: { where: '窗口', key: null } }))).toEqual([400, 'invalid_request']);
  expect((await settingsOf(id)).secretsSet).toEqual(['key', 'smtp.password']);
  expect(await changes(id)).toEqual([]);
});

test('a paused target says why in both languages until somebody resumes it', async () => {
  const { id } = await desk.target(administrator, 'carry', carry);
  const words = { zh: 'AppSecret 不正确', en: 'The AppSecret is wrong' };
  await desk.hub.db
    .updateTable('target')
    .set({ paused_reason: '40125', paused_words: JSON.stringify(words) })
    .where('id', '=', id)
    .execute();
  expect((await patch(id, { name: '改名' })).json).toMatchObject({
    name: '改名',
    pausedReason: '40125',
    pausedWords: words,
  });
  const resumed = (await patch(id, { resume: true })).json;
  expect(resumed).not.toHaveProperty('pausedReason');
  expect(resumed).not.toHaveProperty('pausedWords');
});

test('a target whose secrets this hub cannot read is listed, says so, and is repaired by entering them again', async () => {
  const { id } = await desk.target(administrator, 'carry', carry);
  const other = await desk.target(administrator, 'carry', carry);
  const { secrets } = await desk.hub.db
    .selectFrom('target')
    .select('secrets')
    .where('id', '=', other.id)
    .executeTakeFirstOrThrow();
  await desk.hub.db.updateTable('target').set({ secrets }).where('id', '=', id).execute();
  const list = (await administrator.call('GET', '/api/v1/targets')).json as unknown as TargetView[];
  expect(list.find((target) => target.id === id)?.pausedReason).toContain('cannot be read');
  expect((await settingsOf(id)).secretsSet).toEqual([]);
  expect(code(await patch(id, { settings: { where: '窗口' } }))).toEqual([400, 'invalid_request']);
  const repaired = await patch(id, { settings: carry });
  expect(repaired.json).not.toHaveProperty('pausedReason');
});

test('a liaison keeps outlets, and finds no other channel or target', async () => {
  const carried = await desk.target(administrator, 'carry', carry);
  const outlet = await desk.target(liaison, 'outlet', { contact: '编辑部', password });
  expect(outlet).toMatchObject({
    desk: 'press',
    pickup: { ask: [{ name: 'edition' }, { name: 'time' }, { name: 'shot' }] },
  });
  const list = (await liaison.call('GET', '/api/v1/targets')).json as unknown as TargetView[];
  expect(list.map(({ channel }) => channel)).toEqual(['outlet']);
  const channels = await ask<ChannelView[]>(liaison, 'GET', '/api/v1/targets/channels');
  expect(channels.map(({ id }) => id)).toEqual(['outlet']);
  expect(channels[0]?.settingsSchema).toMatchObject({ properties: { password: { secret: true } } });
  const renamed = await liaison.call('PATCH', `/api/v1/targets/${outlet.id}`, { body: { name: '晚报' } });
  expect(renamed.json).toMatchObject({ name: '晚报' });

  const wish = { channel: 'carry', slug: 'mine', name: '我的', settings: carry };
  expect(code(await liaison.call('POST', '/api/v1/targets', { body: wish }))).toEqual([403, 'forbidden']);
  for (const [method, path, body] of [
    ['PATCH', '', { name: '我的' }],
    ['GET', '/settings', undefined],
  ] as const) {
    const answer = await liaison.call(method, `/api/v1/targets/${carried.id}${path}`, body ? { body } : {});
    expect(code(answer)).toEqual([422, 'unknown_target']);
  }
});

test('clerks read targets, and neither their settings nor forms', async () => {
  const { id } = await desk.target(administrator, 'carry', carry);
  for (const path of [`${id}/settings`, 'channels'])
    expect(code(await clerk.call('GET', `/api/v1/targets/${path}`))).toEqual([403, 'forbidden']);
});

test('another office’s administrator finds nothing of it', async () => {
  const { id } = await desk.target(administrator, 'carry', carry);
  const stranger = await desk.stranger('administrator');
  expect((await stranger.call('GET', '/api/v1/targets')).text).toBe('[]');
  for (const [method, path, body] of [
    ['GET', '/settings', undefined],
    ['PATCH', '', { name: '夺走' }],
  ] as const)
    expect(code(await stranger.call(method, `/api/v1/targets/${id}${path}`, body ? { body } : {}))).toEqual([
      422,
      'unknown_target',
    ]);
});

test('a target starts with its channel’s pace, keeps the one that it is given, and refuses one that is none', async () => {
  const target = await desk.target(administrator, 'carry', carry);
  expect(target).toMatchObject({ pace: { concurrency: 8 } });
  expect(target).not.toHaveProperty('usedToday');
  const pace = { concurrency: 2, perMinute: 30, perDay: 100 };
  expect((await patch(target.id, { pace })).json).toMatchObject({ pace, usedToday: 0 });
  expect(await changes(target.id)).toMatchObject([{ fields: ['pace'] }]);
  const wrong = await patch(target.id, { pace: { concurrency: 0, perDay: 1.5 } });
  expect(code(wrong)).toEqual([400, 'invalid_request']);
  expect(wrong.json['errors']).toMatchObject([{ path: 'pace.concurrency' }, { path: 'pace.perDay' }]);
  const lifted = (await patch(target.id, { pace: { concurrency: 2 } })).json;
  expect(lifted['pace']).toEqual({ concurrency: 2 });
});
