import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestHub } from '../../test/support/test-hub.js';
import { median, round } from '../options.js';
import type { Ground } from './hub.js';
import { drain, prepare } from './rounds.js';

/** A helper process of this benchmark, and the first thing that it says. */
export async function start(
  file: string,
  ...args: string[]
): Promise<{ child: ChildProcess; said: unknown }> {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), args, {
    execArgv: process.execArgv,
  });
  const [said] = (await once(child, 'message')) as [unknown];
  return { child, said };
}

export async function end(child: ChildProcess): Promise<void> {
  if (!child.connected) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

interface Work {
  versionId: string;
  target: string;
  size: number;
  rounds: number;
}

/** Deliveries a second by so many worker processes; `hub` itself delivers nothing. The median of the rounds. */
export async function withWorkers(
  count: number,
  hub: TestHub,
  ground: Ground,
  { versionId, target, size, rounds }: Work,
): Promise<number> {
  const workers = await Promise.all(
    Array.from({ length: count }, () => start('worker.process.ts', JSON.stringify(ground))),
  );
  const rates: number[] = [];
  // One to warm up; it is not counted.
  for (let turn = 0; turn <= rounds; turn++) {
    await prepare(hub, versionId, target, size);
    const seconds = await drain(hub, target);
    if (turn > 0) rates.push(size / seconds);
  }
  await Promise.all(workers.map(({ child }) => end(child)));
  return round(median(rates), 1);
}
