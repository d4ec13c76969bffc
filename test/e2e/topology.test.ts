import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { AnnouncementRow } from '../../src/contract/api.js';
import { ScreenClient } from '../support/screen-client.js';
import { until } from '../support/until.js';
import { desk, launch } from './support/browser.js';
import { Batch } from './support/batch.js';
import { publish, type Member } from './support/member.js';
import { Screen } from './support/screen.js';
import { Topology } from './support/topology.js';
import { watch } from './support/watch.js';

const SIZE = 40;

let topology: Topology;
let browser: Browser;
let people: { clerk: Member; reviewer: Member; admin: Member };
const targets = new Map<string, string>();

beforeAll(async () => {
  topology = await Topology.start();
  browser = await launch();
}, 180_000);
afterAll(async () => {
  await mkdir('test-results', { recursive: true });
  await writeFile('test-results/topology.log', (topology as Topology | undefined)?.log ?? '');
  await (browser as Browser | undefined)?.close();
  await (topology as Topology | undefined)?.stop();
}, 90_000);

const system = async (): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${topology.console}/health/system`);
  return { status: answer.status, text: await answer.text() };
};

async function target(admin: Member, channel: string, slug: string, settings: object): Promise<void> {
  const answer = await admin.call('POST', '/targets', { channel, slug, name: slug, settings });
  if (answer.status !== 201) throw new Error(answer.text);
  targets.set(slug, String(answer.json['id']));
}

const targetOf = (slug: string): string => targets.get(slug) ?? '';

async function row(id: string): Promise<AnnouncementRow | undefined> {
  return (await people.clerk.board()).items.find((item) => item.id === id);
}

/** Waits until every delivery of the announcement is in one of these states. */
const reaches = (id: string, ...states: string[]): Promise<unknown> =>
  until(
    () => row(id),
    (found) => found !== undefined && found.deliveries.every(({ state }) => states.includes(state)),
    { withinMs: 60_000, everyMs: 200 },
  );

async function pair(screen: { code(): Promise<string> }, name: string): Promise<void> {
  await people.admin.claim(await screen.code(), name, targetOf('lobby'));
}

test('five processes behind nginx are one hub: an administrator signs in, and it says who runs', async () => {
  const admin = await topology.administrator();
  people = {
    admin,
    clerk: await topology.join(admin, 'clerk'),
    reviewer: await topology.join(admin, 'reviewer'),
  };
  await target(admin, 'website', 'bureau', { siteName: '望河区城市管理和综合行政执法局' });
  await target(admin, 'website', 'notices', { siteName: '通知公告' });
  await target(admin, 'display', 'lobby', {});
  const { status, text } = await system();
  expect([status, text]).toEqual([200, expect.stringContaining('"web":2,"worker":2,"scheduler":1')]);
  expect((await fetch(`${topology.console}/metrics`)).status).toBe(404);
}, 60_000);

test('what one web node takes reaches the site and a screen on the other node; one connection speaks for a screen', async () => {
  const screen = await ScreenClient.make(topology.direct('web-2'));
  const asked = await screen.ask();
  await pair({ code: () => Promise.resolve(asked.state === 'waiting' ? asked.code : '') }, '东屏');
  await screen.connect();
  await screen.alive();
  const { id, permalink } = await publish(people, {
    title: '关于望河路夜间施工的通告',
    body: '<p>望河路将于本周六夜间施工。</p>',
    targetIds: [targetOf('bureau'), targetOf('lobby')],
  });
  const { items } = await until(
    () => screen.manifest(),
    (manifest) => manifest.items.length === 1,
  );
  expect(screen.hints.length).toBeGreaterThan(0);
  expect(await screen.progress(items[0]?.key ?? '', 'painted')).toEqual({ ok: true });
  await reaches(id, 'live');
  expect(await (await fetch(permalink)).text()).toContain('望河路将于本周六夜间施工');

  const before = screen.socket;
  Object.assign(screen, { url: topology.direct('web-1') });
  expect(await screen.connect()).toMatchObject({ state: 'welcome' });
  await until(() => before?.connected === false);
  expect(screen.socket?.connected).toBe(true);
  screen.close();
}, 90_000);

/** Every notice's address on the list pages of a site, as often as it stands there. */
async function listed(slug: string): Promise<string[]> {
  const links: string[] = [];
  for (let page = 1; ; page++) {
    const answer = await fetch(`${topology.site}/site/${slug}/${page === 1 ? '' : `p/${page}/`}`);
    if (answer.status === 404) return links;
    const main = /<main.*<\/main>/s.exec(await answer.text())?.[0] ?? '';
    links.push(...[...main.matchAll(/href="([^"]*\/n\/[^"/]+\/)"/g)].map(([, href = '']) => href));
  }
}

/** Those of a batch that do not stand exactly once on each of the sites. */
async function notOnce(batch: Batch, sites: readonly string[]): Promise<string[]> {
  const slugs = await batch.slugs();
  const wrong: string[] = [];
  for (const site of sites) {
    const links = await listed(site);
    const often = (slug: string) => links.filter((link) => link.endsWith(`/n/${slug}/`)).length;
    wrong.push(...slugs.filter((slug) => often(slug) !== 1).map((slug) => `${site} ${slug}`));
  }
  return wrong;
}

const FROZEN = 40;

/** Deliveries that a worker has begun to send and has not finished. */
const heldBy = async (worker: string): Promise<string[]> => {
  const held = await topology.ask<{ id: string }>(
    `select d.id from attempt a join delivery d on d.id = a.delivery_id
     where a.worker = $1 and a.finished_at is null and d.state = 'sending' order by d.id`,
    [worker],
  );
  return held.map(({ id }) => id);
};

/** Freezes a worker while it holds deliveries: their ids, and when that was. */
async function freezeAtWork(name: 'worker-1'): Promise<{ held: string[]; began: number }> {
  const worker = topology.nameOf(name);
  for (;;) {
    await until(
      () => heldBy(worker),
      (held) => held.length > 0,
      { withinMs: 60_000 },
    );
    topology.node(name).freeze();
    const began = performance.now();
    // What it had asked the database before still happens; then nothing changes any more.
    let before = await heldBy(worker);
    const held = await until(
      () => heldBy(worker),
      (now) => {
        const settled = now.join() === before.join();
        before = now;
        return settled;
      },
      { everyMs: 300 },
    );
    if (held.length > 0) return { held, began };
    topology.node(name).thaw();
  }
}

/** What stands in the database of these deliveries. */
const standing = (ids: readonly string[]): Promise<object[]> =>
  topology.ask(
    `select id, state, fence, tries, url, live_at, receipt from delivery where id = any($1::uuid[]) order by id`,
    [ids],
  );

/** Attempts that a worker has begun for these deliveries, by what came of them; `open` while nothing has. */
const attemptsOf = (worker: string, ids: readonly string[]): Promise<{ outcome: string }[]> =>
  topology.ask(
    `select coalesce(a.outcome, 'open') as outcome from attempt a
     where a.worker = $1 and a.delivery_id = any($2::uuid[])`,
    [worker, ids],
  );

test('a worker frozen at work: red within 15 s with its name, its deliveries finish once on the other one, pages stay up', async () => {
  await until(system, ({ status }) => status === 200, { withinMs: 20_000 });
  const name = topology.nameOf('worker-1');
  const pages = ['/health/ready', '/'].map((path) => `${topology.console}${path}`);
  const watches = [...pages, `${topology.site}/site/bureau/`].map((url) => watch(url, 200));
  const targetIds = [targetOf('bureau'), targetOf('notices')];
  const batch = await Batch.release(people, { size: FROZEN, targetIds, leadMs: 5_000, about: '管网改造' });
  const { held, began } = await freezeAtWork('worker-1');
  const since = () => Math.round((performance.now() - began) / 100) / 10;
  try {
    const cause = `${name} (worker) has said nothing for`;
    const isRed = ({ status, text }: { status: number; text: string }) =>
      status === 503 && text.includes(cause);
    await until(system, isRed, { withinMs: 20_000, everyMs: 100 });
    const redAfter = since();
    expect(redAfter).toBeLessThanOrEqual(15);
    const states = () => batch.states();
    await until(states, ({ live }) => live === 2 * FROZEN, { withinMs: 150_000, everyMs: 500 });
    const doneAfter = since();
    expect(await notOnce(batch, ['bureau', 'notices'])).toEqual([]);

    const before = await standing(held);
    topology.node('worker-1').thaw();
    const thawed = since();
    await until(system, ({ status }) => status === 200, { withinMs: 20_000, everyMs: 100 });
    const greenAfter = Math.round((since() - thawed) * 10) / 10;
    const attempts = await until(
      () => attemptsOf(name, held),
      (all) => all.every(({ outcome }) => outcome !== 'open'),
    );
    expect(attempts.filter(({ outcome }) => outcome.startsWith('late: ')).length).toBeGreaterThan(0);
    expect(await standing(held)).toEqual(before);
    expect(await notOnce(batch, ['bureau', 'notices'])).toEqual([]);
    process.stdout.write(
      `a worker frozen with ${held.length} deliveries: red after ${redAfter} s, all live after ${doneAfter} s, green ${greenAfter} s after it went on\n`,
    );
  } finally {
    topology.node('worker-1').thaw();
    await Promise.all(watches.map((one) => one.end()));
  }
  for (const { answers } of watches) {
    expect(answers.filter((status) => status !== 200)).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
  }
}, 400_000);

test(`a worker killed and Redis wiped in the middle of ${SIZE} announcements for three places: none is lost or doubled`, async () => {
  const targetIds = [targetOf('bureau'), targetOf('notices'), targetOf('lobby')];
  const batch = await Batch.release(people, { size: SIZE, targetIds, leadMs: 8_000, about: '照明检修' });
  const half = await until(
    () => batch.states(),
    (counts) => (counts['live'] ?? 0) >= 10,
    { withinMs: 60_000 },
  );
  await Promise.all([topology.end('worker-1', 'SIGKILL'), topology.redis.ask((client) => client.flushall())]);
  expect(half['live']).toBeLessThan(2 * SIZE);

  await until(system, ({ status, text }) => status === 503 && /worker\) has said nothing for/.test(text), {
    withinMs: 20_000,
  });
  const settled = { live: 2 * SIZE, accepted: SIZE };
  const done = (counts: Record<string, number>) =>
    counts['live'] === settled.live && counts['accepted'] === settled.accepted;
  const counts = await until(() => batch.states(), done, { withinMs: 150_000, everyMs: 1_000 });
  expect(counts).toEqual(settled);
  expect(await batch.slugs()).toHaveLength(SIZE);
  expect(await notOnce(batch, ['bureau', 'notices'])).toEqual([]);
  await topology.begin('worker-1');
}, 300_000);

test('web nodes restarted one after the other, while a screen is connected: no request fails, no receipt is lost', async () => {
  const context = await browser.newContext(desk);
  const page = () => context.newPage();
  const screen = await Screen.switchOn({ hub: { origin: topology.console }, page });
  await pair(screen, '西屏');
  const ready = watch(`${topology.console}/health/ready`);
  const shown: string[] = [];
  try {
    for (const name of ['web-1', 'web-2'] as const) {
      const title = `关于${name === 'web-1' ? '东' : '西'}岸步道封闭的通告`;
      const body = '<p>步道封闭三日。</p>';
      const released = publish(people, { title, body, targetIds: [targetOf('lobby')] });
      const [code, { id }] = await Promise.all([topology.end(name, 'SIGTERM'), released]);
      expect(code).toBe(0);
      await screen.shows(title, 60_000);
      await topology.begin(name);
      shown.push(id);
    }
  } finally {
    await ready.end();
  }
  for (const id of shown) await reaches(id, 'live');
  expect(ready.answers.filter((status) => status !== 200)).toEqual([]);
  expect(ready.answers.length).toBeGreaterThan(20);
  await context.close();
}, 240_000);
