import { expect, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { DISPLAY_NAMESPACE } from '../../../src/contract/display-link.js';
import { LIVE_NAMESPACE } from '../../../src/contract/api.js';
import { DisplayGateway } from '../../../src/screens/display.gateway.js';
import { ScreenClient } from '../../support/screen-client.js';
import { until } from '../../support/until.js';
import { told } from './belongings.js';
import type { TwoOffices } from './two-offices.js';

type Probe = (two: TwoOffices) => Promise<void>;

/** Sends as B's screen; whatever is answered tells nothing of A. Returns whether it was taken. */
async function send({ b, secrets }: TwoOffices, event: string, message: object): Promise<boolean> {
  const answer = (await b.screen.emit(event, message)) as { ok?: boolean };
  expect([event, told(secrets.a, JSON.stringify(answer), JSON.stringify(message))]).toEqual([event, []]);
  return answer.ok === true;
}

async function itemOf({ a }: TwoOffices): Promise<string> {
  const [item] = (await a.screen.manifest()).items;
  if (!item) throw new Error('the screen of A shows nothing');
  return item.key;
}

/** Each message of a screen, sent with A's ids. A new message gets a line here. */
const messages: Record<string, Probe> = {
  async helloV1({ a, b, hub, secrets }) {
    const stranger = await ScreenClient.make(hub.url);
    const nonce = await stranger.open();
    const signature = await b.screen.signature(nonce, a.screen.keyId);
    const answer = await stranger.emit('helloV1', { keyId: a.screen.keyId, signature });
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(told(secrets.a, JSON.stringify(answer))).toEqual([]);
    stranger.close();
  },
  async tokenV1({ b }) {
    const { token } = (await b.screen.emit('tokenV1')) as { token: string };
    const answer = await b.screen.get('/manifest', token);
    expect(await answer.text()).toContain(b.screen.card?.group);
  },
  async progressV1(two) {
    const items = [{ key: await itemOf(two), state: 'painted' }];
    expect(await send(two, 'progressV1', { screenId: two.a.screen.id, items })).toBe(false);
    expect(await send(two, 'progressV1', { screenId: two.b.screen.id, items })).toBe(false);
  },
  async holdsV1(two) {
    const [keys, epoch] = [[await itemOf(two)], 999];
    expect(await send(two, 'holdsV1', { screenId: two.a.screen.id, epoch, keys: [] })).toBe(false);
    await send(two, 'holdsV1', { screenId: two.b.screen.id, epoch: 0, keys });
  },
  async aliveV1(two) {
    const { a, b, secrets } = two;
    const viewport = { width: 640, height: 480 };
    expect(await send(two, 'aliveV1', { screenId: a.screen.id, viewport })).toBe(false);
    // A screen says what it shows, and the console puts a title to it: never another office's.
    const showing = { key: await itemOf(two), page: 0, pages: 1 };
    const said = async () => {
      await send(two, 'aliveV1', { screenId: b.screen.id, viewport, showing });
      const { showing: kept } = await two.hub.db
        .selectFrom('screen_presence')
        .select('showing')
        .where('screen_id', '=', b.screen.id)
        .executeTakeFirstOrThrow();
      return kept?.key === showing.key;
    };
    await until(said, Boolean, { everyMs: 200 });
    const list = await b.boss.call('GET', '/api/v1/screens');
    expect(told(secrets.a, list.text)).toEqual([]);
  },
  async ticketKeptV1(two) {
    const ticket = two.a.screen.ticket ?? `1.${'A'.repeat(43)}`;
    expect(await send(two, 'ticketKeptV1', { screenId: two.a.screen.id, ticket })).toBe(false);
    // Another screen's ticket is none of one's own, and nothing comes of it.
    await send(two, 'ticketKeptV1', { screenId: two.b.screen.id, ticket });
  },
  async commandDoneV1(two) {
    const [id] = two.a.owned.screenshots;
    for (const screenId of [two.a.screen.id, two.b.screen.id])
      expect(await send(two, 'commandDoneV1', { screenId, id, ok: false })).toBe(false);
  },
  async alertShownV1(two) {
    expect(await send(two, 'alertShownV1', { screenId: two.a.screen.id, seq: 1 })).toBe(false);
    await send(two, 'alertShownV1', { screenId: two.b.screen.id, seq: 9e15 });
  },
  async playsV1(two) {
    const at = new Date().toISOString();
    const [id] = two.a.owned.screens;
    const plays = [{ id, key: await itemOf(two), beganAt: at, endedAt: at, pages: 1, whole: true }];
    expect(await send(two, 'playsV1', { screenId: two.a.screen.id, plays })).toBe(false);
    // Nothing that this screen was told of: nothing is counted.
    await send(two, 'playsV1', { screenId: two.b.screen.id, plays });
  },
  async wipedV1(two) {
    expect(await send(two, 'wipedV1', { screenId: two.a.screen.id })).toBe(false);
  },
};

/** Nothing of A may reach B by any socket, whether B listens or asks. */
export function socketsTellNothing(two: () => TwoOffices): void {
  test('every namespace and every message of a screen is known here', () => {
    const gateway = two().hub.app.get(DisplayGateway, { strict: false });
    expect(Object.keys(gateway['messages']).sort()).toEqual(Object.keys(messages).sort());
    const namespaces = [...(gateway['namespace']?.server._nsps.keys() ?? [])];
    expect(namespaces.sort()).toEqual(['/', DISPLAY_NAMESPACE, LIVE_NAMESPACE].sort());
  });

  test('while A worked, its own pages heard of it, and those of B heard nothing', () => {
    const { ears, secrets, epochs } = two();
    expect(ears.a.heard.filter((event) => told(secrets.a, event).length > 0).length).toBeGreaterThan(20);
    expect(ears.b.heard.filter((event) => told(secrets.a, event).length > 0)).toEqual([]);
    // A's group of screens had changed more often: a hint for it would have been ahead of B's.
    expect(epochs.a).toBeGreaterThan(epochs.b);
    expect(ears.b.heard.length).toBeGreaterThan(0);
    expect(epochs.hinted.filter((epoch) => epoch > epochs.b)).toEqual([]);
  });

  test('no message of B’s screen touches what is A’s, and no answer tells of it', async () => {
    for (const probe of Object.values(messages)) await probe(two());
    const { hub, a, b } = two();
    const crossed = await hub.db
      .selectFrom('screen_receipt as r')
      .innerJoin('screen as s', 's.id', 'r.screen_id')
      .innerJoin('screen_item as i', 'i.key', 'r.item_key')
      .select('r.item_key')
      .whereRef('s.office_id', '<>', 'i.office_id')
      .execute();
    expect(crossed).toEqual([]);
    expect((await a.screen.manifest()).items.length).toBeGreaterThan(0);
    expect((await b.screen.manifest()).items.length).toBeGreaterThan(0);
  });

  test('B’s screen gets B’s manifest and files; A’s are not there for it', async () => {
    const { a, b, secrets } = two();
    const manifest = await b.screen.get('/manifest');
    expect(told(secrets.a, await manifest.text())).toEqual([]);
    const filesOf = async (screen: ScreenClient) =>
      (await screen.manifest()).items.flatMap(({ rendition, assets }) => [
        rendition,
        ...assets.map(({ hash }) => hash),
      ]);
    const [ours, theirs] = [await filesOf(b.screen), await filesOf(a.screen)];
    const status = async (hash: string) => (await b.screen.get(`/blobs/${hash}`)).status;
    for (const hash of ours) expect(await status(hash)).toBe(200);
    for (const hash of theirs) expect(await status(hash)).toBe(404);
    const pairing = await b.screen.get(`/pairings/${a.screen.id}`);
    expect(told(secrets.a, await pairing.text())).toEqual([]);
  });

  test('a console’s socket takes nothing, and answers with nothing of A', async () => {
    const { hub, b, a, secrets } = two();
    const socket: Socket = io(`${hub.url}${LIVE_NAMESPACE}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin: hub.url, cookie: b.boss.cookie ?? '' },
    });
    const ids = [a.id, ...a.owned.announcements];
    for (const event of ['subscribe', 'join', 'changedV1']) {
      const answer: unknown = await socket.timeout(5_000).emitWithAck(event, { officeId: a.id, ids });
      expect(answer).toMatchObject({ code: 'payload_invalid' });
      expect(told(secrets.a, JSON.stringify(answer), JSON.stringify(ids))).toEqual([]);
    }
    socket.disconnect();
  });
}
