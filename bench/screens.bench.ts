import 'reflect-metadata';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { publish, type Member } from '../test/e2e/support/member.js';
import { end } from './deliver/workers.js';
import { quantile } from './deliver/times.js';
import { removeData } from './cluster.js';
import { median, readOptions, round } from './options.js';
import { BenchHub } from './screens/hub.js';
import { alarmOf, alarmWithoutRedis } from './screens/alarm.js';
import { begin, connect, processors, tell, Times, times, until } from './screens/fleet.js';
import { ask, askEach, now, shares } from './screens/talk.js';

/*
 * Screens (architecture.md section 9): from the release's transaction to the item complete on each of so many screens,
 * which are the player's own link and library without glass, and to the glass of two real players in Chromium; the
 * same for a recall. Floor: a bare socket.io server that broadcasts as many characters to as many clients, and their
 * acknowledgements, in turns with ours. Then what a screen takes in that comes back (200 items; nothing new, one new),
 * the memory of a connection, growth, and a storm: 5,000 screens whose hub was killed, while the console is asked.
 * On the distributed engine: a warning and its end while Redis is stopped.
 */
const options = readOptions(process.argv.slice(2), { size: 1, rounds: 5 }, { screens: 1_000, glasses: 2 });
/** Of the growth; the storm is as large as the largest. */
const sizes = [Math.round(options.screens / 10), options.screens, options.screens * 5];
const stormScreens = options.screens * 5;
const Traffic = z.object({ bytes: z.number(), requests: z.array(z.string()) });
const body = `<p>${'为做好冬季供暖期间的便民服务，现将有关事项通告如下，请互相转告。'.repeat(12)}</p>`;

type People = Record<'clerk' | 'reviewer' | 'leader', Member>;
interface Ground {
  hub: BenchHub;
  people: People;
  /** As many processes of screens as there are processors, and of bare clients. */
  fleet: readonly ChildProcess[];
  bare: ChildProcess;
  bareClients: readonly ChildProcess[];
  targetId: string;
  /** Real players in Chromium. */
  glass: ChildProcess;
}
interface Figures {
  screens: number;
  floorP50Ms: number;
  paintedP50Ms: number;
  paintedP99Ms: number;
  glassMs: number;
  retractP50Ms: number;
  retractP99Ms: number;
  ratio: number;
}

const dataDir = await mkdtemp(join(tmpdir(), 'tongbo-bench-'));
const result =
  options.engine === 'redis' ? await alarmWithoutRedis(join(dataDir, 'hub'), options.screens) : await run();
process.stdout.write(`${JSON.stringify(result)}\n`);
await removeData(dataDir);

async function run() {
  const hub = await BenchHub.start(join(dataDir, 'hub'));
  const fleet = await Promise.all(processors.map(() => begin('screens.process.ts')));
  const bareClients = await Promise.all(processors.map(() => begin('bare-clients.process.ts')));
  const [bare, lone, glass] = [
    await begin('bare.process.ts'),
    await begin('screens.process.ts'),
    await begin('glass.process.ts'),
  ];
  const people = {
    clerk: await hub.as('clerk'),
    reviewer: await hub.as('reviewer'),
    leader: await hub.as('leader'),
  };
  const targetId = await hub.group('大厅屏');
  const ground: Ground = { hub, people, fleet, bare, bareClients, targetId, glass };
  try {
    const resync = await resyncs(ground, lone);
    const before = await hub.rssMb();
    const figures: Figures[] = [];
    let alarm = { warningMs: 0, clearMs: 0, alarmScreens: 0 };
    for (const size of sizes) {
      figures.push(await measure(ground, size));
      if (size === options.screens) alarm = await alarmOf(ground, size);
    }
    const own = figures.find(({ screens }) => screens === options.screens);
    const storm = await stormOf(ground);
    return {
      bench: 'screens',
      engine: options.engine,
      ...own,
      ...resync,
      ...alarm,
      ...storm,
      socketKb: round(((storm.rssMb - before) * 1024) / stormScreens, 1),
      growth: figures.map(({ screens, paintedP50Ms, paintedP99Ms, ratio }) => ({
        screens,
        paintedP50Ms,
        paintedP99Ms,
        ratio,
      })),
      rounds: options.rounds,
    };
  } finally {
    await ask(glass, z.boolean(), 'close');
    await Promise.all([...fleet, ...bareClients, bare, lone, glass].map(end));
    await hub.stop();
  }
}

/** What a screen with 200 items takes in when it comes back: nothing new, and one notice that is. */
async function resyncs({ hub, people }: Ground, lone: ChildProcess) {
  const targetId = await hub.group('回访屏');
  await hub.items(targetId, 200);
  await connect(hub, [lone], targetId, 1);
  await until(async () => (await ask(lone, z.int(), 'complete')) === 200);
  await ask(lone, z.boolean(), 'leave');
  const unchanged = await ask(lone, Traffic, 'comeBack');
  await ask(lone, z.boolean(), 'leave');
  await publish(people, { title: '关于供暖服务的通告', body, targetIds: [targetId] });
  await until(() => hub.wanted(targetId, 201));
  const one = await ask(lone, Traffic, 'comeBack');
  tell(`unchanged ${String(unchanged.bytes)}, one ${String(one.bytes)}: ${one.requests.join(', ')}`);
  return { resyncUnchangedBytes: unchanged.bytes, resyncOneBytes: one.bytes };
}

async function measure(ground: Ground, size: number): Promise<Figures> {
  const { hub, fleet, bare, bareClients, targetId } = ground;
  await connect(hub, fleet, targetId, size);
  const url = await ask(bare, z.string(), 'url');
  await askEach(bareClients, z.int(), 'connect', (n) => ({
    count: shares(size, bareClients.length)[n],
    url,
  }));
  await until(async () => (await ask(bare, z.int(), 'connected')) === size);
  if (size === options.screens) await openGlasses(ground);
  const [floor, painted, retract, onGlass]: number[][] = [[], [], [], []];
  const p50s = { floor: [] as number[], painted: [] as number[], retract: [] as number[] };
  // One to warm up; it is not counted.
  for (let turn = 0; turn <= options.rounds; turn += 1) {
    const bareMs = await ask(bare, Times, 'broadcast', { characters: 4_000 });
    const one = await once(ground, size, turn);
    if (turn === 0) continue;
    floor?.push(...bareMs);
    painted?.push(...one.painted);
    onGlass?.push(...one.glass);
    retract?.push(...one.retract);
    p50s.floor.push(median(bareMs));
    p50s.painted.push(median(one.painted));
    p50s.retract.push(median(one.retract));
  }
  const figures = {
    screens: size,
    floorP50Ms: round(median(p50s.floor), 1),
    paintedP50Ms: round(median(p50s.painted), 1),
    paintedP99Ms: round(quantile([...(painted ?? []), ...(onGlass ?? [])], 0.99), 1),
    glassMs: round(Math.max(0, ...(onGlass ?? [])), 1),
    retractP50Ms: round(median(p50s.retract), 1),
    retractP99Ms: round(quantile(retract ?? [], 0.99), 1),
    ratio: round(median(p50s.painted) / median(p50s.floor), 2),
  };
  tell(JSON.stringify(figures));
  return figures;
}

async function openGlasses({ hub, people, glass, targetId }: Ground): Promise<void> {
  for (let n = 1; n <= options.glasses; n += 1) {
    const code = await ask(glass, z.string(), 'open', { url: hub.url });
    await people.clerk.claim(code, `玻璃屏${String(n)}`, targetId);
    await ask(glass, z.boolean(), 'shown');
  }
}

/** One notice for all screens, and its recall: how long after each transaction each screen had painted, and had taken it off. */
async function once({ hub, people, fleet, targetId, glass }: Ground, size: number, turn: number) {
  const title = `关于第${String(turn)}次演练的通告 ${String(Math.round(now()))}`;
  const { id } = await publish(people, { title, body, targetIds: [targetId] });
  const released = await until(() => hub.committed(id, 'publish').catch(() => undefined));
  if (!released) throw new Error('it was not released');
  const all = <T>(what: string): Promise<T> =>
    until(
      () => times(fleet, what, released.key) as Promise<T>,
      (times) => (times as number[]).length >= size,
    );
  const painted = await all<number[]>('painted');
  const heard = (await times(fleet, 'heard')).map((at) => at - released.at);
  tell(
    `attempt after ${String(round(released.begunMs, 0))} ms, wanted ${String(round(released.wantedMs, 0))}, heard ${String(round(Math.min(...heard), 0))} ${String(round(median(heard), 0))} to ${String(round(Math.max(...heard), 0))}`,
  );
  const onGlass = await ask(glass, Times, 'painted', { key: released.key });
  await until(() => hub.isCalm(targetId));
  await people.leader.takeBack(id);
  const recalled = await until(() => hub.committed(id, 'recall').catch(() => undefined));
  if (!recalled) throw new Error('it was not recalled');
  const gone = await all<number[]>('gone');
  const cleared = await ask(glass, Times, 'gone', { key: released.key });
  await until(() => hub.isCalm(targetId));
  return {
    painted: painted.map((at) => at - released.at),
    glass: onGlass.map((at) => at - released.at),
    retract: [...gone, ...cleared].map((at) => at - recalled.at),
  };
}

/** The hub is killed and begins again; how long until every screen is welcome and has all, and how the console answered. */
async function stormOf({ hub, fleet, people }: Ground) {
  await hub.kill();
  const killed = now();
  await hub.begin();
  // Some are back before it is said to be ready.
  const begun = now();
  const slow: number[] = [];
  let settled: number[] = [];
  while (settled.length < stormScreens) {
    const asked = now();
    const answer = await people.clerk.call('GET', '/screens');
    if (answer.status !== 200) throw new Error(`the console was answered ${String(answer.status)}`);
    slow.push(now() - asked);
    settled = (await times(fleet, 'settled')).filter((at) => at > killed);
    if (now() - begun > 180_000) {
      tell((await askEach(fleet, z.array(z.string()), 'unsettled')).flat().join('\n'));
      throw new Error(`${String(settled.length)} screens settled in three minutes`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return {
    stormScreens,
    stormMs: round(Math.max(...settled) - begun, 0),
    consoleP95Ms: round(quantile(slow, 0.95), 1),
    rssMb: round(await hub.rssMb(), 0),
  };
}
