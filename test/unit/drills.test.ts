import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pauseAfter } from '../../src/demo/drill-process.js';
import { Drills, lendTheWay, type DrillState } from '../../src/demo/drills.js';
import { OutboundAllowList, smtpEntry } from '../../src/platform/http/index.js';
import { createLogger } from '../../src/platform/log/index.js';
import { until } from '../support/until.js';

const loader = new URL('../support/ts-loader.mjs', import.meta.url).href;
const channelsFolder = fileURLToPath(new URL('../fixtures/drills', import.meta.url));

let dataDir: string;
let logged: string[];
const running: Drills[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hub-drills-'));
  logged = [];
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((drills) => drills.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(startWithinMs = 20_000): Promise<Drills> {
  const drills = await Drills.start({
    dataDir,
    hubPublicUrl: 'http://localhost:3001',
    log: createLogger('debug', { write: (line) => logged.push(line) }),
    channelsFolder,
    execArgv: ['--import', loader],
    startWithinMs,
  });
  running.push(drills);
  return drills;
}

/** Everything that is heard of the drills, in its order. */
async function hearing(drills: Drills): Promise<DrillState[]> {
  const heard: DrillState[] = [];
  await drills.listen((state) => {
    heard.push(state);
  });
  return heard;
}

const serving = (heard: readonly DrillState[]) => heard.flatMap((state) => ('line' in state ? [state] : []));
const failing = (heard: readonly DrillState[]) =>
  Object.fromEntries(heard.flatMap((state) => ('failure' in state ? [[state.id, state.failure]] : [])));

test('what serves is heard, listed and may be called; what does not is told in a sentence and holds nobody up', async () => {
  const drills = await start(4_000);
  await drills.settled();
  const heard = await hearing(drills);
  const [good, ...others] = serving(heard);
  expect(others).toEqual([]);
  expect(good).toMatchObject({ id: 'good', line: { targets: { good: { key: 'sesame' } } } });
  expect(failing(heard)).toEqual({
    broken: 'it ended with exit code 1: Error: the printer is on fire',
    foreign: expect.stringContaining('a drill listens on this machine only'),
    silent: 'it did not say within 4 s where it serves',
  });
  expect(await drills.pages()).toEqual([{ title: { zh: '演练', en: 'Drill' }, url: good?.line.url }]);

  const allowed = new OutboundAllowList();
  await drills.listen(lendTheWay(allowed));
  const { url = '', smtp } = good?.line ?? {};
  expect(allowed.allows(url)).toBe(true);
  expect(allowed.allows(smtpEntry(smtp?.host ?? '', smtp?.port ?? 1))).toBe(true);
  expect(allowed.allows('http://169.254.169.254')).toBe(false);
  expect(await (await fetch(url)).text()).toBe('演练 http://localhost:3001');

  await drills.stop();
  await expect(fetch(url)).rejects.toThrow();
});

test('one that dies is started again on its state, and heard again', async () => {
  const drills = await start();
  const heard = await hearing(drills);
  await until(() => serving(heard).length === 1);
  const url = serving(heard)[0]?.line.url ?? '';
  await expect(fetch(`${url}die`)).rejects.toThrow();
  await until(() => serving(heard).length === 2);
  expect(serving(heard)[1]?.line.url).toBe(url);
  expect(failing(heard)['good']).toBeUndefined();
  expect(logged.join('')).toContain('a drill is started again: it ended with exit code 3');
  expect(await readFile(join(dataDir, 'drills', 'good', 'port'), 'utf8')).toBe(new URL(url).port);
});

test('a drill that was lent the way loses it when it cannot be started any more', async () => {
  const allowed = new OutboundAllowList();
  const lend = lendTheWay(allowed);
  const line = {
    url: 'http://127.0.0.1:1/',
    title: { zh: '演', en: 'D' },
    origins: ['http://127.0.0.1:1'],
    targets: {},
  };
  await lend({ id: 'good', line });
  expect(allowed.allows(line.url)).toBe(true);
  await lend({ id: 'good', failure: 'it ended' });
  expect(allowed.allows(line.url)).toBe(false);
});

test('the pauses between starts grow, and have an end', () => {
  expect([1, 2, 3].map(pauseAfter)).toEqual([500, 1_000, 2_000]);
  expect(pauseAfter(50)).toBe(60_000);
});
