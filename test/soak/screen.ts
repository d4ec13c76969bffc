import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import sharp from 'sharp';
import { until } from '../support/until.js';
import { BlackTime, isBlack } from './figures.js';
import type {} from '../../displays/src/watch/outside.js';
import type { Seen } from './inside/glass-watch.js';
import type { Pace } from './inside/hasten.js';
import type { Line } from './line.js';

/** Small, so that two processors draw several of them; the layout is that of the wall, by its proportions. */
const glass = { width: 480, height: 270 };
const sample = { format: 'jpeg', quality: 40, maxWidth: 240, maxHeight: 135, everyNthFrame: 4 } as const;

/** One player in a browser of its own, what its output was like, and what may be done to it. */
export class SoakScreen {
  readonly black = new BlackTime();
  /** Time from the loss or the reload of a page until the next one has drawn something. */
  downMs = 0;
  /** What was last done to it, and which frames were black. */
  harmed = { kind: 'its start', at: Date.now() };
  readonly darkness: string[] = [];
  /** From its first scene on its output is looked at. */
  private isOn = false;
  /** What the pages threw and nobody caught. */
  readonly errors: string[] = [];
  private readonly past: Seen[] = [];
  private readonly ends = new Map<string, number>();
  private page!: Page;
  private cdp!: CDPSession;

  private constructor(
    readonly name: string,
    private readonly context: BrowserContext,
    readonly line: Line,
    private readonly pace: Pace,
    private readonly claim: (code: string, name: string) => Promise<unknown>,
  ) {}

  static async switchOn(
    browser: Browser,
    inside: string,
    {
      name,
      line,
      pace,
      claim,
    }: Pick<SoakScreen, 'name' | 'line'> & {
      pace: Pace;
      claim: (code: string, name: string) => Promise<unknown>;
    },
  ): Promise<SoakScreen> {
    const context = await browser.newContext({
      viewport: glass,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    await context.addInitScript({ content: `window.soakPace = ${JSON.stringify(pace)};\n${inside}` });
    const screen = new SoakScreen(name, context, line, pace, claim);
    await screen.open();
    await screen.plays();
    screen.isOn = true;
    return screen;
  }

  /** A page in place of none, or of one that is lost. */
  async open(): Promise<void> {
    this.page = await this.context.newPage();
    this.page.on('pageerror', (error) => this.errors.push(error.stack || error.message || String(error)));
    // Whoever opens the next page knows nothing of the last one: the tab's own store went with it.
    this.page.on('domcontentloaded', () => void this.settleIn().catch(() => undefined));
    this.cdp = await this.context.newCDPSession(this.page);
    await this.cdp.send('Performance.enable');
    await this.page.goto(`${this.line.origin}/display/`, { waitUntil: 'commit' });
    this.cdp.on('Page.screencastFrame', ({ data, sessionId, metadata }) => {
      void this.frame(Buffer.from(data, 'base64'), (metadata.timestamp ?? Date.now() / 1000) * 1000);
      void this.cdp.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    });
    await this.page.locator('#stage > .layer').first().waitFor({ state: 'attached' });
    await this.cdp.send('Page.startScreencast', sample);
  }

  /** Waits until it shows what a manifest says, and claims it when it asks to be paired. */
  async plays(): Promise<void> {
    await until(
      async () => {
        const at = await this.page.evaluate(() => ({
          code: document.querySelector('.pairing .code')?.getAttribute('aria-label') ?? undefined,
          shown: document.querySelector('#stage > .layer[data-key], #stage > .idle') !== null,
          stage: document.querySelector('#stage')?.textContent.trim().slice(0, 200),
        }));
        if (at.code !== undefined) await this.claim(at.code, this.name);
        return at;
      },
      ({ shown }) => shown,
      { withinMs: 60_000, everyMs: 100 },
    );
  }

  tell(key: string, at: number): void {
    this.ends.set(key, at);
    for (const [old, end] of this.ends)
      if (end < this.pace.began + (Date.now() - this.pace.began) * this.pace.speed - 600_000)
        this.ends.delete(old);
    void this.page
      .evaluate(([k, end]) => window.soak.tell(k, end), [key, at] as const)
      .catch(() => undefined);
  }

  /** How often the player mended itself, by its own count. */
  async heals(): Promise<{ item: number; page: number; process: number }> {
    return this.page.evaluate(() => window.tongbo?.health().heals ?? { item: 0, page: 0, process: 0 });
  }

  /** All that its pages have seen. */
  async seen(): Promise<Seen> {
    const now = await this.page.evaluate(() => window.soak.seen());
    return [...this.past, now].reduce((sum, one) => ({
      frames: sum.frames + one.frames,
      transitions: sum.transitions + one.transitions,
      emptyMs: sum.emptyMs + one.emptyMs,
      wrongMs: sum.wrongMs + one.wrongMs,
      stalledMs: sum.stalledMs + one.stalledMs,
      notes: [...sum.notes, ...one.notes].slice(0, 20),
    }));
  }

  /** Bytes that are really used: rubbish is collected first. */
  async heap(): Promise<number> {
    await this.cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.cdp.send('Runtime.getHeapUsage');
    return usedSize;
  }

  evaluate<T, A>(run: (given: A) => T | Promise<T>, given: A): Promise<T> {
    return this.page.evaluate<T, A>(run as never, given as never);
  }

  send: CDPSession['send'] = (...given) => this.cdp.send(...given);

  async reload(): Promise<void> {
    const at = Date.now();
    this.black.pause(at);
    this.isOn = false;
    await this.page.reload({ waitUntil: 'commit' });
    await this.page.locator('#stage > .layer').first().waitFor({ state: 'attached' });
    await this.drawn(at);
  }

  /** The tab's process ends, as when memory runs out; who watches the box opens another one. */
  async crash(): Promise<void> {
    this.past.push(await this.page.evaluate(() => window.soak.seen()));
    const lost = this.page;
    const gone = new Promise((resolve) => lost.once('crash', resolve));
    this.cdp.send('Page.crash').catch(() => undefined);
    await gone;
    const at = Date.now();
    this.black.pause(at);
    this.isOn = false;
    await lost.close();
    await this.open();
    await this.drawn(at);
  }

  async close(): Promise<void> {
    this.black.pause(Date.now());
    await this.context.close();
    await this.line.close();
  }

  /** From the page's first frame on it is looked at again. */
  private async drawn(since: number): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    this.downMs += Date.now() - since;
    this.isOn = true;
  }

  private async frame(jpeg: Buffer, at: number): Promise<void> {
    const { channels } = await sharp(jpeg).greyscale().stats();
    const [light] = channels;
    if (!light || !this.isOn) return;
    this.black.frame(at, light);
    if (isBlack(light) && this.darkness.length < 20)
      this.darkness.push(`black ${String(Math.round(at - this.harmed.at))} ms after ${this.harmed.kind}`);
  }

  /** For each page anew, also for those that the player itself has begun: fades run as the page's clock does. */
  private async settleIn(): Promise<void> {
    await this.cdp.send('Animation.enable');
    await this.cdp.send('Animation.setPlaybackRate', { playbackRate: this.pace.speed });
    await this.page.evaluate(
      (all) => {
        for (const [key, at] of all) window.soak.tell(key, at);
      },
      [...this.ends],
    );
  }
}
