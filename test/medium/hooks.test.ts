import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { Channel } from '../../src/contract/channel.js';
import { HookEvent, type CreateHook, type HookKind } from '../../src/contract/api.js';
import { Hooks, HookSender, Notifications, Teller } from '../../src/notifications/index.js';
import { newId } from '../../src/platform/ids.js';
import { transact } from '../../src/store/database.js';
import { appendLedger } from '../../src/store/ledger.js';
import { anOffice, aVersion, type TestOffice } from '../factories/office.js';
import { sinkChannel } from '../support/sink-channel.js';
import { startTestHub, type TestHub } from '../support/test-hub.js';
import { until } from '../support/until.js';
import { createTestDatabase } from './support/database.js';

jest.setTimeout(30_000);

interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let server: Server;
let url: string;
let heard: Heard[] = [];
let answer: { status: number; body: string };
let hub: TestHub;
let close: () => Promise<void>;

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer.status, { location: 'http://127.0.0.1:1/' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const database = await createTestDatabase();
  hub = await startTestHub({
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    channels: new Map([['sink', sinkChannel() as unknown as Channel]]),
    roles: 'web',
    origins: [url],
  });
  close = async () => {
    await hub.stop();
    await database.drop();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterAll(() => close());
beforeEach(() => {
  heard = [];
  answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };
});

const hooks = () => hub.app.get(Hooks, { strict: false });
const sender = () => hub.app.get(HookSender, { strict: false });
const wish = (kind: HookKind, more: Partial<CreateHook> = {}): CreateHook => ({
  kind,
  name: '值班群',
  url: `${url}/send?key=abcdef`,
  kinds: ['target.paused', 'delivery.failed'],
  consoleUrl: 'https://tongbo.example/hooks',
  ...more,
});
const stateOf = async (office: TestOffice) => (await hooks().list(office.callers.administrator))[0];

/** So many targets are paused, and the teller has told it. */
async function paused(office: TestOffice, times = 1): Promise<void> {
  const actor = `system:deliver` as const;
  const entries = Array.from({ length: times }, () => ({
    ...{ officeId: office.id, actor, kind: 'target.paused', subjectId: newId(), data: {} },
  }));
  await transact(hub.db, actor, (tx) => appendLedger(tx, entries));
  const before = await waiting();
  await until(async () => {
    await hub.app.get(Teller, { strict: false }).catchUp();
    return (await waiting()) - before >= times;
  });
}
const waiting = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from hook_message`.execute(hub.db);
  return rows[0]?.n ?? 0;
};
const allDue = () => sql`update hook_message set due_at = hub_now() where due_at is not null`.execute(hub.db);

describe('a program', () => {
  it('is sent signed events in their order, once each', async () => {
    const office = await anOffice(hub);
    const { secret, view } = await hooks().create(office.callers.administrator, wish('generic'));
    expect(JSON.stringify(view)).not.toContain('abcdef');
    await paused(office, 3);
    await sender().round();
    await sender().round();
    expect(heard).toHaveLength(3);
    const key = Buffer.from((secret ?? '').slice('whsec_'.length), 'base64');
    for (const { headers, body } of heard) {
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const mac = createHmac('sha256', key).update(signed).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${mac}`);
      expect(HookEvent.parse(JSON.parse(body))).toMatchObject({
        type: 'target.paused',
        data: { office: { id: office.id }, link: 'https://tongbo.example/targets' },
      });
    }
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    expect(await stateOf(office)).toMatchObject({ waiting: 0, last: { ok: true, words: 'HTTP 200' } });
  });

  it('that fails is asked again later with the same id; what waits behind it waits too', async () => {
    const office = await anOffice(hub);
    await hooks().create(office.callers.administrator, wish('generic'));
    await paused(office, 2);
    answer = { status: 503, body: '' };
    await sender().round();
    await sender().round();
    expect(heard).toHaveLength(1);
    expect(await stateOf(office)).toMatchObject({ waiting: 2, last: { ok: false, words: 'HTTP 503' } });
    answer = { status: 200, body: '' };
    await allDue();
    await sender().round();
    expect(heard.map(({ headers }) => headers['webhook-id'])[1]).toBe(heard[0]?.headers['webhook-id']);
    expect(heard).toHaveLength(3);
  });

  it('that keeps failing is switched off, and the administrators are told', async () => {
    const office = await anOffice(hub);
    const { administrator, clerk } = office.callers;
    const { view } = await hooks().create(administrator, wish('generic'));
    await paused(office);
    answer = { status: 302, body: '' };
    for (let round = 0; round < 10; round += 1) {
      await allDue();
      await sender().round();
    }
    expect(heard).toHaveLength(10);
    expect(await stateOf(office)).toMatchObject({ off: 'failures', waiting: 0 });
    const notifications = hub.app.get(Notifications, { strict: false });
    const told = async () => {
      await hub.app.get(Teller, { strict: false }).catchUp();
      const { items } = await notifications.page(administrator, { limit: 50, unread: true });
      return items.filter(({ kind }) => kind === 'hook.disabled');
    };
    expect(await until(told, (list) => list.length > 0)).toMatchObject([{ subjectId: view.id }]);
    const { items } = await notifications.page(clerk, { limit: 50, unread: false });
    expect(items.some(({ kind }) => kind === 'hook.disabled')).toBe(false);
    answer = { status: 200, body: '' };
    expect(await hooks().change(administrator, view.id, { on: true })).not.toHaveProperty('off', 'failures');
    await paused(office);
    await sender().round();
    expect(heard).toHaveLength(11);
  });

  it('that says 410 is switched off at once', async () => {
    const office = await anOffice(hub);
    await hooks().create(office.callers.administrator, wish('generic'));
    await paused(office);
    answer = { status: 410, body: '' };
    await sender().round();
    expect(await stateOf(office)).toMatchObject({ off: 'failures' });
  });

  it('on a private address that nobody listed is not called', async () => {
    const office = await anOffice(hub);
    await hooks().create(office.callers.administrator, wish('generic', { url: 'http://127.0.0.1:9/in' }));
    await paused(office);
    await sender().round();
    const state = await stateOf(office);
    expect(state?.last).toMatchObject({ ok: false });
    expect(state?.last?.words).toContain('HUB_ALLOWED_ORIGINS');
  });

  it('whose sender died in the middle is sent it again, and only after its lease', async () => {
    const office = await anOffice(hub);
    const { view } = await hooks().create(office.callers.administrator, wish('generic'));
    await paused(office);
    // As a process leaves it that took the message and was killed.
    await sql`update hook_message set tries = 1, due_at = hub_now() + interval '3 minutes'
      where hook_id = ${view.id}`.execute(hub.db);
    await sender().round();
    expect(heard).toEqual([]);
    await allDue();
    await sender().round();
    expect(heard).toHaveLength(1);
  });
});

describe('a robot', () => {
  it.each(['wecom', 'dingtalk'] as const)('%s is sent one message a round, with many lines', async (kind) => {
    const office = await anOffice(hub);
    await hooks().create(office.callers.administrator, wish(kind, { secret: 'SEC01234567' }));
    await paused(office, 25);
    await sender().round();
    expect(heard).toHaveLength(1);
    for (let round = 0; round < 4; round += 1) await sender().round();
    expect(heard).toHaveLength(4);
    const lines = heard.flatMap(({ body }) => body.match(/\(https:\/\/tongbo\.example\/targets\)/g) ?? []);
    expect(lines).toHaveLength(25);
    expect(heard[0]?.path).toMatch(
      kind === 'wecom' ? /^\/send\?key=abcdef$/ : /^\/send\?key=abcdef&timestamp=\d{13}&sign=/,
    );
  });

  it('names the announcement and leads to it, and says nothing of its content', async () => {
    const office = await anOffice(hub);
    await hooks().create(office.callers.administrator, wish('wecom'));
    const { announcementId } = await aVersion(hub, office, [], { body: '<p>绝不外传。</p>' });
    const data = { operation: 'publish', target: newId() };
    const actor = 'system:deliver' as const;
    await transact(hub.db, actor, (tx) =>
      appendLedger(tx, [
        { officeId: office.id, actor, kind: 'delivery.failed', announcementId, subjectId: newId(), data },
      ]),
    );
    await until(async () => {
      await hub.app.get(Teller, { strict: false }).catchUp();
      await sender().round();
      return heard.length > 0;
    });
    expect(heard[0]?.body).toContain('《关于测试的通告》');
    expect(heard[0]?.body).toContain(`https://tongbo.example/announcements/${announcementId}`);
    expect(heard[0]?.body).not.toContain('绝不外传');
  });

  it('that refuses in its body has failed', async () => {
    const office = await anOffice(hub);
    await hooks().create(office.callers.administrator, wish('wecom'));
    await paused(office);
    answer = { status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' };
    await sender().round();
    expect(await stateOf(office)).toMatchObject({
      waiting: 1,
      last: { ok: false, words: '45009 api freq out of limit' },
    });
  });
});

describe('settings', () => {
  it('test, switch off, and remove; what is off hears nothing', async () => {
    const office = await anOffice(hub);
    const { administrator } = office.callers;
    const { view } = await hooks().create(administrator, wish('wecom'));
    expect(await hooks().test(administrator, view.id)).toMatchObject({ last: { ok: true } });
    expect(heard).toHaveLength(1);
    await expect(hooks().test(administrator, view.id)).rejects.toMatchObject({ code: 'too_many_attempts' });
    await paused(office);
    expect(await hooks().change(administrator, view.id, { on: false })).toMatchObject({
      off: 'person',
      waiting: 0,
    });
    await expect(hooks().test(administrator, view.id)).rejects.toMatchObject({ code: 'wrong_state' });
    await sender().round();
    expect(heard).toHaveLength(1);
    await hooks().remove(administrator, view.id);
    expect(await hooks().list(administrator)).toEqual([]);
    const { rows } = await sql<{ kind: string; data: unknown }>`
      select kind, data from ledger_entry where office_id = ${office.id} and kind like 'hook.%' order by id`.execute(
      hub.db,
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['hook.created', 'hook.changed', 'hook.removed']);
    expect(JSON.stringify(rows)).not.toContain('abcdef');
  });

  it('are the office’s own', async () => {
    const [ours, theirs] = [await anOffice(hub), await anOffice(hub)];
    const { view } = await hooks().create(ours.callers.administrator, wish('generic'));
    const { administrator } = theirs.callers;
    expect(await hooks().list(administrator)).toEqual([]);
    const refused = { code: 'not_found' };
    await expect(hooks().change(administrator, view.id, { name: '改' })).rejects.toMatchObject(refused);
    await expect(hooks().remove(administrator, view.id)).rejects.toMatchObject(refused);
    await expect(hooks().test(administrator, view.id)).rejects.toMatchObject(refused);
    const actor = 'system:deliver' as const;
    await transact(hub.db, actor, (tx) =>
      appendLedger(tx, [{ officeId: theirs.id, actor, kind: 'target.paused', subjectId: newId(), data: {} }]),
    );
    await paused(ours);
    await sender().round();
    expect(heard).toHaveLength(1);
    expect(heard[0]?.body).toContain(ours.id);
  });
});
