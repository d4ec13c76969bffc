import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { BulkResults, ScreenView } from '../../src/contract/api.js';
import { newId } from '../../src/platform/ids.js';
import type { ScreenClient } from '../support/screen-client.js';
import { fillFleet } from '../support/screen-fleet.js';
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

const bulk = async (ids: string[], action: object): Promise<BulkResults['results']> => {
  const answer = await at.admin.call('POST', '/api/v1/screens/bulk', { body: { ids, action } });
  expect(answer.status).toBe(200);
  return (answer.json as unknown as BulkResults).results;
};

describe('many screens', () => {
  it('are narrowed by group, tag, state and words, and carry where they hang', async () => {
    const [hall, window] = [await at.aScreen('大厅屏'), await at.aScreen('窗口屏', at.otherGroup)];
    const body = { tags: ['窗口', '窗口', '竖屏'], place: '二楼东', contact: '值班室' };
    const changed = await at.admin.call('PATCH', `/api/v1/screens/${window.id}`, { body });
    expect(changed.json).toMatchObject({ tags: ['窗口', '竖屏'], place: '二楼东', contact: '值班室' });
    await desk.away(hall);
    const found = async (query: string) =>
      ((await at.admin.call('GET', `/api/v1/screens?${query}`)).json['items'] as ScreenView[]).map(
        ({ name }) => name,
      );
    expect(await found(`group=${at.otherGroup}`)).toEqual(['窗口屏']);
    expect(await found(`tag=${encodeURIComponent('竖屏')}`)).toEqual(['窗口屏']);
    expect(await found('state=offline')).toEqual(['大厅屏']);
    expect(await found(`q=${encodeURIComponent('东')}`)).toEqual(['窗口屏']);
    expect((await at.admin.call('GET', '/api/v1/screens?state=odd')).status).toBe(400);
  });

  it('are moved, tagged, asked and removed in one request, with a result for each', async () => {
    const [one, two] = [await at.aScreen('甲'), await at.aScreen('乙')];
    const nobody = newId();
    const ids = [one.id, nobody, two.id];
    const expected = [{ id: one.id }, { id: nobody, code: 'not_found' }, { id: two.id }];
    const epoch = one.hints.at(-1) ?? 0;
    expect(await bulk(ids, { kind: 'move', targetId: at.otherGroup })).toEqual(expected);
    await until(() => one.hints.some((hint) => hint > epoch));
    expect((await one.manifest()).screen.group).toBe('二楼窗口屏');
    expect(await bulk(ids, { kind: 'tag', add: ['大厅'], remove: [] })).toEqual(expected);
    const full = Array.from({ length: 20 }, (_, index) => `标签${index}`);
    expect(await bulk([one.id], { kind: 'tag', add: full })).toEqual([
      { id: one.id, code: 'invalid_request' },
    ]);
    expect(await bulk([one.id], { kind: 'tag', add: full, remove: ['大厅'] })).toEqual([{ id: one.id }]);
    expect((await desk.viewOf(two))?.tags).toEqual(['大厅']);
    expect(await bulk(ids, { kind: 'command', command: 'identify' })).toEqual(expected);
    await until(() => one.commands.length === 1 && two.commands.length === 1);
    expect(await bulk(ids, { kind: 'remove' })).toEqual(expected);
    await until(() => one.revoked && two.revoked);
    const elsewhere = { kind: 'move', targetId: newId() };
    const refused = await at.admin.call('POST', '/api/v1/screens/bulk', { body: { ids, action: elsewhere } });
    expect(refused.json['code']).toBe('unknown_target');
  });

  it('of two thousand are listed and looked over in a moment', async () => {
    const { member, office } = await at.admin.me();
    const targets = [at.group, at.otherGroup];
    await at.show();
    const ids = await fillFleet(at.db, { officeId: office.id, memberId: member.id, targets, count: 2_000 });
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const begun = performance.now();
        await work();
        times.push(performance.now() - begun);
      }
      return times.sort((a, b) => a - b)[2] ?? 0;
    };
    const list = await timed(at.screens.bind(at));
    await desk.sweep();
    const look = await timed(() => desk.sweep());
    const begun = performance.now();
    expect((await bulk(ids, { kind: 'command', command: 'reload' })).length).toBe(2_000);
    const asked = performance.now() - begun;
    const size = (await at.admin.call('GET', '/api/v1/screens')).text.length;
    process.stderr.write(
      `2,000 screens: list ${list.toFixed(0)} ms, ${size} bytes; sweep ${look.toFixed(0)} ms; bulk ${asked.toFixed(0)} ms\n`,
    );
    // A bound against what grows wrongly, not a measure: machines differ.
    expect(Math.max(list, look, asked)).toBeLessThan(5_000);
    expect((await at.screens()).length).toBe(2_000);
  });
});

describe('a copy of a browser’s profile', () => {
  const nothingFor = async (client: ScreenClient): Promise<void> => {
    expect((await client.get('/manifest')).status).toBe(403);
    expect(await client.hello()).toMatchObject({ state: 'copied' });
    expect(await client.emit('tokenV1')).toMatchObject({ error: { code: 'not_signed_in' } });
  };
  const isCopied = async (client: ScreenClient): Promise<void> => {
    await desk.sweep();
    expect(await desk.alerts('&open=true&kind=copied')).toMatchObject([{ screen: { id: client.id } }]);
  };

  it('is refused while the box itself is there, and both get nothing new from then on', async () => {
    const client = await at.aScreen();
    const copy = client.copy();
    expect(await copy.hello()).toEqual({ state: 'copied', screenId: client.id });
    expect(await copy.emit('tokenV1')).toMatchObject({ error: { code: 'not_signed_in' } });
    await until(() => client.socket?.connected === false);
    await nothingFor(client);
    await isCopied(client);
    copy.close();
    // Removing it ends both; the right box is paired anew.
    expect((await at.admin.call('DELETE', `/api/v1/screens/${client.id}`)).status).toBe(204);
    expect(await client.hello()).toMatchObject({ state: 'revoked' });
  });

  it('that was made earlier is found by its ticket when the box is away', async () => {
    const client = await at.aScreen();
    const copy = client.copy();
    await desk.away(client);
    await client.connect();
    await desk.away(client);
    expect(await copy.hello()).toMatchObject({ state: 'copied' });
    copy.close();
    await nothingFor(client);
    await isCopied(client);
  });

  it('that came first is found when the box comes back', async () => {
    const client = await at.aScreen();
    const copy = client.copy();
    await desk.away(client);
    expect(await copy.connect()).toMatchObject({ state: 'welcome' });
    expect(await client.hello()).toMatchObject({ state: 'copied' });
    copy.close();
    await isCopied(client);
  });

  it('is not seen in crashes between the hub’s word and the box’s store, nor in a lost network', async () => {
    const client = await at.aScreen();
    for (let crash = 0; crash < 3; crash += 1) {
      client.close();
      expect(await client.hello()).toMatchObject({ state: 'welcome' });
    }
    // The old connection still stands at the hub, and nobody answers on it.
    const older = client.socket;
    client.answers = false;
    expect(await client.connect()).toMatchObject({ state: 'welcome' });
    await until(() => older?.connected === false);
    // Stored, and the word of it lost.
    client.close();
    const answer = await client.hello();
    client.ticket = answer.state === 'welcome' ? answer.ticket : undefined;
    client.close();
    expect(await client.connect()).toMatchObject({ state: 'welcome' });
  });

  it('is not seen in a hub that was restored from a backup, and no ticket can be made up', async () => {
    const client = await at.aScreen();
    await sql`update screen_ticket set issued = 0, kept = 0 where screen_id = ${client.id}`.execute(at.db);
    client.close();
    expect(await client.connect()).toMatchObject({ state: 'welcome' });
    await desk.away(client);
    const copy = client.copy();
    copy.ticket = `999.${'A'.repeat(43)}`;
    expect(await copy.hello()).toMatchObject({ state: 'copied' });
    copy.close();
  });
});

it('takes no more tries at a code than it may, also all at once', async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, () => at.claim('ZZZZZZ')));
  const count = (status: number) => tries.filter((answer) => answer.status === status).length;
  expect([count(404), count(429)]).toEqual([5, 15]);
  await at.db.deleteFrom('pairing_attempt').execute();
});
