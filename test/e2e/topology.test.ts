import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { AnnouncementRow } from '../../src/contract/api.js';
import { ScreenClient } from '../support/screen-client.js';
import { until } from '../support/until.js';
import { desk, launch } from './support/browser.js';
import { inLanes } from './support/in-lanes.js';
import { publish, type Member } from './support/member.js';
import { Screen } from './support/screen.js';
import { Topology } from './support/topology.js';

const SIZE = 100;
const LANES = 4;

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

async function join(admin: Member, username: string, role: string): Promise<Member> {
  const body = { username, name: username === 'clerk' ? '柳青禾' : '闻笛生', roles: [role] };
  const answer = await admin.call('POST', '/members', body);
  return topology.signIn(username, String(answer.json['password']));
}

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
    clerk: await join(admin, 'clerk', 'clerk'),
    reviewer: await join(admin, 'reviewer', 'reviewer'),
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

test(`a worker killed and Redis wiped in the middle of ${SIZE} announcements for three places: none is lost or doubled`, async () => {
  const targetIds = [targetOf('bureau'), targetOf('notices'), targetOf('lobby')];
  const { clerk, reviewer } = people;
  const versions = await inLanes(
    Array.from({ length: SIZE }, (_, index) => index + 1),
    LANES,
    async (number) => {
      const { id, draft } = await clerk.draft({
        title: `关于第 ${number} 号路段照明检修的通告`,
        category: '通知公告',
        body: `<p>第 ${number} 号路段的照明设施将于本周检修，请市民注意通行安全。</p>`,
        targetIds,
      });
      const { versionId } = await clerk.submit(id, draft.revision);
      await reviewer.approve(versionId);
      return versionId;
    },
  );
  const publishAt = new Date(Date.now() + 8_000).toISOString();
  const releases = await inLanes(versions, LANES, (versionId) =>
    clerk.release(versionId, { targetIds, publishAt }),
  );
  const ids = new Set(releases.map(({ announcementId }) => announcementId));
  const rows = async (): Promise<AnnouncementRow[]> => {
    const found: AnnouncementRow[] = [];
    let cursor = '';
    do {
      const page = await clerk.board(cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`);
      found.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    return found.filter(({ id }) => ids.has(id));
  };
  const states = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { state } of (await rows()).flatMap(({ deliveries }) => deliveries))
      counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  };

  const half = await until(states, (counts) => (counts['live'] ?? 0) >= 10, { withinMs: 60_000 });
  await Promise.all([topology.end('worker-1', 'SIGKILL'), topology.redis.ask((client) => client.flushall())]);
  expect(half['live']).toBeLessThan(2 * SIZE);

  await until(system, ({ status, text }) => status === 503 && /worker\) has said nothing for/.test(text), {
    withinMs: 20_000,
  });
  const settled = { live: 2 * SIZE, accepted: SIZE };
  const done = (counts: Record<string, number>) =>
    counts['live'] === settled.live && counts['accepted'] === settled.accepted;
  expect(await until(states, done, { withinMs: 150_000, everyMs: 1_000 })).toEqual(settled);

  const slugs = (await rows()).map(({ permalink }) => permalink?.split('/').pop() ?? '');
  expect(slugs).toHaveLength(SIZE);
  for (const site of ['bureau', 'notices']) {
    const links = await listed(site);
    const often = (slug: string) => links.filter((link) => link.endsWith(`/n/${slug}/`)).length;
    expect(slugs.filter((slug) => often(slug) !== 1)).toEqual([]);
  }
  await topology.begin('worker-1');
}, 300_000);

test('web nodes restarted one after the other, while a screen is connected: no request fails, no receipt is lost', async () => {
  const context = await browser.newContext(desk);
  const page = () => context.newPage();
  const screen = await Screen.switchOn({ hub: { console: topology.console }, page } as never);
  await pair(screen, '西屏');
  const answers: number[] = [];
  const watched = new AbortController();
  const watch = (async () => {
    while (!watched.signal.aborted) {
      const answer = await fetch(`${topology.console}/health/ready`).then(
        ({ status }) => status,
        () => 0,
      );
      answers.push(answer);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();

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
    watched.abort();
    await watch;
  }
  for (const id of shown) await reaches(id, 'live');
  expect(answers.filter((status) => status !== 200)).toEqual([]);
  expect(answers.length).toBeGreaterThan(20);
  await context.close();
}, 240_000);
