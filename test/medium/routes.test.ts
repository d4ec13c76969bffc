import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { DISPLAY_API } from '../../src/contract/display-link.js';
import { routesOf } from '../../src/identity/index.js';
import { startWebHub, type WebHub } from './support/web-hub.js';

/** Who adds a public route decides something, and says so here. */
const open = new RegExp(`^(?:/api/auth/|/health/|/metrics$|${DISPLAY_API}/)`);

let hub: WebHub;
beforeAll(async () => {
  hub = await startWebHub({ root: (parts) => AppModule.with(parts) });
});
afterAll(() => hub.close());

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
});
