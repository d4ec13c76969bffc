import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import sharp from 'sharp';
import type { CommandView } from '../../src/contract/api.js';
import { SCREENSHOT_MAX_BYTES } from '../../src/contract/display-commands.js';
import { newId } from '../../src/platform/ids.js';
import { Commands } from '../../src/screens/commands/commands.js';
import type { ScreenClient } from '../support/screen-client.js';
import { until } from '../support/until.js';
import { FleetDesk } from './support/fleet-desk.js';
import { ScreenHub } from './support/screen-hub.js';

jest.setTimeout(60_000);

let at: ScreenHub;
let desk: FleetDesk;
beforeAll(async () => {
  at = await ScreenHub.start();
  desk = new FleetDesk(at);
});
afterEach(async () => {
  await at.clear();
  await desk.sweep();
});
afterAll(() => at.hub.close());

/** Moves what an alert's life hangs on into the past, as if the time had gone by. */
const pass = async (seconds: number): Promise<void> => {
  await sql`update screen_alert set since = since - make_interval(secs => ${seconds}),
    over_at = over_at - make_interval(secs => ${seconds}) where closed_at is null`.execute(at.db);
};
const health = (more: object = {}) => ({
  build: 't',
  startedAt: new Date().toISOString(),
  clockOffsetMs: 3,
  clockTrusted: true,
  storage: { usage: 1, quota: 100, persisted: true },
  picture: 'ok',
  heals: { item: 0, page: 0, process: 0 },
  wakeLock: true,
  spool: 0,
  ...more,
});

describe('an alert', () => {
  it('opens when trouble lasts, is acknowledged, closes by itself and is told sparsely', async () => {
    const client = await at.aScreen();
    const { epoch } = await client.manifest();
    await client.alive({ epoch, health: health() });
    await desk.seen(client, ({ screen }) => screen.epoch === epoch);
    await desk.sweep();
    expect(await desk.alerts('&open=true')).toEqual([]);
    await desk.away(client);
    await desk.sweep();
    expect(await desk.alerts()).toEqual([]);
    await pass(61);
    await desk.sweep();
    const [alert] = await desk.alerts('&open=true');
    expect(alert).toMatchObject({ kind: 'offline', screen: { id: client.id, name: '大厅东屏' } });
    expect(await desk.viewOf(client)).toMatchObject({ alerts: ['offline'] });
    const ids = [alert?.id ?? '', newId()];
    const body = { ids, note: '已派人去看' };
    const answer = await at.admin.call('POST', '/api/v1/screen-alerts/acknowledge', { body });
    expect(answer.json['results']).toEqual([{ id: ids[0] }, { id: ids[1], code: 'not_found' }]);
    const again = await at.admin.call('POST', '/api/v1/screen-alerts/acknowledge', { body });
    expect(again.json['results']).toMatchObject([{ code: 'wrong_state' }, { code: 'not_found' }]);
    expect((await desk.alerts('&open=true'))[0]?.acknowledged).toMatchObject({ note: '已派人去看' });
    expect(await desk.alerts('&open=true&unseen=true')).toEqual([]);

    await client.connect();
    await client.alive({ epoch, health: health() });
    await desk.seen(client, ({ screen }) => screen.online && screen.epoch === epoch);
    for (const seconds of [0, 30]) {
      await desk.sweep();
      await pass(seconds);
    }
    expect((await desk.alerts('&open=true')).length).toBe(1);
    await pass(31);
    await desk.sweep();
    expect(await desk.alerts('&open=true')).toEqual([]);
    expect(await desk.alerts('&open=false')).toMatchObject([{ id: alert?.id, kind: 'offline' }]);
    const told = await sql<{ kind: string; data: unknown }>`
      select kind, data from ledger_entry where kind like 'screen.alert%' and data->'screens' ? ${client.id} order by id`.execute(
      at.db,
    );
    expect(told.rows).toMatchObject([
      { kind: 'screen.alert_opened', data: { alert: 'offline', screens: [client.id] } },
      { kind: 'screen.alert_acknowledged' },
      { kind: 'screen.alert_closed', data: { left: 0 } },
    ]);
  });

  it('is about what the screen says of itself and what it shows', async () => {
    const client = await at.aScreen();
    const { key } = await at.show();
    const { epoch } = await client.manifest();
    await client.progress(key, 'painted');
    const showing = { key, page: 0, pages: 1 };
    const kindsAfter = async (alive: object): Promise<string[]> => {
      await client.alive({ epoch, showing, health: health(), ...alive });
      const want = JSON.stringify({ ...health(), ...(alive as { health?: object }).health }.picture);
      await desk.seen(client, ({ health: known }) => JSON.stringify(known?.picture) === want);
      await desk.sweep();
      const rows = await at.db
        .selectFrom('screen_alert')
        .select(['kind', 'detail'])
        .where('screen_id', '=', client.id)
        .where('closed_at', 'is', null)
        .orderBy('kind')
        .execute();
      return rows.map(({ kind, detail }) => `${kind} ${detail}`.trim());
    };
    expect(await kindsAfter({})).toEqual([]);
    const bad = {
      clockTrusted: false,
      picture: 'black',
      storage: { usage: 95, quota: 100, persisted: true },
    };
    expect(await kindsAfter({ health: health(bad), showing: undefined })).toEqual([
      'clock untrusted',
      'picture black',
      'storage full',
      'wrong nothing',
    ]);
    expect(await kindsAfter({})).toEqual([]);
    await at.port().retract(key);
    // It lacks the manifest without the item, and shows the item.
    expect(await kindsAfter({ health: health({ picture: 'frozen' }) })).toEqual([
      'picture frozen',
      'stale',
      'wrong taken_back',
    ]);
  });

  it('follows the office’s own times', async () => {
    const rule = { offlineSeconds: 5, settleSeconds: 5 };
    const set = await at.admin.call('PUT', '/api/v1/screen-alerts/rule', { body: rule });
    expect(set.json).toMatchObject({ ...rule, clockMs: 2_000 });
    expect((await at.admin.call('GET', '/api/v1/screen-alerts/rule')).json).toEqual(set.json);
    expect((await at.admin.call('PUT', '/api/v1/screen-alerts/rule', { body: { clockMs: 1 } })).status).toBe(
      400,
    );
    await at.db.deleteFrom('screen_alert_rule').execute();
  });
});

describe('a command', () => {
  const ask = async (client: ScreenClient, kind: string) => {
    const answer = await at.admin.call('POST', `/api/v1/screens/${client.id}/commands`, { body: { kind } });
    return (answer.json['items'] as CommandView[])[0];
  };

  it('reaches the screen, also after it was away, until it is answered', async () => {
    const client = await at.aScreen();
    const first = await ask(client, 'reload');
    await until(() => client.commands.length === 1);
    expect(client.commands[0]).toMatchObject({ id: first?.id, kind: 'reload' });
    await desk.away(client);
    const second = await ask(client, 'identify');
    await client.connect();
    await client.alive();
    await until(() => client.commands.length === 3);
    expect(client.commands.map(({ id }) => id)).toEqual([first?.id, first?.id, second?.id]);
    const done = (id: string | undefined, ok: boolean, detail?: string) =>
      client.emit('commandDoneV1', { screenId: client.id, id, ok, detail });
    expect(await done(first?.id, true)).toEqual({ ok: true });
    expect(await done(second?.id, false, 'cannot')).toEqual({ ok: true });
    expect(await done(second?.id, true)).toEqual({ ok: true });
    expect(await done(newId(), true)).toMatchObject({ error: { code: 'not_found' } });
    expect((await desk.detailOf(client)).commands).toMatchObject([
      { id: second?.id, state: 'failed', detail: 'cannot' },
      { id: first?.id, state: 'done' },
    ]);
    client.close();
    await sql`update screen_command set issued_at = hub_now() - interval '11 minutes', answered_at = null, ok = null
      where id = ${first?.id}`.execute(at.db);
    client.commands.splice(0);
    await client.connect();
    await client.alive();
    expect(client.commands).toEqual([]);
    expect((await desk.detailOf(client)).commands.at(-1)).toMatchObject({ state: 'expired' });
  });

  it('brings a screenshot, whose content decides, and which is only ever data', async () => {
    const client = await at.aScreen();
    const stranger = await at.aScreen('别的屏');
    const command = await ask(client, 'screenshot');
    const id = command?.id ?? '';
    const upload = (by: ScreenClient, body: Uint8Array) =>
      fetch(`${at.hub.url}/display/api/screenshots/${id}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${by.welcome?.token ?? ''}`,
          'content-type': 'image/jpeg',
          origin: at.hub.url,
        },
        body: new Uint8Array(body),
      });
    const blank = sharp({ create: { width: 64, height: 36, channels: 3, background: '#1e6b5c' } });
    const [webp, png] = [await blank.clone().webp().toBuffer(), await blank.clone().png().toBuffer()];
    expect((await upload(stranger, webp)).status).toBe(404);
    expect((await upload(client, png)).status).toBe(422);
    expect((await upload(client, Buffer.from('<script>alert(1)</script>'))).status).toBe(422);
    expect((await upload(client, webp.subarray(0, 30))).status).toBe(422);
    expect((await upload(client, new Uint8Array(SCREENSHOT_MAX_BYTES + 1))).status).toBe(413);
    await client.emit('commandDoneV1', { screenId: stranger.id, id, ok: true });
    expect((await upload(client, webp)).status).toBe(204);
    await client.emit('commandDoneV1', { screenId: client.id, id, ok: true });
    expect((await upload(client, webp)).status).toBe(404);
    expect((await desk.detailOf(client)).commands[0]).toMatchObject({ state: 'done', picture: true });
    const shown = await fetch(`${at.hub.url}/api/v1/screenshots/${id}`, {
      headers: { cookie: at.admin.cookie ?? '' },
    });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await shown.arrayBuffer()).equals(webp)).toBe(true);
    await sql`update screen_command set issued_at = hub_now() - interval '8 days'`.execute(at.db);
    await at.hub.app.get(Commands, { strict: false }).forget();
    expect((await at.admin.call('GET', `/api/v1/screenshots/${id}`)).status).toBe(404);
    expect((await desk.detailOf(client)).commands).toEqual([]);
  });

  it('for a picture that never came is no success', async () => {
    const client = await at.aScreen();
    const command = await ask(client, 'screenshot');
    await client.emit('commandDoneV1', { screenId: client.id, id: command?.id, ok: true });
    expect((await desk.detailOf(client)).commands[0]).toMatchObject({ state: 'failed', picture: false });
  });
});
