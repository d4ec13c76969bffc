import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Json } from '../../src/contract/values.js';
import { Drills, lendTheWay, seedDemo } from '../../src/demo/index.js';
import { demoOffices } from '../../src/demo/offices.js';
import { readPlan } from '../../src/demo/plan.js';
import { DemoTargets } from '../../src/demo/targets.js';
import { OutboundAllowList } from '../../src/platform/http/index.js';
import { createLogger } from '../../src/platform/log/index.js';
import { discoverChannels, Targets } from '../../src/targets/index.js';
import { until } from '../support/until.js';
import { startWholeHub, type WholeHub } from './support/whole-hub.js';

/** The demo as a newcomer gets it: every channel, every drill in a process of its own, both offices. */
let hub: WholeHub;
let drills: Drills;
const logged: string[] = [];
beforeAll(async () => {
  hub = await startWholeHub(await discoverChannels());
  drills = await Drills.start({
    dataDir: hub.config.dataDir,
    hubPublicUrl: hub.site,
    log: createLogger('info', { write: (line) => logged.push(line) }),
    execArgv: [],
  });
  await drills.listen(lendTheWay(hub.app.get(OutboundAllowList, { strict: false })));
  await seedDemo(hub.app, drills);
}, 120_000);
afterAll(async () => {
  await drills.stop();
  await hub.close();
});

const officeOf = async (slug: string): Promise<string> =>
  (await hub.db.selectFrom('office').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id;

async function announcements(officeId: string) {
  return hub.db
    .selectFrom('announcement')
    .select(['title', 'stage', 'target_ids'])
    .where('office_id', '=', officeId)
    .orderBy('title')
    .execute();
}

test('every drill serves, and each office has the targets and announcements of its plan', async () => {
  expect(drills.known().filter((state) => !('line' in state))).toEqual([]);
  const stages = { draft: 'drafting', review: 'review', release: 'released' };
  for (const office of demoOffices) {
    const officeId = await officeOf(office.slug);
    const targets = await hub.app.get(Targets, { strict: false }).list(officeId);
    expect(targets.map(({ slug }) => slug)).toEqual(office.targets.map(({ slug }) => slug));
    for (const { slug, channel, settings, pausedReason } of targets) {
      const drill = office.targets.find((planned) => planned.slug === slug)?.drill;
      expect([slug, channel.isDrill?.(settings) ?? false, pausedReason]).toEqual([slug, drill, undefined]);
    }
    const slugOf = new Map(targets.map(({ id, slug }) => [id, slug]));
    const made = (await announcements(officeId)).map(({ title, stage, target_ids }) => [
      title,
      stage,
      target_ids.map((id) => slugOf.get(id)).sort(),
    ]);
    const planned = (await readPlan(office)).map((item) => [
      item.draft.title,
      stages[item.until],
      [...item.targets].sort(),
    ]);
    expect(new Map(made.map((row) => [row[0], row]))).toEqual(new Map(planned.map((row) => [row[0], row])));
  }
});

test('a second start adds nothing', async () => {
  const before = await Promise.all(demoOffices.map(async ({ slug }) => announcements(await officeOf(slug))));
  await seedDemo(hub.app, drills);
  const after = await Promise.all(demoOffices.map(async ({ slug }) => announcements(await officeOf(slug))));
  expect(after).toEqual(before);
});

test('what was released reaches the drills: nothing fails or stays in doubt', async () => {
  const states = () =>
    hub.db
      .selectFrom('delivery as d')
      .innerJoin('target as t', 't.id', 'd.target_id')
      .select(['t.slug', 'd.state', 'd.last_error'])
      .orderBy('t.slug')
      .execute();
  const underway = ['scheduled', 'queued', 'sending'];
  const ended = await until(states, (rows) => rows.every(({ state }) => !underway.includes(state)), {
    withinMs: 60_000,
    everyMs: 250,
  });
  expect(ended.filter(({ state }) => !['live', 'accepted'].includes(state))).toEqual([]);
  const reached = new Set(ended.map(({ slug }) => slug));
  expect([...reached].sort()).toEqual(
    demoOffices
      .flatMap(({ plan }) => plan.filter((item) => item.until === 'release').flatMap((item) => item.targets))
      .filter((slug, index, all) => all.indexOf(slug) === index)
      .sort(),
  );
}, 90_000);

test('a drill that serves too late for the first start gets its targets then', async () => {
  const targets = hub.app.get(Targets, { strict: false });
  const officeId = await officeOf('wanghe');
  const [state] = drills.known().filter(({ id }) => id === 'portal');
  if (!state) throw new Error('there is no drill to try this with');
  const slugs = async () => (await targets.list(officeId)).map(({ slug }) => slug);
  const before = await slugs();
  await hub.db.updateTable('target').set({ slug: 'elsewhere' }).where('slug', '=', 'integrity').execute();
  await new DemoTargets(hub.app).hear(state);
  expect((await slugs()).sort()).toEqual([...before, 'elsewhere'].sort());
});

test('a drill that moved takes its targets along; one that fails is said on them, until it serves again', async () => {
  const targets = hub.app.get(Targets, { strict: false });
  const demo = new DemoTargets(hub.app);
  const officeId = await officeOf('wanghe');
  const state = drills.known().find(({ id }) => id === 'wechat');
  if (!state || !('line' in state)) throw new Error('there is no drill to try this with');
  const target = async () => (await targets.list(officeId)).find(({ slug }) => slug === 'wechat');
  const before = (await target())?.settings as Record<string, Json>;
  const moved = (apiBase: string) => {
    const settings = { ...state.line.targets['wechat'], apiBase };
    return { id: 'wechat', line: { ...state.line, targets: { wechat: settings } } };
  };
  const entries = async () =>
    hub.db.selectFrom('ledger_entry').select('id').where('kind', 'like', 'target.%').execute();

  await demo.hear(moved('http://127.0.0.1:9'));
  expect((await target())?.settings).toEqual({ ...before, apiBase: 'http://127.0.0.1:9' });
  const told = (await entries()).length;
  await demo.hear(moved('http://127.0.0.1:9'));
  expect((await entries()).length).toBe(told);

  await demo.hear({ id: 'wechat', failure: 'it ended with exit code 1' });
  await demo.hear({ id: 'wechat', failure: 'it ended with exit code 1' });
  expect(await target()).toMatchObject({ pausedReason: 'drill_down' });
  expect((await entries()).length).toBe(told + 1);
  await demo.hear(state);
  expect(await target()).toMatchObject({ pausedReason: undefined, settings: before });

  const real = { ...before, apiBase: 'https://api.weixin.qq.com', drill: false };
  await targets.update(officeId, 'system:test', (await target())?.id ?? '', { settings: real });
  await demo.hear(moved('http://127.0.0.1:9'));
  expect((await target())?.settings).toEqual(real);
});
