import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AnnouncementRow } from '../../src/contract/api.js';
import { HubProcess } from '../medium/support/hub-process.js';
import { freePair } from '../support/free-pair.js';
import { until } from '../support/until.js';
import { Hub } from './support/hub.js';
import { inLanes } from './support/in-lanes.js';
import type { Member } from './support/member.js';

const SIZE = 200;
const LANES = 6;

let hub: Hub;
let clerk: Member;
let ids: string[];

beforeAll(async () => {
  hub = await Hub.start();
  clerk = await hub.as('clerk');
}, 120_000);
afterAll(() => hub.discard(), 60_000);

/** The two places that answer for themselves: what others do in a drill has its own tests. */
const places = async (): Promise<string[]> => [await clerk.target('website'), await clerk.target('display')];

/** Announcements for the website and the lobby screens, approved and not yet released. */
async function approve(numbers: number[]): Promise<string[]> {
  const reviewer = await hub.as('reviewer');
  const targetIds = await places();
  return inLanes(numbers, LANES, async (number) => {
    const body = `<p>第 ${number} 号路段的照明设施将于本周检修，请市民注意通行安全。</p>`;
    const { id, draft } = await clerk.draft({
      title: `关于第 ${number} 号路段照明检修的通告`,
      category: '通知公告',
      body,
      targetIds,
    });
    const { versionId } = await clerk.submit(id, draft.revision);
    await reviewer.approve(versionId);
    return versionId;
  });
}

/** The board's rows of this test's announcements. */
async function rows(): Promise<AnnouncementRow[]> {
  return (await clerk.wholeBoard()).filter((row) => ids.includes(row.id));
}

async function states(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of (await rows()).flatMap((row) => row.deliveries))
    counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Every notice's address on the list pages of the site, as often as it stands there. */
async function listed(): Promise<string[]> {
  const target = (await clerk.targets()).find(({ channel }) => channel === 'website');
  const links: string[] = [];
  for (let page = 1; ; page++) {
    const answer = await fetch(`${target?.publicUrl ?? ''}/${page === 1 ? '' : `p/${page}/`}`);
    if (answer.status === 404) return links;
    const main = /<main.*<\/main>/s.exec(await answer.text())?.[0] ?? '';
    links.push(...[...main.matchAll(/href="([^"]*\/n\/[^"/]+\/)"/g)].map(([, href = '']) => href));
  }
}

/** `npm run ledger:verify`: its exit code, and the proof that it prints. */
async function verifyLedger(): Promise<{ code: number | null; proof: Record<string, unknown> }> {
  const env = { ...process.env, ...hub.environment };
  const child = spawn('npm', ['run', '--silent', 'ledger:verify'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = output.trim().split('\n').pop() ?? '';
  return { code, proof: line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : { line } };
}

test(`killed with ${SIZE} announcements for two places in flight, it brings each out once`, async () => {
  const versions = await approve(Array.from({ length: SIZE }, (_, index) => index + 1));
  const targetIds = await places();
  const publishAt = new Date(Date.now() + 10_000).toISOString();
  const releases = await inLanes(versions, LANES, (versionId) =>
    clerk.release(versionId, { targetIds, publishAt }),
  );
  ids = releases.map((release) => release.announcementId);

  const before = await until(states, (counts) => (counts['live'] ?? 0) > 0, { withinMs: 30_000 });
  await hub.kill();
  expect(before['live']).toBeLessThan(SIZE);
  expect((before['live'] ?? 0) + (before['accepted'] ?? 0)).toBeLessThan(2 * SIZE);

  await hub.begin();
  const settled = { live: SIZE, accepted: SIZE };
  const done = (counts: Record<string, number>) => JSON.stringify(counts) === JSON.stringify(settled);
  const sorted = async () =>
    Object.fromEntries(
      Object.entries(await states())
        .sort()
        .reverse(),
    );
  expect(await until(sorted, done, { withinMs: 60_000, everyMs: 250 })).toEqual(settled);

  const published = (await rows()).map((row) => row.permalink ?? '');
  const onList = await listed();
  const slugs = published.map((permalink) => permalink.split('/').pop() ?? '');
  const often = (slug: string) => onList.filter((link) => link.endsWith(`/n/${slug}/`)).length;
  expect(slugs.filter((slug) => often(slug) !== 1)).toEqual([]);
  const answers = await inLanes(published, LANES, async (permalink) => (await fetch(permalink)).status);
  expect(new Set(answers)).toEqual(new Set([200]));
}, 240_000);

test('the ledger is proven beside the running hub and without it; a second hub on its data is refused', async () => {
  const beside = await verifyLedger();
  expect(beside).toEqual({ code: 0, proof: expect.objectContaining({ ok: true, faults: [] }) });

  const environment = { ...hub.environment, PORT: String(await freePair()) };
  const second = HubProcess.start(environment);
  expect(await second.end()).toBe(1);
  expect(second.noise.trim()).toMatch(
    /^The data folder .* is in use by the hub with process id \d+.*another HUB_DATA/,
  );
  expect(second.noise.trim().split('\n')).toHaveLength(1);

  expect(await hub.stop()).toBe(0);
  const alone = await verifyLedger();
  expect(alone).toEqual({ code: 0, proof: expect.objectContaining({ ok: true, faults: [] }) });
  expect(alone.proof['entries']).toBeGreaterThanOrEqual(beside.proof['entries'] as number);
}, 120_000);
