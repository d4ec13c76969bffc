import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../../src/contract/api.js';
import { desk, launch } from './browser.js';
import { Hub } from './hub.js';
import type { Member } from './member.js';

type HubKind = NonNullable<Parameters<typeof Hub.start>[0]>;

/** How long a page may take for what a person waits for; the machine of the tests may be busy. */
const PATIENCE_MS = 20_000;

/** One hub and one browser for a test file; a test that fails leaves pictures and logs of all its pages. */
export class House {
  private running: { hub: Hub; browser: Browser } | undefined;
  private contexts: BrowserContext[] = [];
  private logs = new Map<Page, string[]>();

  get hub(): Hub {
    if (!this.running) throw new Error('the hub runs only while tests do');
    return this.running.hub;
  }

  async open(kind: HubKind): Promise<void> {
    const [hub, browser] = await Promise.all([Hub.start(kind), launch()]);
    this.running = { hub, browser };
  }

  async close(): Promise<void> {
    await this.running?.browser.close();
    try {
      if (this.running?.hub.isRunning) expect(await this.running.hub.stop()).toBe(0);
    } finally {
      await this.running?.hub.discard();
    }
  }

  /** A browser with nothing in it. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    if (!this.running) throw new Error('the browser runs only while tests do');
    const context = await this.running.browser.newContext({ ...desk, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    context.on('page', (page) => this.listen(page));
    this.contexts.push(context);
    return context;
  }

  /** A page of somebody who has not signed in. */
  async page(options?: BrowserContextOptions): Promise<Page> {
    return (await this.context(options)).newPage();
  }

  /** A page of somebody who has signed in, on one of the console's pages. */
  async pageOf(
    who: Role | Member,
    path = '/',
    options?: BrowserContextOptions,
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<Page> {
    const context = await this.context(options);
    await prepare?.(context);
    const { visitor } = typeof who === 'string' ? await this.hub.as(who) : who;
    const [name = '', ...value] = (visitor.cookie ?? '').split('=');
    await context.addCookies([{ name, value: value.join('='), url: this.hub.origin, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(this.hub.origin + path);
    return page;
  }

  /** Errors that the page's console showed, refused policies among them. */
  complaints(page: Page): string[] {
    return (this.logs.get(page) ?? []).filter((line) => line.startsWith('error'));
  }

  test(name: string, run: () => Promise<void>, timeoutMs = 60_000): void {
    test(
      name,
      async () => {
        try {
          await run();
        } catch (error) {
          await this.keepTraces(name);
          throw error;
        } finally {
          await Promise.all(this.contexts.splice(0).map((context) => context.close()));
          this.logs.clear();
        }
      },
      timeoutMs,
    );
  }

  private listen(page: Page): void {
    const lines: string[] = [];
    this.logs.set(page, lines);
    page.on('console', (message) =>
      lines.push(`${message.type()} ${message.text()} (${message.location().url})`),
    );
    page.on('pageerror', (error) => lines.push(`error ${error.stack ?? error.message}`));
    page.on('response', (answer) => {
      if (answer.status() >= 500) lines.push(`error ${answer.status()} ${answer.url()}`);
    });
  }

  private async keepTraces(name: string): Promise<void> {
    const file = expect.getState().testPath?.replace(/^.*\/|\.test\.ts$/g, '') ?? 'e2e';
    const folder = join('test-results', file, name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80));
    await mkdir(folder, { recursive: true });
    const pages = this.contexts.flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const lines = [page.url(), ...(this.logs.get(page) ?? [])];
      await writeFile(join(folder, `${index}.log`), `${lines.join('\n')}\n`);
      await page.screenshot({ path: join(folder, `${index}.png`) }).catch(() => undefined);
    }
    await writeFile(join(folder, 'hub.log'), this.running?.hub.log ?? '');
  }
}

/** Registers the start and the end of a test file's house; what the hub begins with stands at `Hub.start`. */
export function openHouse(kind: HubKind = {}): House {
  const house = new House();
  beforeAll(() => house.open(kind), 120_000);
  afterAll(() => house.close(), 60_000);
  return house;
}
