import { mkdtemp, readFile, readlink, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { freePair } from '../support/free-pair.js';
import { until } from '../support/until.js';
import { HubProcess } from './support/hub-process.js';
import { Visitor } from '../support/visitor.js';

/** On the data of the first start, without its drills. */
const bare = { HUB_DEMO: 'off' };

let dataDir: string;
let port: number;
const hubs: HubProcess[] = [];

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'hub-whole-')), 'data');
  port = await freePair();
});
afterEach(() => Promise.all(hubs.splice(0).map((hub) => hub.end('SIGTERM'))));
afterAll(async () => {
  const cluster = await readlink(join(dataDir, 'postgres')).catch(() => undefined);
  if (cluster) await rm(dirname(cluster), { recursive: true, force: true });
  await rm(dirname(dataDir), { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}): HubProcess {
  const hub = HubProcess.start({ HUB_DATA: dataDir, PORT: String(port), ...environment });
  hubs.push(hub);
  return hub;
}

/** What it said to a person: standard error without the log's lines, where deliveries may have begun already. */
const sentences = (noise: string): string =>
  noise
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
    .join('\n');

async function members(): Promise<{ username: string; password: string }[]> {
  const text = await readFile(join(dataDir, 'first-run.json'), 'utf8');
  return (JSON.parse(text) as { members: { username: string; password: string }[] }).members;
}

async function signIn(url: string): Promise<number> {
  const [member] = await members();
  return (await new Visitor(url).signIn(member?.username ?? '', member?.password ?? '')).status;
}

/** The process of the hub's database. */
async function postmaster(): Promise<number> {
  const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '0');
  return Number(text.split('\n')[0]);
}

/** The status of the hub's own health; 0 while nobody answers. */
const systemHealth = (url: string): Promise<number> =>
  fetch(`${url}/health/system`).then(
    ({ status }) => status,
    () => 0,
  );

test('the first start says where everything is and who may sign in; it outlives its database and ends cleanly', async () => {
  const hub = start();
  const urls = await hub.ready();
  expect(urls).toEqual({ console: `http://localhost:${port}`, site: `http://localhost:${port + 1}` });
  const said = hub.lines.join('\n');
  expect(await members()).toHaveLength(9);
  for (const { username, password } of await members()) {
    expect(said).toContain(username);
    expect(said).toContain(password);
  }
  expect((await stat(join(dataDir, 'first-run.json'))).mode & 0o777).toBe(0o600);
  expect(await signIn(urls.console)).toBe(200);
  // The demo's drills serve too, each at an address of its own.
  const drills = [...said.matchAll(/演练 drill +(http:\/\/127\.0\.0\.1:\d+\S*)/g)].map(([, url = '']) => url);
  expect(drills.length).toBeGreaterThan(0);
  for (const url of drills) expect(await (await fetch(url)).text()).toContain('演练');

  const site = await fetch(`${urls.site}/nothing-here`);
  expect(site.status).toBe(404);
  expect(site.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect((await fetch(`${urls.site}/api/v1/me`)).status).toBe(404);

  const second = start({ PORT: String(port) });
  expect(await second.end()).toBe(1);
  expect(second.noise.trim().split('\n')).toHaveLength(1);
  expect(second.noise).toMatch(/is in use by .*another HUB_DATA/);

  // It may be back before anybody has seen it away.
  const before = await postmaster();
  process.kill(before, 'SIGKILL');
  await until(
    async () => (await postmaster()) !== before && (await systemHealth(urls.console)),
    (health) => health === 200,
    { withinMs: 60_000 },
  );
  expect(await signIn(urls.console)).toBe(200);

  expect(await hub.end('SIGTERM')).toBe(0);
  for (const url of [`${urls.console}/health/live`, ...drills]) await expect(fetch(url)).rejects.toThrow();
}, 300_000);

test('killed, it comes back with what it had, and prints no password a second time', async () => {
  const killed = start(bare);
  await killed.ready();
  await killed.end('SIGKILL');
  const hub = start(bare);
  const { console } = await hub.ready();
  expect(await signIn(console)).toBe(200);
  for (const { password } of await members()) expect(hub.lines.join('\n')).not.toContain(password);
}, 120_000);

test('SIGTERM during the start ends it cleanly too', async () => {
  const hub = start({ ...bare, HUB_LOG_LEVEL: 'info' });
  await until(() => hub.noise.includes('PostgreSQL'));
  expect(await hub.end('SIGTERM')).toBe(0);
  expect(hub.lines.filter((line) => line.startsWith('READY'))).toEqual([]);
}, 120_000);

test('mistakes in the settings are said together, before anything starts', async () => {
  const hub = start({ PORT: 'no', REDIS_URL: 'redis://here', HUB_LOG_LEVEL: 'debug' });
  expect(await hub.end()).toBe(1);
  expect(hub.noise.trim().split('\n')).toHaveLength(2);
}, 120_000);

test('a taken port is one sentence, without a stack, and leaves nothing running', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve));
  try {
    const hub = start(bare);
    expect(await hub.end()).toBe(1);
    expect(sentences(hub.noise)).toMatch(new RegExp(`^Port ${port} is taken by another program: [^\\n]*$`));
    await expect(stat(join(dataDir, 'postgres', 'postmaster.pid'))).rejects.toThrow(/ENOENT/);
  } finally {
    await new Promise((resolve) => blocker.close(resolve));
  }
}, 120_000);
