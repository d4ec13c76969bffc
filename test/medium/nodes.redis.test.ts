import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { LIVE_NAMESPACE } from '../../src/contract/api.js';
import { announceChange } from '../../src/store/changed.js';
import { until } from '../support/until.js';
import { ScreenHub } from './support/screen-hub.js';
import { startWebHub, type WebHub, type WebNode } from './support/web-hub.js';

let hub: WebHub;
let second: WebNode;
let screens: ScreenHub;
let secondOfScreens: WebNode;
beforeAll(async () => {
  hub = await startWebHub();
  second = await hub.another();
  screens = await ScreenHub.start();
  secondOfScreens = await screens.hub.another();
}, 60_000);
afterAll(async () => {
  await second.end();
  await hub.close();
  await screens.clear();
  await secondOfScreens.end();
  await screens.close();
});

it('open pages on both web nodes hear what changed, each once', async () => {
  const clerk = await hub.signedIn('clerk');
  const heard: string[] = [];
  const pages = [hub.url, second.url].map((url): Socket => {
    const headers = { origin: url, cookie: clerk.cookie ?? '' };
    const page = io(`${url}${LIVE_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: headers,
    });
    page.on('changedV1', ({ topic, ids }: { topic: string; ids: string[] }) => {
      if (ids.length > 0) heard.push(`${url} ${topic}`);
    });
    return page;
  });
  await until(() => pages.every(({ connected }) => connected));
  const officeId = (await clerk.me()).office.id;
  await announceChange(hub.db, officeId, { topic: 'announcement', ids: [officeId] });
  await until(() => heard.length >= 2);
  // What is sent after it comes after it: by then every copy would have come.
  await announceChange(hub.db, officeId, { topic: 'target', ids: [officeId] });
  await until(() => heard.filter((line) => line.endsWith('target')).length === 2);
  expect(heard.filter((line) => line.endsWith('announcement')).sort()).toEqual(
    [`${hub.url} announcement`, `${second.url} announcement`].sort(),
  );
  for (const page of pages) page.disconnect();
});

it('a screen that connects to another node is cut off from the first one, and its reports count there', async () => {
  const screen = await screens.aScreen();
  const { key } = await screens.show();
  const before = screen.socket;
  const { hints } = screen;
  await until(() => hints.length > 0);
  Object.assign(screen, { url: secondOfScreens.url });
  expect(await screen.connect()).toMatchObject({ state: 'welcome' });
  await until(() => before?.connected === false);
  expect((await screen.manifest()).items.map((item) => item.key)).toEqual([key]);
  expect(await screen.progress(key, 'painted')).toEqual({ ok: true });
  expect(screen.socket?.connected).toBe(true);
});
