/** How the page's time runs, as the soak asks for it before the page begins. */
export interface Pace {
  /** Milliseconds since 1970 at which the page's clock and the world's were the same. */
  began: number;
  /** Milliseconds of the page in one of the world, while frames come as they should. */
  speed: number;
}

/** The world's own clock, and what the page's would show if nobody had set it. */
export interface World {
  now: () => number;
  unset: () => number;
  /** Sets the machine's clock, and only that: what counts from the start goes on. It survives a reload. */
  step: (ms: number) => void;
}

interface Timer {
  at: number;
  every: number | undefined;
  run: () => void;
}

/** A frame of sixty a second. A busy machine draws fewer: then the page's time runs slower, and nothing is missed. */
const frameMs = 1000 / 60;
/** Waits between these bounds are for the network, whose time runs as the world's: socket.io's own heartbeat. */
const networkPatience = [15_000, 45_000] as const;
/** A picture that has not come by then is no reason for standing still. */
const longestDecodeMs = 1_000;
const kept = 'soak-time';

/** Drives Date, performance.now and the timers of this page by its frames, many seconds in one of the world. */
export function hasten({ began, speed }: Pace): World {
  const WorldsDate = Date;
  const now = Date.now.bind(Date);
  const timeout = window.setTimeout.bind(window);
  const forget = window.clearTimeout.bind(window);
  const before = read();
  // Between two pages as much has passed as in the world.
  const from = before ? before.unset + (now() - before.at) * speed : began + (now() - began) * speed;
  let ahead = before?.ahead ?? 0;
  let passed = 0;
  let seen = now();
  const timers = new Map<number, Timer>();
  let lastId = 1_000_000;
  let decoding = 0;
  const unset = (): number => Math.floor(from + passed);
  const fast = (): number => unset() + ahead;
  const isNetworks = (ms: number): boolean => ms >= networkPatience[0] && ms <= networkPatience[1];

  const add = (run: TimerHandler, ms = 0, every: boolean, rest: unknown[]): number => {
    const work = (): void => {
      if (typeof run === 'function') (run as (...given: unknown[]) => void)(...rest);
    };
    if (!every && isNetworks(ms)) return timeout(work, ms);
    lastId += 1;
    timers.set(lastId, {
      at: passed + Math.max(1, ms),
      every: every ? Math.max(1, ms) : undefined,
      run: work,
    });
    return lastId;
  };
  const fire = (): void => {
    const due = [...timers].filter(([, timer]) => timer.at <= passed).sort(([, a], [, b]) => a.at - b.at);
    for (const [id, timer] of due) {
      if (timer.every === undefined) timers.delete(id);
      else timer.at = passed + timer.every;
      // Each in a turn of its own, as timers come.
      timeout(() => {
        timer.run();
      }, 0);
    }
  };
  const frame = (): void => {
    const world = now();
    if (decoding === 0) passed += Math.min(world - seen, frameMs) * speed;
    seen = world;
    fire();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  class FastDate extends WorldsDate {
    constructor(...given: [] | [number | string | Date]) {
      super(given.length === 0 ? fast() : given[0]);
    }
    static override now(): number {
      return fast();
    }
  }
  const clear = (id?: number): void => {
    if (id !== undefined && !timers.delete(id)) forget(id);
  };
  Object.assign(window, {
    Date: FastDate,
    setTimeout: (run: TimerHandler, ms?: number, ...rest: unknown[]) => add(run, ms, false, rest),
    setInterval: (run: TimerHandler, ms?: number, ...rest: unknown[]) => add(run, ms, true, rest),
    clearTimeout: clear,
    clearInterval: clear,
  });
  performance.now = () => passed;
  // What the browser does on other threads takes the world's time: the page's stands still meanwhile.
  const decode = HTMLImageElement.prototype.decode;
  HTMLImageElement.prototype.decode = async function decoded(this: HTMLImageElement) {
    decoding += 1;
    const over = new Promise((resolve) => timeout(resolve, longestDecodeMs));
    try {
      await Promise.race([decode.call(this), over]);
    } finally {
      decoding -= 1;
    }
  };
  window.addEventListener('pagehide', () => {
    sessionStorage.setItem(kept, JSON.stringify({ unset: unset(), ahead, at: now() }));
  });
  return {
    now,
    unset,
    step: (ms) => {
      ahead += ms;
    },
  };
}

function read(): { unset: number; ahead: number; at: number } | undefined {
  const text = sessionStorage.getItem(kept);
  return text === null ? undefined : (JSON.parse(text) as { unset: number; ahead: number; at: number });
}
