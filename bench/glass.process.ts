import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { launch } from '../test/e2e/support/browser.js';
import { answer } from './screens/talk.js';

/*
 * Real players in Chromium. Each would have a processor and a graphics card of its own; here both are drawn by the
 * processors that everybody shares, so they are drawn small, and after everybody else.
 */
setPriority(19);
/** A quarter of a wall's pixels. */
const viewport = { width: 960, height: 540 };

let browser: Browser | undefined;
const pages: Page[] = [];
const Asked = z.object({ key: z.string() });

answer({
  /** Opens one more player; its pairing code. */
  open: async (given) => {
    const { url } = z.object({ url: z.string() }).parse(given);
    browser ??= await launchLast();
    const page = await (await browser.newContext({ viewport })).newPage();
    pages.push(page);
    await page.goto(`${url}/display/`);
    const code = page.locator('.pairing .code');
    await code.waitFor();
    return code.getAttribute('aria-label');
  },
  /** Waits until the last one shows something, and looks at its glass from then on. */
  shown: async () => {
    const page = pages.at(-1);
    await page?.locator('#stage .idle, #stage .slide').first().waitFor();
    await page?.evaluate(watchGlass);
    return true;
  },
  /** When a frame of each with the item had been drawn, in milliseconds since 1970. */
  painted: (given) => all('came', Asked.parse(given).key),
  /** When a frame without it had been. */
  gone: (given) => all('left', Asked.parse(given).key),
  close: async () => {
    await browser?.close();
    return true;
  },
});

async function launchLast(): Promise<Browser> {
  const launched = await launch();
  const cdp = await launched.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  // Linux shares the processors out among sessions first, where it has been told to, and the browser has its own.
  for (const { id } of processInfo.filter(({ type }) => type === 'browser'))
    await writeFile(`/proc/${String(id)}/autogroup`, '19').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  return launched;
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

const all = (what: keyof Seen, key: string): Promise<number[]> =>
  Promise.all(pages.map((page) => at(page, what, key)));

async function at(page: Page, what: keyof Seen, key: string): Promise<number> {
  const handle = await page.waitForFunction(
    ([list, item]) => (window as unknown as { seen: Seen }).seen[list as keyof Seen][item ?? ''],
    [what, key],
    { timeout: 30_000 },
  );
  return (await handle.jsonValue()) as number;
}
