import type { ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { start } from '../deliver/workers.js';
import type { BenchHub } from './hub.js';
import { askEach, now, shares } from './talk.js';

/** One for each processor: screens and bare clients are shared out among as many processes. */
export const processors = Array.from({ length: availableParallelism() });
export const begin = async (file: string): Promise<ChildProcess> => (await start(file)).child;

export const Times = z.array(z.number());

/** Brings the screens of a group up to so many, shared out among the processes, and waits until they have all. */
export async function connect(
  hub: BenchHub,
  fleet: readonly ChildProcess[],
  targetId: string,
  count: number,
): Promise<void> {
  const Keys = z.array(z.object({ keyId: z.string(), publicKey: z.custom<never>() }));
  const counts = shares(count, fleet.length);
  const keys = await askEach(fleet, Keys, 'keys', (n) => ({ count: counts[n] }));
  await hub.screens(targetId, keys.flat());
  const hubKey = await hub.hubKey();
  await askEach(fleet, z.int(), 'connect', (n) => ({ count: counts[n], origin: hub.url, hubKey }));
  await until(async () => (await times(fleet, 'settled')).length === count, Boolean, 120_000);
  tell(`${String(count)} screens are connected`);
}

/** What each screen answers, of all the processes. */
export const times = async (
  fleet: readonly ChildProcess[],
  what: string,
  given?: unknown,
): Promise<number[]> => (await askEach(fleet, Times, what, () => given)).flat();

/** Looks until it is so; rejects after `withinMs`. */
export async function until<T>(
  look: () => Promise<T>,
  isIt: (found: T) => boolean = Boolean,
  withinMs = 60_000,
): Promise<T> {
  for (const end = now() + withinMs; ;) {
    const found = await look();
    if (isIt(found)) return found;
    if (now() > end) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
