import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { seenPublish, seenRecall } from '../../channels/display/receipts.js';
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

describe('an item', () => {
  it('goes from hint to painted, each step in the receipt and the proof in the ledger', async () => {
    const [client, other] = [await at.aScreen('甲'), await at.aScreen('乙')];
    const offline = await at.aScreen('丙');
    offline.close();
    await until(async () => (await at.screens()).find(({ id }) => id === offline.id)?.online === false);
    const { key, rendition, picture } = await at.show();
    await until(() => client.hints.length > 0);
    const before = await at.port().receipts(key);
    expect(before.screens.map(({ name, expected, state }) => [name, expected, state])).toEqual([
      ['丙', false, 'queued'],
      ['乙', true, 'notified'],
      ['甲', true, 'notified'],
    ]);
    expect(seenPublish(key, before).is).toBe('pending');

    const manifest = await client.manifest();
    expect(manifest).toMatchObject({
      screenId: client.id,
      epoch: client.hints.at(-1),
      screen: { name: '甲', group: '一楼大厅屏' },
      panel: { diagonalInches: 43, distanceMetres: 3, dwellSeconds: 8 },
    });
    expect(manifest.items.find((item) => item.key === key)).toMatchObject({ rendition, priority: 'routine' });
    expect((await client.get(`/manifest?have=${manifest.epoch}&group=${at.group}`)).status).toBe(204);
    expect(await at.stateOf(key, client)).toMatchObject({ state: 'notified' });
    for (const hash of [rendition, picture]) {
      const blob = await client.get(`/blobs/${hash}`);
      expect([blob.status, blob.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
      expect(await at.blobs.put(new Uint8Array(await blob.arrayBuffer()))).toBe(hash);
    }
    for (const state of ['fetched', 'verified', 'painted']) {
      expect(await client.progress(key, state)).toEqual({ ok: true });
      expect(await at.stateOf(key, client)).toMatchObject({ state });
    }
    // A report that comes late turns nothing back.
    expect(await client.progress(key, 'fetched')).toEqual({ ok: true });
    expect(await at.stateOf(key, client)).toMatchObject({ state: 'painted', expected: true });
    expect(seenPublish(key, await at.port().receipts(key)).is).toBe('pending');

    await other.manifest();
    await other.progress(key, 'painted');
    expect(seenPublish(key, await at.port().receipts(key))).toMatchObject({ is: 'live' });
    expect((await at.ledgerOf(key)).map(({ kind, actor, data }) => [kind, actor, data])).toEqual([
      [
        'screens.shown',
        'system:screens',
        expect.objectContaining({ rendition, expected: expect.arrayContaining([client.id, other.id]) }),
      ],
      ['screen.painted', `screen:${client.id}`, { screen: client.id }],
      ['screen.painted', `screen:${other.id}`, { screen: other.id }],
    ]);
  });

  it('is committed once for a key, and its expected screens stay frozen', async () => {
    const client = await at.aScreen();
    const { key, rendition } = await at.show();
    const late = await at.aScreen('后来的');
    const again = {
      key,
      renditionHash: rendition,
      assets: [],
      publishedAt: new Date(),
      priority: 'routine' as const,
    };
    const [{ epoch }] = [await client.manifest()];
    await Promise.all([at.port().show(again), at.port().show(again)]);
    expect((await client.manifest()).epoch).toBe(epoch);
    await late.manifest();
    expect(await at.stateOf(key, late)).toMatchObject({ expected: false, state: 'notified' });
    await expect(at.port(at.otherGroup).show(again)).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('is live without a screen that went silent, and waits for one that is slow', async () => {
    const [quick, silent] = [await at.aScreen('快'), await at.aScreen('静')];
    const { key } = await at.show();
    await quick.manifest();
    await quick.progress(key, 'painted');
    const waiting = await at.port().receipts(key);
    expect(seenPublish(key, waiting).is).toBe('pending');
    silent.close();
    await until(async () => (await at.stateOf(key, silent))?.online === false);
    const later = (seconds: number, found: typeof waiting) => ({
      ...found,
      now: new Date(found.now.getTime() + seconds * 1000),
    });
    const found = await at.port().receipts(key);
    expect(seenPublish(key, later(10, found)).is).toBe('pending');
    expect(seenPublish(key, later(16, found)).is).toBe('live');
  });

  it('is not in the manifest once it has expired, nor are its files given away', async () => {
    const client = await at.aScreen();
    const { key, rendition } = await at.show(at.group, new Date(Date.now() + 2_500));
    expect((await client.manifest()).items.map((item) => item.key)).toContain(key);
    await until(async () => !(await client.manifest()).items.some((item) => item.key === key));
    expect((await client.get(`/blobs/${rendition}`)).status).toBe(404);
    await client.holds((await client.manifest()).epoch, []);
    expect(await at.stateOf(key, client)).toMatchObject({ state: 'retracted' });
  });
});

describe('a recall', () => {
  it('is done when all that may hold the item reported it gone, also the one that was offline', async () => {
    const [here, away] = [await at.aScreen('在'), await at.aScreen('离')];
    const { key, rendition } = await at.show();
    for (const client of [here, away]) {
      await client.manifest();
      await client.progress(key, 'painted');
    }
    away.close();
    await until(async () => (await at.stateOf(key, away))?.online === false);
    await at.port().retract(key);
    await until(() => here.hints.length > 1);
    const manifest = await here.manifest();
    expect(manifest.items.some((item) => item.key === key)).toBe(false);
    expect((await here.get(`/blobs/${rendition}`)).status).toBe(404);
    await here.holds(manifest.epoch, []);
    const found = await at.port().receipts(key);
    const late = { ...found, now: new Date((found.retractedAt?.getTime() ?? 0) + 8_000) };
    expect(seenRecall(key, late)).toMatchObject({
      is: 'pending',
      person: { facts: { screens: [{ name: '离' }] } },
    });

    await away.connect();
    const its = await away.manifest();
    await away.holds(its.epoch, []);
    expect(seenRecall(key, await at.port().receipts(key)).is).toBe('gone');
    const kinds = (await at.ledgerOf(key)).map(({ kind }) => kind);
    expect(kinds.slice(-3)).toEqual(['screens.retracted', 'screen.retracted', 'screen.retracted']);
  });

  it('does not take an old report for news', async () => {
    const client = await at.aScreen();
    const { epoch } = await client.manifest();
    const { key } = await at.show();
    await client.manifest();
    await at.port().retract(key);
    // Written before the item came: it says nothing about whether the item shows now.
    await client.holds(epoch, []);
    expect(await at.stateOf(key, client)).toMatchObject({ state: 'notified' });
    await client.holds((await client.manifest()).epoch, [key]);
    expect(await at.stateOf(key, client)).toMatchObject({ state: 'notified' });
    await client.holds((await client.manifest()).epoch, []);
    expect(await at.stateOf(key, client)).toMatchObject({ state: 'retracted' });
  });

  it('of what nobody knows changes nothing', async () => {
    const client = await at.aScreen();
    const { epoch } = await client.manifest();
    await at.port().retract(newId());
    expect((await client.manifest()).epoch).toBe(epoch);
  });
});
