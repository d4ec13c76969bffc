import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HubProcess } from '../medium/support/hub-process.js';
import { Ground } from './support/ground.js';
import { Hub, type Credentials } from './support/hub.js';
import { Member, publish } from './support/member.js';
import { until } from '../support/until.js';

const body = '<p>望河路将于本周六夜间施工，请绕行。</p>';
const words = '望河路将于本周六夜间施工';
const measured: Record<string, unknown> = {};

let folder: string;
let hub: Hub;
let ground: Ground;
let clerk: Credentials;
let permalink: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-move-'));
  await writeFile(join(folder, 'passphrase'), '搬家时使用的一句足够长的口令\n', { mode: 0o600 });
  hub = await Hub.start();
  ground = await Ground.start();
}, 180_000);
afterAll(async () => {
  await mkdir('test-results', { recursive: true });
  await writeFile('test-results/move.json', `${JSON.stringify(measured, null, 2)}\n`);
  await hub.discard();
  await ground.stop();
  await rm(folder, { recursive: true, force: true });
}, 90_000);

interface Ran {
  code: number | null;
  answer: Record<string, unknown>;
  err: string;
}

/** A script of package.json, as somebody types it. */
async function npmRun(environment: Record<string, string>, ...args: string[]): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('npm', ['run', '--silent', ...args], {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (!out.startsWith('{'))
    throw new Error(`npm run ${args.join(' ')} ended with ${String(code)}: ${out}${err}`);
  return { code, answer: JSON.parse(out) as Record<string, unknown>, err };
}

const hubRun = (environment: Record<string, string>, command: string, ...args: string[]): Promise<Ran> =>
  npmRun(environment, 'hub', '--', command, ...args, '--json');

const archive = (name: string): string[] => [
  join(folder, name),
  '--passphrase-file',
  join(folder, 'passphrase'),
];

const proof = async (environment: Record<string, string>): Promise<Ran> =>
  npmRun(environment, 'ledger:verify');

/** Everything of a data folder, also where its database stands as root. */
async function wipe(dataDir: string): Promise<void> {
  const cluster = await readlink(join(dataDir, 'postgres')).catch(() => undefined);
  if (cluster !== undefined) await rm(dirname(cluster), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** The old password opens the door, the page is there, and the next announcement goes out. */
async function goesOn(console: string, title: string): Promise<void> {
  expect(await (await fetch(permalink)).text()).toContain(words);
  const member = await Member.signIn(console, clerk);
  expect(member.visitor.cookie).toBeDefined();
  const reviewer = await Member.signIn(console, reviewerLogin);
  const { permalink: next } = await publish(
    { clerk: member, reviewer },
    { title, body, targetIds: [website] },
  );
  await until(
    async () => (await fetch(next)).status,
    (status) => status === 200,
    { withinMs: 60_000, everyMs: 200 },
  );
}

let reviewerLogin: Credentials;
let website: string;

test('beside the running hub: an export is whole, an import is refused', async () => {
  clerk = await hub.credentials('clerk');
  reviewerLogin = await hub.credentials('reviewer');
  const people = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  website = await people.clerk.target('website');
  ({ permalink } = await publish(people, { title: '关于望河路夜间施工的通告', body, targetIds: [website] }));
  await until(
    async () => (await fetch(permalink)).status,
    (status) => status === 200,
    { withinMs: 60_000, everyMs: 200 },
  );
  const { code, answer } = await hubRun(hub.environment, 'export', ...archive('running.hub'));
  expect([code, answer]).toEqual([0, expect.objectContaining({ ok: true, running: true, damaged: [] })]);
  const refused = await hubRun(hub.environment, 'import', ...archive('running.hub'));
  expect(refused.code).toBe(1);
  expect(String(refused.answer['error'])).toMatch(/is in use by the hub/);
}, 180_000);

test('export, wipe, import into a new data folder: the same hub', async () => {
  expect(await hub.stop()).toBe(0);
  const made = await hubRun(hub.environment, 'export', ...archive('office.hub'));
  expect([made.code, made.answer['running']]).toEqual([0, false]);
  measured['export'] = made.answer;
  const before = await proof(hub.environment);
  await wipe(hub.dataDir);

  const none = await hubRun(hub.environment, 'import', ...archive('office.hub'));
  expect([none.code, none.answer['error']]).toEqual([1, expect.stringMatching(/--into-empty-data-folder/)]);
  await expect(stat(hub.dataDir)).rejects.toThrow('ENOENT');
  const brought = await hubRun(
    hub.environment,
    'import',
    ...archive('office.hub'),
    '--into-empty-data-folder',
  );
  expect([brought.code, brought.answer]).toEqual([
    0,
    expect.objectContaining({ ok: true, targetsPaused: false }),
  ]);
  measured['importEmbedded'] = brought.answer;
  const after = await proof(hub.environment);
  expect([after.code, after.answer['ok'], after.answer['head']]).toEqual([0, true, before.answer['head']]);

  await hub.begin();
  await goesOn(hub.console, '关于迁移之后的通告');
  expect((await proof(hub.environment)).answer).toMatchObject({ ok: true, faults: [] });
  expect(await hub.stop()).toBe(0);
}, 300_000);

test('from embedded to distributed', async () => {
  // The same ports, as the old hub has ended: permalinks keep their address.
  const { PORT = '' } = hub.environment;
  const there = { ...ground.environment, PORT };
  const made = await hubRun(hub.environment, 'export', ...archive('on.hub'));
  expect(made.code).toBe(0);
  const brought = await hubRun(there, 'import', ...archive('on.hub'));
  expect([brought.code, brought.answer['ok']]).toEqual([0, true]);
  measured['importDistributed'] = brought.answer;
  const node = HubProcess.start(there);
  try {
    await goesOn((await node.ready()).console, '关于分布式引擎的通告');
    expect((await proof(there)).answer).toMatchObject({ ok: true, faults: [] });
  } finally {
    await node.end('SIGTERM');
  }
}, 300_000);
