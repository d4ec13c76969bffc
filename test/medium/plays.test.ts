import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { PlaysReport } from '../../src/contract/api.js';
import type { PlayV1 } from '../../src/contract/display-plays.js';
import { dayText } from '../../src/contract/kit/office-time.js';
import { Housekeeping } from '../../src/store/housekeeping.js';
import { Forgetting } from '../../src/screens/plays/forgetting.js';
import type { ScreenClient } from '../support/screen-client.js';
import { ScreenHub, type Shown } from './support/screen-hub.js';

jest.setTimeout(60_000);

let at: ScreenHub;
beforeAll(async () => {
  at = await ScreenHub.start();
});
afterEach(() => at.clear());
afterAll(() => at.hub.close());

const today = dayText(new Date());
const aPlay = (key: string, more: Partial<PlayV1> = {}, beganMs = Date.now() - 60_000): PlayV1 => ({
  id: randomUUID(),
  key,
  beganAt: new Date(beganMs).toISOString(),
  endedAt: new Date(beganMs + 12_000).toISOString(),
  pages: 1,
  whole: true,
  ...more,
});
const tell = (client: ScreenClient, plays: PlayV1[], screenId = client.id) =>
  client.emit('playsV1', { screenId, plays });
async function report(query: Record<string, string> = {}, visitor = at.admin): Promise<PlaysReport> {
  const asked = new URLSearchParams({ from: '2026-01-01', to: '2026-12-31', ...query });
  const answer = await visitor.call('GET', `/api/v1/plays?${asked.toString()}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return PlaysReport.parse(answer.json);
}
/** A screen that has been told of one item. */
async function aShowing(name = '屏'): Promise<{ client: ScreenClient; shown: Shown }> {
  const client = await at.aScreen(name);
  const shown = await at.show();
  await client.manifest();
  return { client, shown };
}

describe('plays', () => {
  it('count once, however often, in whatever order and parts they are told, also by two connections', async () => {
    const { client, shown } = await aShowing();
    let all: PlayV1[] = [];
    const telling = fc.record({
      fresh: fc.integer({ min: 0, max: 12 }),
      // Told, but the acknowledgement was lost, so they are told again with what came since.
      again: fc.integer({ min: 0, max: 20 }),
      twice: fc.boolean(),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(telling, { minLength: 1, maxLength: 5 }), async (tellings) => {
        for (const { fresh, again, twice, seed } of tellings) {
          const plays = Array.from({ length: fresh }, (_, n) => aPlay(shown.key, { whole: n % 3 > 0 }));
          all = [...all, ...plays];
          const told = [...plays, ...all.slice(-again)].sort(
            (a, b) => a.id.localeCompare(b.id) * (seed % 2 === 0 ? 1 : -1),
          );
          if (told.length === 0) continue;
          const doubled = twice ? [...told, ...told].slice(0, 300) : told;
          expect(await Promise.all([tell(client, doubled), tell(client, doubled)])).toEqual([
            { ok: true },
            { ok: true },
          ]);
        }
        const { total } = await report({ screenId: client.id });
        expect(total).toEqual({
          plays: all.length,
          whole: all.filter(({ whole }) => whole).length,
          seconds: all.length * 12,
        });
      }),
      { numRuns: 15 },
    );
  });

  it('of items that the screen was never told of, of the future and of long ago are left out', async () => {
    const { client, shown } = await aShowing();
    const elsewhere = await at.show(at.otherGroup);
    const hour = 3_600_000;
    const answer = await tell(client, [
      aPlay(shown.key),
      aPlay(elsewhere.key),
      aPlay(randomUUID()),
      aPlay(shown.key, {}, Date.now() + hour),
      aPlay(shown.key, {}, Date.now() - 100 * 24 * hour),
      aPlay(shown.key, { endedAt: new Date(Date.now() - hour).toISOString() }),
    ]);
    expect(answer).toEqual({ ok: true });
    expect((await report({ screenId: client.id })).total).toMatchObject({ plays: 1 });
    // A screen that was revoked, or speaks for another one, tells nothing.
    const other = await at.aScreen('别的');
    expect(await tell(client, [aPlay(shown.key)], other.id)).toMatchObject({ error: { code: 'forbidden' } });
    expect((await report({ screenId: other.id })).total).toMatchObject({ plays: 0 });
  });

  it('of an item that was taken back meanwhile count all the same', async () => {
    const { client, shown } = await aShowing();
    await at.port().retract(shown.key);
    await client.holds((await client.manifest()).epoch, []);
    await tell(client, [aPlay(shown.key)]);
    expect((await report({ itemKey: shown.key })).total).toMatchObject({ plays: 1 });
  });
});

describe('a report', () => {
  it('has a line for each item, screen or day, on which it began by the office’s clock', async () => {
    const [one, two] = [await aShowing('甲屏'), await aShowing('乙屏')];
    await one.client.manifest();
    const midnight = Date.parse(`${today}T00:00:00+08:00`);
    await tell(one.client, [
      aPlay(one.shown.key, {}, midnight - 5_000),
      aPlay(one.shown.key, {}, midnight + 5_000),
      aPlay(two.shown.key, { whole: false }, midnight + 20_000),
    ]);
    await tell(two.client, [aPlay(two.shown.key, {}, midnight + 40_000)]);
    const lines = async (query: Record<string, string>) =>
      (await report(query)).rows.map(({ id, name, plays, whole }) => [id, name, plays, whole]);
    expect(await lines({ by: 'screen', screenId: one.client.id })).toEqual([[one.client.id, '甲屏', 3, 2]]);
    expect(await lines({ by: 'item', itemKey: two.shown.key })).toEqual([
      [two.shown.key, two.shown.key, 2, 1],
    ]);
    const yesterday = dayText(new Date(midnight - 1));
    expect(await lines({ by: 'day', itemKey: one.shown.key })).toEqual([
      [yesterday, yesterday, 1, 1],
      [today, today, 1, 1],
    ]);
    expect((await report({ from: today, to: today, itemKey: one.shown.key })).total.plays).toBe(1);
  });

  it('comes as a workbook, and is the office’s own', async () => {
    const { client, shown } = await aShowing('丙屏');
    await tell(client, [aPlay(shown.key), aPlay(shown.key)]);
    const url = `${at.hub.url}/api/v1/plays.xlsx?from=${today}&to=${today}&screenId=${client.id}`;
    const file = await fetch(url, { headers: { cookie: at.admin.cookie ?? '' } });
    expect(file.headers.get('content-disposition')).toContain('.xlsx');
    const sheets = await readExcelFile(Buffer.from(await file.arrayBuffer()));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['按信息', '按显示屏', '按日期']);
    expect(sheets[1]?.data.slice(1, 4).map((row) => row.slice(0, 4))).toEqual([
      ['显示屏', '播放（次）', '完整播放（次）', '时长（秒）'],
      ['合计', 2, 2, 24],
      ['丙屏', 2, 2, 24],
    ]);
    expect((await at.hub.visitor().call('GET', `/api/v1/plays?from=${today}&to=${today}`)).status).toBe(401);
    expect((await at.admin.call('GET', `/api/v1/plays?from=2026-02-01&to=2026-01-01`)).status).toBe(400);
  });

  it('stays when single plays are forgotten', async () => {
    const { client, shown } = await aShowing();
    const old = Date.now() - 61 * 24 * 3_600_000;
    await tell(client, [aPlay(shown.key, {}, old), aPlay(shown.key)]);
    const rows = async () =>
      (await at.db.selectFrom('screen_play').select('id').where('screen_id', '=', client.id).execute())
        .length;
    expect(await rows()).toBe(2);
    await new Forgetting(at.db, { playsDays: 60 }, at.hub.app.get(Housekeeping, { strict: false })).round();
    expect(await rows()).toBe(1);
    expect((await report({ screenId: client.id })).total.plays).toBe(2);
  });
});
