import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import type {} from '../../displays/src/watch/outside.js';
import { until } from '../support/until.js';
import { launchProfile } from './support/browser.js';
import { Front } from './support/front.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';

const house = openHouse();
const TITLE = '关于冬季供暖服务的通告';

const left: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const tidy of left.splice(0).reverse()) await tidy();
});

/** A box with a disk of its own: what its browser kept is there again when it is switched on again. */
async function aBox(): Promise<() => Promise<BrowserContext>> {
  const profile = await mkdtemp(join(tmpdir(), 'hub-box-'));
  left.push(() => rm(profile, { recursive: true, force: true }));
  return async () => {
    const context = await launchProfile(profile);
    left.push(() => context.close());
    return context;
  };
}

const shows = (page: Page, withinMs = 30_000) =>
  page.locator('#stage .slide-title', { hasText: TITLE }).first().waitFor({ timeout: withinMs });

/** A screen that shows a notice and has kept its player. */
async function aPlayer(context: BrowserContext, origin: string, name: string): Promise<Page> {
  const [clerk, reviewer] = [await house.hub.as('clerk'), await house.hub.as('reviewer')];
  const target = await clerk.target('display');
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${origin}/display`);
  const code = page.locator('.pairing .code');
  await code.waitFor();
  await clerk.claim((await code.getAttribute('aria-label')) ?? '', name, target);
  await publish(
    { clerk, reviewer },
    { title: TITLE, body: '<p>供暖期间服务热线二十四小时开通。</p>', targetIds: [target] },
  );
  await shows(page);
  await page.waitForFunction(
    async () => (await caches.open('player-shell').then((c) => c.keys())).length > 2,
  );
  return page;
}

house.test(
  'what is thrown away under the running player comes back, and a cold start without network shows it within 30 s',
  async () => {
    const switchOn = await aBox();
    const context = await switchOn();
    const page = await aPlayer(context, house.hub.origin, '断电屏');
    const watching = page.evaluate(async () => {
      let blanks = 0;
      for (const end = performance.now() + 8_000; performance.now() < end;) {
        if (document.querySelector('#stage')?.childElementCount === 0) blanks += 1;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return blanks;
    });
    const cdp = await context.newCDPSession(page);
    await cdp.send('Storage.clearDataForOrigin', { origin: house.hub.origin, storageTypes: 'all' });
    expect(await watching).toBe(0);
    expect(await page.locator('#stage .slide').count()).toBeGreaterThan(0);
    const kept = () =>
      page.evaluate(async () => {
        // To open it before the player has would make an empty one.
        const all = await indexedDB.databases();
        if (!all.some(({ name }) => name === 'tongbo-display')) return [false, false];
        const found = await new Promise<number>((resolve) => {
          const opened = indexedDB.open('tongbo-display');
          opened.onsuccess = () => {
            const db = opened.result;
            const asked = db.transaction('blobs').objectStore('blobs').count();
            asked.onsuccess = () => {
              db.close();
              resolve(asked.result);
            };
          };
        });
        return [found > 0, (await caches.open('player-shell').then((c) => c.keys())).length > 2];
      });
    await until(kept, (now) => !now.includes(false), { withinMs: 60_000, everyMs: 500 });

    await context.close();
    await house.hub.kill();
    const cold = await switchOn();
    const begun = performance.now();
    const again = cold.pages()[0] ?? (await cold.newPage());
    await again.goto(`${house.hub.origin}/display/`);
    await shows(again);
    const took = performance.now() - begun;
    process.stderr.write(
      `a cold start without network showed a notice after ${String(Math.round(took))} ms\n`,
    );
    expect(took).toBeLessThan(30_000);
    const picture = await again.evaluate(async () => {
      const blob = await window.tongbo?.picture();
      const shot = blob && (await createImageBitmap(blob));
      return { type: blob?.type, width: shot?.width ?? 0 };
    });
    expect(picture.type).toBe('image/jpeg');
    expect(picture.width).toBeGreaterThan(600);
    await cold.close();
    await house.hub.begin();
  },
  150_000,
);

house.test(
  'a build that draws nothing is dropped for the one that did and not tried again; a later one that draws takes its place',
  async () => {
    const front = await Front.of(house.hub);
    left.push(() => front.close());
    const page = await aPlayer(await (await aBox())(), front.origin, '升级屏');
    const build = () =>
      page.evaluate(() => document.querySelector('script[type=module]')?.getAttribute('src'));
    const good = await build();

    front.rewrite = (text) =>
      text.replace(/src="\/display\/assets\/[^"]+\.js"/, 'src="/display/assets/broken.js"');
    front.script = 'throw new Error("this build is broken")';
    await page.reload();
    expect(await build()).toContain('broken');
    // It has half a minute to draw something.
    await page.waitForFunction(
      (wanted) => document.querySelector('script[type=module]')?.getAttribute('src') === wanted,
      good,
      {
        timeout: 60_000,
      },
    );
    await shows(page);
    await page.reload();
    expect(await build()).toBe(good);
    await shows(page);

    front.rewrite = (text) => text.replace('<title>', '<meta name="build" content="later" /><title>');
    await page.reload();
    await shows(page);
    const named = (name: string) =>
      page.evaluate(
        async (cache) =>
          (await (await caches.open(cache)).match('/display/'))
            ?.text()
            .then((text) => text.includes('content="later"')),
        name,
      );
    await until(() => named('player-shell'), Boolean, { withinMs: 30_000, everyMs: 200 });
    front.rewrite = undefined;
    await front.close();
    await page.reload();
    await shows(page);
    expect(await page.locator('meta[name=build]').getAttribute('content')).toBe('later');
  },
  150_000,
);
