import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, test } from '@jest/globals';
import { Outside } from '../e2e/support/outside.js';
import { Topology } from '../e2e/support/topology.js';
import { Hundred, SIZE, type People } from './places/hundred.js';

/** Channel, short name, and what a target needs that its drill does not say. */
const wanted = [
  ['website', 'wanghe', { siteName: '望河区城市管理和综合行政执法局' }],
  ['display', 'lobby-1', {}],
  ['tv', 'tv', {}],
  ['wechat', 'wechat', {}],
  ['portal', 'city-news', {}],
  ['press', 'radio', {}],
] as const;

let topology: Topology;
let hundred: Hundred;

beforeAll(async () => {
  topology = await Topology.start({ drills: true });
  const administrator = await topology.administrator();
  const people: People = {
    administrator,
    clerk: await topology.join(administrator, 'clerk'),
    reviewer: await topology.join(administrator, 'reviewer'),
  };
  const targets = new Map<string, string>();
  for (const [channel, slug, own] of wanted) {
    const settings = { ...own, ...topology.drills.get(channel)?.targets[slug] };
    const answer = await administrator.call('POST', '/targets', { channel, slug, name: slug, settings });
    if (answer.status !== 201) throw new Error(answer.text);
    targets.set(slug, String(answer.json['id']));
  }
  const drills = [...topology.drills.values()].map(({ url, title }) => ({ url, title: title.zh }));
  hundred = new Hundred(people, targets, new Outside({ drills }));
}, 240_000);
afterAll(async () => {
  await mkdir('test-results', { recursive: true });
  await writeFile('test-results/wipe-channels.log', (topology as Topology | undefined)?.log ?? '');
  await (topology as Topology | undefined)?.stop();
}, 90_000);

test(`a worker killed and Redis wiped with ${SIZE} announcements for six places in flight: each comes to each of them once`, async () => {
  await hundred.raiseWechatLimits();
  await hundred.begin();
  await Promise.all([topology.end('worker-1', 'SIGKILL'), topology.redis.ask((client) => client.flushall())]);
  await hundred.settle();
}, 900_000);
