import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../support/until.js';
import { Hub } from '../e2e/support/hub.js';
import { Outside } from '../e2e/support/outside.js';
import { Hundred, SIZE, titleOf, type People } from './places/hundred.js';

let hub: Hub;
let people: People;
let outside: Outside;
let targets: Map<string, string>;
let hundred: Hundred;

beforeAll(async () => {
  hub = await Hub.start();
  people = {
    clerk: await hub.as('clerk'),
    reviewer: await hub.as('reviewer'),
    administrator: await hub.as('administrator'),
  };
  outside = new Outside(hub);
  targets = new Map((await people.clerk.targets()).map(({ slug, id }) => [slug, id]));
  hundred = new Hundred(people, targets, outside);
}, 120_000);
afterAll(() => hub.discard(), 60_000);

test(`killed with ${SIZE} announcements for six places in flight, it brings each to each of them once`, async () => {
  await hundred.raiseWechatLimits();
  await hundred.begin();
  await hub.kill();
  await hub.begin();
  await hundred.settle();
}, 900_000);

test('with true quotas, the next article waits for the next day and says so', async () => {
  await hundred.setWechatQuotas(undefined);
  const { clerk } = people;
  const versionId = await hundred.approve(SIZE + 1, ['wechat']);
  const release = await clerk.release(versionId, { targetIds: [targets.get('wechat') ?? ''] });
  const [delivery] = await until(
    async () => (await clerk.record(release.announcementId)).deliveries,
    ([one]) => one?.state === 'scheduled' && one.lastWords !== undefined,
    { withinMs: 60_000 },
  );
  expect(delivery?.lastWords?.zh).toContain('明日 0 时继续');
  const shanghai = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });
  expect(shanghai.format(new Date(delivery?.dueAt ?? ''))).toBe('00:00:00');
  expect(Date.parse(delivery?.dueAt ?? '')).toBeGreaterThan(Date.now());
  expect((await outside.wechat()).articles.map(({ title }) => title)).not.toContain(titleOf(SIZE + 1));
}, 120_000);
