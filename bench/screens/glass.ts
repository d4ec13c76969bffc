import type { Browser, Page } from 'playwright-core';
import { launch } from '../../test/e2e/support/browser.js';
import type { Member } from '../../test/e2e/support/member.js';
import type { BenchHub } from './hub.js';

/** A real player in Chromium; a thousand screens without glass stand beside it. */
export interface Glass {
  /** When a frame with the item had been drawn, in milliseconds since 1970. */
  painted(key: string): Promise<number>;
  /** When a frame without it had been. */
  gone(key: string): Promise<number>;
  close(): Promise<void>;
}

let browser: Browser | undefined;

export async function glassOf(hub: BenchHub, clerk: Member, targetId: string, n: number): Promise<Glass> {
  browser ??= await launch();
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.goto(`${hub.url}/display/`);
  const code = page.locator('.pairing .code');
  await code.waitFor();
  await clerk.claim((await code.getAttribute('aria-label')) ?? '', `玻璃屏${String(n + 1)}`, targetId);
  await page.locator('#stage .idle, #stage .slide').first().waitFor();
  await page.evaluate(watchGlass);
  const seen = (what: 'came' | 'left', key: string): Promise<number> => at(page, what, key);
  return {
    painted: (key) => seen('came', key),
    gone: (key) => seen('left', key),
    close: async () => {
      await context.close();
      if (browser?.contexts().length === 0) await browser.close();
    },
  };
}

interface Seen {
  came: Record<string, number>;
  left: Record<string, number>;
}

/** In the page: at each frame, which items stand on the glass. What stands there in one frame was drawn by the next. */
function watchGlass(): void {
  const seen: Seen = { came: {}, left: {} };
  Object.assign(window, { seen });
  let before = new Set<string>();
  const look = (): void => {
    const now = performance.timeOrigin + performance.now();
    const there = new Set(
      [...document.querySelectorAll<HTMLElement>('#stage .layer[data-key]')].map(
        ({ dataset }) => dataset['key'] ?? '',
      ),
    );
    for (const key of before) {
      seen.came[key] ??= now;
      if (!there.has(key)) seen.left[key] = now;
    }
    before = there;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function at(page: Page, what: keyof Seen, key: string): Promise<number> {
  const handle = await page.waitForFunction(
    ([list, item]) => (window as unknown as { seen: Seen }).seen[list as keyof Seen][item ?? ''],
    [what, key],
    { timeout: 30_000 },
  );
  return (await handle.jsonValue()) as number;
}
