import { setTimeout as pause } from 'node:timers/promises';
import type { Ground } from '../ground/ground.js';
import type { Outside } from '../outside/outside.js';
import { describe, isAhead, isSettled, readRows, type Row } from './standing.js';
import type { Storm } from './storm.js';

/** Looked at longer than the bar, so that what is merely late is told from what never comes. */
const PATIENCE_MS = 75_000;
const LOOK_MS = 200;
/** What still waits after so long is told, for whoever looks at a replay. */
const TELL_MS = 15_000;
/** Nothing has happened for so long: whatever comes next comes by the clock. Longer while something is in the queue. */
const STILL_MS = 1_200;
const STILL_QUEUED_MS = 4_000;

export interface Settled {
  /** By the hub's clock, from when the storm was over and people had done their part. */
  recoveryMs: number;
  unsettled: string[];
}

/**
 * Waits until everything is where it can stay. What is still ahead of its time does not count, and what the outside
 * does wrong meanwhile is one more fault to recover from. While nothing happens, neither here nor outside, and something
 * waits for its time, the hub's clock is put forward to that time: it counts as waited for.
 */
export async function settled(
  { ground, outside }: { ground: Ground; outside: Outside },
  storm: Storm,
  peopleDone: number,
): Promise<Settled> {
  let since = Math.max(storm.calmSince, peopleDone);
  let skipped = 0;
  let told = 0;
  let quirks = (await outside.pulse()).quirks;
  const still = new Stillness();
  for (;;) {
    const [rows, pulse] = [await readRows(ground), await outside.pulse()];
    const now = performance.now();
    if (rows.some(isAhead) || pulse.quirks > quirks) [since, skipped, told] = [now, 0, 0];
    quirks = pulse.quirks;
    const waits = rows.filter((row) => !isSettled(row, rows));
    const recoveryMs = Math.round(now - since + skipped);
    if (waits.length === 0) return { recoveryMs, unsettled: [] };
    if (recoveryMs > told + TELL_MS) {
      told = recoveryMs;
      for (const row of waits) storm.note(`${recoveryMs} ms: ${describe(row)}${row.held ? ', held' : ''}`);
    }
    if (recoveryMs > PATIENCE_MS) return { recoveryMs, unsettled: waits.map(describe) };
    const isQueued = waits.some(({ state }) => state === 'queued');
    const isStill = still.since(rows) > (isQueued ? STILL_QUEUED_MS : STILL_MS) && pulse.underWay === 0;
    const ahead = isStill ? timeUntilNext(waits) : 0;
    if (ahead > STILL_MS) {
      storm.note(`forward ${ahead} ms while ${waits.length} wait`);
      await storm.jump(ahead);
      skipped += ahead;
    }
    await pause(LOOK_MS);
  }
}

/** How long the deliveries have been as they are. */
class Stillness {
  private seen = '';
  private at = performance.now();

  /** Milliseconds. */
  since(rows: readonly Row[]): number {
    const seen = rows
      .map(({ id, state, tries, looks, enqueued, held }) =>
        [id, state, tries, looks, enqueued, held].join(' '),
      )
      .join();
    if (seen !== this.seen) this.at = performance.now();
    this.seen = seen;
    return performance.now() - this.at;
  }
}

/** Until the next of them is due, in whole milliseconds; 0 when one is in somebody's hands or nothing has a time. */
function timeUntilNext(waits: readonly Row[]): number {
  if (waits.some(({ held }) => held)) return 0;
  const ahead = waits.map(({ dueInMs }) => Math.floor(dueInMs ?? 0)).filter((ms) => ms > 0);
  return ahead.length === 0 ? 0 : Math.min(...ahead);
}
