import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as later } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { rolldown } from 'rolldown';
import { Dice } from '../chaos/plan/dice.js';
import { launch } from '../e2e/support/browser.js';
import { faults } from './faults.js';
import { slopeOf, type Slope } from './figures.js';
import type { Seen } from './inside/glass-watch.js';
import { Line } from './line.js';
import { Office } from './office.js';
import { plants } from './plants.js';
import { SoakScreen } from './screen.js';

export interface Wish {
  transitions: number;
  screens: number;
  /** Milliseconds of the pages in one of the world. */
  speed: number;
  seed: number;
  /** A fault of the player to put in: plants.ts. */
  plant?: string | undefined;
  /** Ends also without all transitions. */
  withinMs: number;
  say: (line: string) => void;
}

export interface SoakResult {
  transitions: number;
  /** The world's milliseconds: real output of one shade, and frames in which nothing covered the glass. */
  blackMs: number;
  /** The world's milliseconds in which something else stood there than the function says, after GRACE_FRAMES frames. */
  wrongSceneMs: number;
  /** Bytes that a transition leaves behind, on the screen whose page is never lost. */
  heapSlope: Slope;
  /** The largest of its renderer processes. */
  rssMb: number;
  downMs: number;
  stalledMs: number;
  frames: { drawn: number; sampled: number };
  changes: number;
  faults: Record<string, number>;
  seconds: number;
  /** Page time per world time. */
  speed: number;
  /** How often the players mended themselves, by their own count. */
  heals: { item: number; page: number; process: number };
  errors: string[];
  notes: string[];
}

const changeEveryMs = 400;
const faultEveryMs = [700, 2_500] as const;
const heapEveryMs = 1_000;
/** The player's first minutes fill its caches. */
const warmUp = 0.15;

/** Lets an office's notices come and go before a few real players while things happen to them. */
export async function soak(wish: Wish): Promise<SoakResult> {
  const dice = new Dice(wish.seed);
  const pace = { began: Date.now(), speed: wish.speed };
  const screens: SoakScreen[] = [];
  const office = await Office.open(dice, pace, (key, at) => {
    for (const screen of screens) screen.tell(key, at);
  });
  const browser = await launch();
  try {
    const inside = await insideScript();
    for (let n = 0; n < wish.screens; n += 1)
      screens.push(
        await SoakScreen.switchOn(browser, inside, {
          name: `屏${String(n + 1)}`,
          line: await Line.to(office.at.hub.url),
          pace,
          claim: (code, name) => office.at.claim(code, name),
        }),
      );
    return await new Soak(wish, dice, office, screens, browser).run();
  } finally {
    await Promise.allSettled(screens.map((screen) => screen.close()));
    await browser.close();
    await office.close();
  }
}

/** What is put into each page, as one script. */
async function insideScript(): Promise<string> {
  const input = fileURLToPath(new URL('./inside/main.ts', import.meta.url));
  const build = await rolldown({ input, platform: 'browser' });
  const { output } = await build.generate({ format: 'iife' });
  return output[0].code;
}

class Soak {
  private readonly counts: Record<string, number> = {};
  private readonly heap: [number, number][] = [];
  private rssMb = 0;
  private over = false;
  private transitions = 0;
  private readonly began = performance.now();

  constructor(
    private readonly wish: Wish,
    private readonly dice: Dice,
    private readonly office: Office,
    private readonly screens: readonly SoakScreen[],
    private readonly browser: Browser,
  ) {}

  async run(): Promise<SoakResult> {
    const { plant, say } = this.wish;
    if (plant !== undefined) for (const screen of this.screens) await plants[plant]?.(screen);
    await Promise.all([
      this.always(changeEveryMs, () => this.office.change()),
      this.always(heapEveryMs, () => this.measure()),
      ...this.screens.map((screen, n) => this.always(0, () => this.harm(screen, n === 0))),
      this.count(),
    ]);
    const all = await Promise.all(this.screens.map((screen) => screen.seen()));
    say(`${String(this.transitions)} transitions in ${(this.passed / 1000).toFixed(0)} s`);
    const heals = await Promise.all(this.screens.map((screen) => screen.heals()));
    return { ...this.result(all), heals: heals.reduce(added) };
  }

  private get passed(): number {
    return performance.now() - this.began;
  }

  private async always(everyMs: number, work: () => Promise<unknown>): Promise<void> {
    while (!this.over) {
      const begun = performance.now();
      await work();
      await later(Math.max(0, everyMs - (performance.now() - begun)));
    }
  }

  private async harm(screen: SoakScreen, isSteady: boolean): Promise<void> {
    await later(this.dice.whole(...faultEveryMs));
    const kinds = Object.keys(faults).filter((kind) => !isSteady || faults[kind]?.steady === true);
    const kind = this.dice.pick(kinds);
    screen.harmed = { kind, at: Date.now() };
    try {
      await faults[kind]?.run(screen, this.dice);
    } catch (error) {
      // The player itself began a new page in the middle of it.
      if (!(error instanceof Error) || !error.message.includes('context was destroyed')) throw error;
    }
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }

  private async measure(): Promise<void> {
    const [steady] = this.screens;
    if (!steady) return;
    const seen = await steady.seen().catch(() => undefined);
    if (seen) this.heap.push([seen.transitions, await steady.heap()]);
    this.rssMb = Math.max(this.rssMb, await largestRenderer(this.browser));
  }

  private async count(): Promise<void> {
    let told = 0;
    while (!this.over) {
      await later(500);
      const all = await Promise.all(this.screens.map((screen) => screen.seen().catch(() => undefined)));
      this.transitions = Math.max(
        this.transitions,
        all.reduce((sum, seen) => sum + (seen?.transitions ?? 0), 0),
      );
      if (this.passed - told > 10_000) {
        told = this.passed;
        this.wish.say(`${String(this.transitions)} transitions`);
      }
      this.over = this.transitions >= this.wish.transitions || this.passed > this.wish.withinMs;
    }
  }

  private result(all: readonly Seen[]): Omit<SoakResult, 'heals'> {
    const sum = (of: (seen: Seen) => number): number =>
      Math.round(all.reduce((total, seen) => total + of(seen), 0));
    const { screens, heap } = this;
    const last = heap[heap.length - 1]?.[0] ?? 0;
    const { slope, from, to } = slopeOf(heap.filter(([at]) => at >= last * warmUp));
    const rounded = (value: number): number => Number(value.toFixed(1));
    const pixels = Math.round(screens.reduce((total, { black }) => total + black.ms, 0));
    return {
      transitions: sum((seen) => seen.transitions),
      blackMs: sum((seen) => seen.emptyMs) + pixels,
      wrongSceneMs: sum((seen) => seen.wrongMs),
      heapSlope: { slope: rounded(slope), from: rounded(from), to: rounded(to) },
      rssMb: this.rssMb,
      downMs: screens.reduce((total, { downMs }) => total + downMs, 0),
      stalledMs: sum((seen) => seen.stalledMs),
      frames: {
        drawn: sum((seen) => seen.frames),
        sampled: screens.reduce((total, { black }) => total + black.frames, 0),
      },
      changes: this.office.changes,
      faults: this.counts,
      seconds: Math.round(this.passed / 1000),
      speed: this.wish.speed,
      errors: screens.flatMap(({ errors }) => errors).slice(0, 10),
      notes: all
        .flatMap(({ notes }, n) =>
          [...notes, ...(screens[n]?.darkness ?? [])].map((note) => `screen ${String(n + 1)}, ${note}`),
        )
        .slice(0, 40),
    };
  }
}

const added = (a: SoakResult['heals'], b: SoakResult['heals']): SoakResult['heals'] => ({
  item: a.item + b.item,
  page: a.page + b.page,
  process: a.process + b.process,
});

/** Resident memory of the browser's largest renderer, in megabytes. */
async function largestRenderer(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    const sizes = await Promise.all(
      processInfo
        .filter(({ type }) => type === 'renderer')
        .map(async ({ id }) => {
          const status = await readFile(`/proc/${String(id)}/status`, 'utf8').catch(() => '');
          return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
        }),
    );
    return Math.round(Math.max(0, ...sizes));
  } finally {
    await cdp.detach();
  }
}
