import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { seenRecall } from '../../channels/display/receipts.js';
import { PairingState } from '../../src/contract/display-link.js';
import { newId } from '../../src/platform/ids.js';
import { until } from '../support/until.js';
import { ScreenHub } from './support/screen-hub.js';

jest.setTimeout(30_000);

let at: ScreenHub;
beforeAll(async () => {
  at = await ScreenHub.start();
});
afterEach(() => at.clear());
afterAll(() => at.hub.close());

describe('pairing', () => {
  it('gives a key one code until it is claimed, and a claimed screen may connect', async () => {
    const client = await at.aClient();
    const first = await client.ask();
    expect(await client.ask()).toMatchObject({
      state: 'waiting',
      code: first.state === 'waiting' && first.code,
    });
    if (first.state !== 'waiting') throw new Error('not waiting');
    expect(first.code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
    expect(await client.connect()).toEqual({ state: 'unknown' });
    client.close();
    const state = async () =>
      PairingState.parse(await (await fetch(`${at.hub.url}/display/api/pairings/${first.id}`)).json()).state;
    expect(await state()).toBe('waiting');

    const claimed = await at.claim(first.code.toLowerCase(), '北门屏');
    expect(claimed.json).toMatchObject({
      id: first.id,
      name: '北门屏',
      online: false,
      targetName: '一楼大厅屏',
    });
    expect(await state()).toBe('claimed');
    expect((await at.claim(first.code)).json['code']).toBe('already_claimed');
    expect(await client.ask()).toMatchObject({ state: 'claimed' });

    expect(await client.connect()).toMatchObject({ state: 'welcome', screenId: first.id });
    expect((await at.screens()).find(({ id }) => id === first.id)).toMatchObject({ online: true });
    expect((await at.ledgerOf(first.id)).map(({ kind }) => kind)).toEqual([
      'screen.claimed',
      'screen.paired',
    ]);
  });

  it('refuses an expired code, a wrong one, a at.group that is none, and guessing', async () => {
    const client = await at.aClient();
    const asked = await client.ask();
    if (asked.state !== 'waiting') throw new Error('not waiting');
    expect((await at.claim(asked.code, '屏', newId())).json['code']).toBe('unknown_target');
    await at.db
      .updateTable('pairing')
      .set({ expires_at: new Date(0) })
      .where('id', '=', asked.id)
      .execute();
    const late = await at.claim(asked.code);
    expect([late.status, late.json['code']]).toEqual([404, 'pairing_code_unknown']);
    const again = await client.ask();
    expect(again.state === 'waiting' && again.code).not.toBe(asked.code);

    for (let tries = 0; tries < 4; tries += 1) expect((await at.claim('ZZZZZZ')).status).toBe(404);
    const refused = await at.claim(again.state === 'waiting' ? again.code : '');
    expect([refused.status, refused.json['code']]).toEqual([429, 'too_many_attempts']);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    await at.db.deleteFrom('pairing_attempt').execute();
  });

  it('is for members who may manage screens', async () => {
    const auditor = await at.hub.signedIn('reviewer');
    expect((await at.claim('ZZZZZZ', 'x', at.group, auditor)).status).toBe(403);
    expect((await at.claim('ZZZZZZ', 'x', at.group, at.hub.visitor())).status).toBe(401);
    expect((await at.hub.visitor().call('GET', '/api/v1/screens')).status).toBe(401);
  });

  it('takes nothing but a P-256 key', async () => {
    for (const publicKey of [null, { kty: 'RSA' }, { kty: 'EC', crv: 'P-256', x: '!', y: 'x' }]) {
      const answer = await at.hub.visitor().call('POST', '/display/api/pairings', { body: { publicKey } });
      expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_request']);
    }
  });
});

describe('bad messages', () => {
  it('are answered with an error and change nothing', async () => {
    const client = await at.aScreen();
    const stranger = await at.aScreen('别的屏');
    const { key } = await at.show();
    await client.manifest();
    const before = await sql<{ all: unknown }>`
      select jsonb_build_object('receipts', (select jsonb_agg(to_jsonb(r) order by r.item_key, r.screen_id) from screen_receipt r),
        'epochs', (select jsonb_agg(to_jsonb(g) order by g.target_id) from screen_group g)) as all`.execute(
      at.db,
    );
    const rubbish: [string, unknown[], string][] = [
      ['progressV1', [], 'payload_invalid'],
      ['progressV1', ['text'], 'payload_invalid'],
      ['progressV1', [{ screenId: client.id, items: [{ key, state: 'retracted' }] }], 'payload_invalid'],
      [
        'progressV1',
        [{ screenId: client.id, items: [{ key: '1; drop table', state: 'painted' }] }],
        'payload_invalid',
      ],
      [
        'progressV1',
        [{ screenId: client.id, items: [{ key, state: 'painted' }] }, 'more'],
        'payload_invalid',
      ],
      ['progressV1', [{ screenId: stranger.id, items: [{ key, state: 'painted' }] }], 'forbidden'],
      ['progressV1', [{ screenId: client.id, items: [{ key: newId(), state: 'painted' }] }], 'not_found'],
      ['holdsV1', [{ screenId: stranger.id, epoch: 9e15, keys: [] }], 'forbidden'],
      ['holdsV1', [{ screenId: client.id, epoch: -1, keys: [] }], 'payload_invalid'],
      ['aliveV1', [{ screenId: stranger.id, viewport: { width: 1, height: 1 } }], 'forbidden'],
      ['wipedV1', [{ screenId: client.id }], 'wrong_state'],
      ['helloV1', [{ keyId: client.keyId, signature: 'A'.repeat(86) }], 'wrong_state'],
      ['constructor', [{}], 'payload_invalid'],
      ['nonsense', [{ a: 1 }], 'payload_invalid'],
    ];
    for (const [event, message, code] of rubbish)
      expect(await client.emit(event, ...message)).toMatchObject({ ok: false, error: { event, code } });
    client.send('progressV1', new Uint8Array(100));
    await until(() => client.errors.length === rubbish.length + 1);
    const after = await sql`
      select jsonb_build_object('receipts', (select jsonb_agg(to_jsonb(r) order by r.item_key, r.screen_id) from screen_receipt r),
        'epochs', (select jsonb_agg(to_jsonb(g) order by g.target_id) from screen_group g)) as all`.execute(
      at.db,
    );
    expect(after.rows).toEqual(before.rows);
  });

  it('before hello, with a wrong signature or another’s key get nowhere', async () => {
    const client = await at.aScreen();
    const thief = await at.aClient();
    const nonce = await thief.open();
    expect(await thief.emit('tokenV1')).toMatchObject({ error: { code: 'not_signed_in' } });
    expect(await thief.progress(newId(), 'painted', client.id)).toMatchObject({
      error: { code: 'not_signed_in' },
    });
    const forged = { keyId: client.keyId, signature: await thief.signature(nonce, client.keyId) };
    expect(await thief.emit('helloV1', forged)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    // The challenge was for one answer only, also for whom it was meant.
    const replayed = { keyId: client.keyId, signature: await client.signature(nonce) };
    expect(await thief.emit('helloV1', replayed)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('over HTTP need a fresh token, and only the screen’s own files are given', async () => {
    const client = await at.aScreen();
    const elsewhere = await at.show(at.otherGroup);
    const [id, expires, mac] = client.welcome?.token.split('.') ?? [];
    for (const token of [
      '',
      'x',
      `${newId()}.${expires ?? ''}.${mac ?? ''}`,
      `${id ?? ''}.${Number(expires) + 1}.${mac ?? ''}`,
    ])
      expect((await client.get('/manifest', token)).status).toBe(401);
    expect((await client.get(`/blobs/${elsewhere.rendition}`)).status).toBe(404);
    expect((await client.get('/blobs/..%2f..%2fhub-secrets.json')).status).toBe(400);
    expect((await client.get('/manifest?have=-1')).status).toBe(400);
  });

  it('in a flood end the connection', async () => {
    const client = await at.aScreen();
    for (let sent = 0; sent < 300; sent += 1) client.send('nonsense');
    await until(() => client.socket?.connected === false);
    expect(client.errors.at(-1)?.code).toBe('too_many_attempts');
  });
});

describe('a screen', () => {
  it('loses its rights within two seconds when it is revoked, wipes itself and says so', async () => {
    const client = await at.aScreen();
    const { key } = await at.show();
    await client.manifest();
    await client.progress(key, 'painted');
    const begun = performance.now();
    expect((await at.admin.call('DELETE', `/api/v1/screens/${client.id}`)).status).toBe(204);
    expect((await client.get('/manifest')).status).toBe(403);
    await until(() => client.revoked);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(await client.emit('tokenV1')).toMatchObject({ error: { code: 'forbidden' } });
    expect(await client.progress(key, 'painted')).toMatchObject({ error: { code: 'forbidden' } });
    expect((await at.screens()).map(({ id }) => id)).not.toContain(client.id);

    client.close();
    await at.port().retract(key);
    expect(seenRecall(key, await at.port().receipts(key)).is).toBe('pending');
    expect(await client.connect()).toEqual({ state: 'revoked', screenId: client.id });
    expect(await client.emit('wipedV1', { screenId: client.id })).toEqual({ ok: true });
    expect(seenRecall(key, await at.port().receipts(key)).is).toBe('gone');
    await expect(client.ask()).rejects.toThrow(/^410/);
    expect((await at.ledgerOf(client.id)).at(-1)).toMatchObject({ kind: 'screen.revoked' });
  });

  it('that connects twice is spoken for by the newer connection only', async () => {
    const client = await at.aScreen();
    const older = client.socket;
    await client.connect();
    await until(() => older?.connected === false);
    expect((await at.screens()).find(({ id }) => id === client.id)).toMatchObject({ online: true });
  });

  it('moves to another at.group with a manifest that is newer than all it had', async () => {
    const client = await at.aScreen();
    const { key } = await at.show();
    const elsewhere = await at.show(at.otherGroup);
    const before = await client.manifest();
    await client.progress(key, 'painted');
    const seen = client.hints.length;
    const moved = await at.admin.call('PATCH', `/api/v1/screens/${client.id}`, {
      body: { targetId: at.otherGroup },
    });
    expect(moved.json).toMatchObject({ targetName: '二楼窗口屏' });
    await until(() => client.hints.length > seen);
    const after = await client.manifest();
    expect(after.epoch).toBeGreaterThan(before.epoch);
    expect(after.items.map((item) => item.key)).toContain(elsewhere.key);
    expect(after.items.map((item) => item.key)).not.toContain(key);
    await client.holds(after.epoch, []);
    expect(await at.stateOf(key, client)).toMatchObject({ state: 'retracted' });
    expect((await at.admin.call('PATCH', `/api/v1/screens/${client.id}`, { body: {} })).status).toBe(400);
    expect((await at.admin.call('PATCH', `/api/v1/screens/${newId()}`, { body: { name: 'x' } })).status).toBe(
      404,
    );
  });

  it('says what it shows', async () => {
    const client = await at.aScreen();
    const { key } = await at.show();
    const { epoch } = await client.manifest();
    await client.alive({ epoch, showing: { key, page: 1, pages: 3 } });
    const mine = await until(
      async () => (await at.screens()).find(({ id }) => id === client.id),
      (view) => view?.showing?.key === key,
    );
    expect(mine).toMatchObject({
      epoch,
      wantedEpoch: epoch,
      online: true,
      viewport: { width: 1920, height: 1080 },
      showing: { page: 1, pages: 3 },
    });
  });

  it('whose node died is offline after fifteen seconds', async () => {
    const client = await at.aScreen();
    const isOnline = async () => {
      // A beat of before may still be on its way into the database.
      await at.db
        .updateTable('screen_presence')
        .set({ last_seen_at: sql<Date>`hub_now() - interval '15 seconds'` })
        .where('screen_id', '=', client.id)
        .execute();
      return (await at.screens()).find(({ id }) => id === client.id)?.online;
    };
    expect(await until(isOnline, (online) => online === false)).toBe(false);
  });
});
