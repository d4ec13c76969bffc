import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { ProgrammeView } from '../../src/contract/api.js';
import { ManifestFrame } from '../../src/contract/display.js';
import { emptyPlan, type Plan } from '../../src/contract/programme.js';
import { until } from '../support/until.js';
import { ScreenHub } from './support/screen-hub.js';

jest.setTimeout(30_000);

let at: ScreenHub;
beforeAll(async () => {
  at = await ScreenHub.start();
});
afterEach(() => at.clear());
afterAll(() => at.hub.close());

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const plan: Plan = {
  ...emptyPlan,
  playlists: [{ id: id(1), name: '公示', entries: [{ kind: 'notices', category: '公示' }] }],
  rules: [
    {
      id: id(2),
      name: '工作日上午',
      playlistId: id(1),
      layoutId: 'side',
      when: { days: 'workdays', dayparts: [{ from: '09:00', to: '12:00' }] },
      priority: 5,
      exclusive: false,
      screens: { ids: [], tags: ['大厅'] },
    },
  ],
};
const path = (targetId = at.group) => `/api/v1/targets/${targetId}/programme`;
const read = async (): Promise<ProgrammeView> =>
  (await at.admin.call('GET', path())).json as unknown as ProgrammeView;
const save = (wish: { plan: Plan; revision: number }, targetId?: string) =>
  at.admin.call('PUT', path(targetId), { body: wish });

test('a plan is kept, told to the group’s screens at once with the calendar, and is in the ledger', async () => {
  const client = await at.aScreen();
  const first = await client.manifest();
  expect(first).not.toHaveProperty('programme');
  const before = await read();
  expect(before).toMatchObject({
    revision: 0,
    name: '一楼大厅屏',
    programme: { rules: [], zone: 'Asia/Shanghai' },
  });
  expect(before.programme.calendar.off.length).toBeGreaterThan(10);

  const hints = client.hints.length;
  const saved = await save({ plan, revision: 0 });
  expect([saved.status, saved.json]).toMatchObject([200, { revision: 1, changed: { by: {} } }]);
  await until(() => client.hints.length > hints);
  const manifest = await client.manifest();
  expect(manifest.epoch).toBeGreaterThan(first.epoch);
  expect(manifest.programme).toEqual({ ...plan, zone: 'Asia/Shanghai', calendar: before.programme.calendar });
  expect(ManifestFrame.shape.programme.safeParse(manifest.programme).success).toBe(true);
  expect((await read()).revision).toBe(1);

  const [entry] = await at.ledgerOf(at.group);
  expect(entry).toMatchObject({
    kind: 'programme.changed',
    data: { revision: 1, changed: { playlists: [id(1)], layouts: [], rules: [id(2)], rests: [] } },
  });
});

test('who saves what somebody else has changed meanwhile is told so; what is no group of screens is not there', async () => {
  const { revision } = await read();
  const late = await save({ plan: emptyPlan, revision: revision + 1 });
  expect([late.status, late.json]).toMatchObject([409, { code: 'stale_revision', facts: { revision } }]);
  expect((await save({ plan, revision: 0 }, id(9))).status).toBe(404);
  expect((await at.admin.call('GET', path(id(9)))).status).toBe(404);
});

test('a plan that names what is not there, or a page of a site that is not listed, is refused', async () => {
  const { revision } = await read();
  const lost = await save({ plan: { ...plan, playlists: [] }, revision });
  expect([lost.status, lost.json]).toMatchObject([400, { code: 'invalid_request' }]);
  const web = [{ kind: 'web' as const, url: 'https://elsewhere.example/', seconds: 10 }];
  const strange = await save({
    plan: { ...emptyPlan, playlists: [{ id: id(1), name: '网页', entries: web }] },
    revision,
  });
  expect([strange.status, strange.json]).toMatchObject([400, { code: 'invalid_request' }]);
  expect((await read()).revision).toBe(revision);
  const settings = { diagonalInches: 43, distanceMetres: 3, webOrigins: ['https://elsewhere.example'] };
  await at.db
    .updateTable('target')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', at.group)
    .execute();
  const withSite = { ...emptyPlan, playlists: [{ id: id(1), name: '网页', entries: web }] };
  expect((await save({ plan: withSite, revision })).json).toMatchObject({
    revision: revision + 1,
    webOrigins: settings.webOrigins,
  });
});
