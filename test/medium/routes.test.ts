import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { DISPLAY_API } from '../../src/contract/display-link.js';
import { routesOf } from '../../src/identity/index.js';
import type { QueueBackend } from '../../src/queue/index.js';
import { discoverChannels } from '../../src/targets/index.js';
import { openTestQueue, testRedis } from '../support/engine.js';
import { startWebHub, type WebHub } from './support/web-hub.js';

/** Who adds a public route decides something, and says so here. */
const open = new RegExp(`^(?:/api/auth/|/health/|/metrics$|${DISPLAY_API}/)`);

let hub: WebHub;
let backend: QueueBackend;
beforeAll(async () => {
  hub = await startWebHub({
    async root(parts) {
      const channels = await discoverChannels();
      const lanes = new Map([...channels.keys()].map((id) => [id, 1]));
      backend = await openTestQueue({ ...parts, lanes: lanes.size, redisUrl: testRedis() });
      return AppModule.with({ ...parts, channels, queue: { lanes, backend, work: false } });
    },
  });
}, 60_000);
afterAll(async () => {
  await hub.close();
  await backend.close();
});

test('every route of the hub carries exactly one mark, and refuses who has not signed in unless it is public', async () => {
  const routes = routesOf(hub.app);
  expect(routes.length).toBeGreaterThan(8);
  expect(routes.filter(({ marks }) => marks.length !== 1)).toEqual([]);
  for (const { method, path, marks } of routes) {
    const url = path.replaceAll(/:\w+/g, '01900000-0000-7000-8000-000000000000').replaceAll(/[{*}]/g, '');
    const { status } = await hub.visitor().call(method === 'ALL' ? 'GET' : method, url);
    if (marks[0] === 'public') expect(path).toMatch(open);
    else expect([method, path, status]).toEqual([method, path, 401]);
  }
}, 60_000);
