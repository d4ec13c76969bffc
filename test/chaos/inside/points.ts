import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { FlowProducer, Queue } from 'bullmq';
import pg from 'pg';
import type { Arm, Boundary, Side } from '../plan/words.js';

/*
 * Loaded into a hub's process before the hub (node --import). It knows the boundaries of the path by the statements that
 * the hub sends and by its calls, counts them, and at the moments that it was told to watch for the process dies or
 * waits for word from the harness. It can also pretend that the disk is full.
 */
let arms = JSON.parse(process.env['CHAOS_ARMS'] ?? '[]') as Arm[];
let counts: Record<string, number> = {};
const told = new Set<string>();
const waiting = new Map<string, () => void>();
let diskIsFull = false;

async function point(boundary: Boundary, side: Side): Promise<void> {
  const name = `${boundary} ${side}`;
  const nth = (counts[name] ?? 0) + 1;
  counts[name] = nth;
  if (!told.has(name)) process.send?.({ passed: name });
  told.add(name);
  for (const arm of arms) {
    if (arm.boundary !== boundary || arm.side !== side || arm.nth !== nth) continue;
    // Nothing runs in this process behind the signal.
    if (arm.act === 'die') process.kill(process.pid, 'SIGKILL');
    process.send?.({ waits: arm.id });
    await new Promise<void>((resolve) => waiting.set(arm.id, resolve));
  }
}
Reflect.set(globalThis, 'chaosPoint', point);

async function around<T>(
  boundary: Boundary,
  work: () => Promise<T>,
  happened: (result: T) => boolean,
): Promise<T> {
  await point(boundary, 'before');
  const result = await work();
  if (happened(result)) await point(boundary, 'after');
  return result;
}

const marks: readonly [Boundary, RegExp][] = [
  ['claim', /\/\* prepared: claim \*\//],
  ['outcome', /\/\* prepared: outcomes \*\//],
  ['relay', /\/\* prepared: due \*\//],
  ['step-start', /^insert into "outside_step"/],
  ['step-result', /^update "outside_step" set .*"finished_at"/],
  ['report', /^\s*insert into report /],
  ['release', /^insert into "release" /],
  ['recall', /^insert into "recall_request" /],
];

/** What a connection's open transaction will have done when it commits. */
const transactions = new WeakMap<object, { boundary?: Boundary | undefined }>();

/** The boundary that a statement is, alone or as the commit behind it. */
function boundaryOf(client: object, text: string): Boundary | undefined {
  if (/^(begin|start transaction)/.test(text)) transactions.set(client, {});
  const open = transactions.get(client);
  if (/^(commit|rollback)/.test(text)) transactions.delete(client);
  if (text.startsWith('commit')) return open?.boundary;
  const boundary = marks.find(([, mark]) => mark.test(text))?.[0];
  if (!open) return boundary;
  open.boundary ??= boundary;
  return undefined;
}

type Query = (this: object, ...args: unknown[]) => unknown;
const query = pg.Client.prototype.query as Query;
const watched: Query = function (...args) {
  const [first] = args;
  const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text;
  const isAwaited = typeof args.at(-1) !== 'function';
  const boundary = typeof text === 'string' && isAwaited ? boundaryOf(this, text) : undefined;
  const run = (): unknown => Reflect.apply(query, this, args);
  if (boundary === undefined) return run();
  // A round of the relay that found nothing to do has no after.
  const happened = (result: unknown): boolean =>
    boundary !== 'relay' || (result as { rowCount: number | null }).rowCount !== 0;
  return around(boundary, () => Promise.resolve(run()), happened);
};
pg.Client.prototype.query = watched as typeof pg.Client.prototype.query;

type Add = (this: object, ...args: unknown[]) => Promise<unknown>;
/** Watches one of the calls by which deliveries are put into a queue; canaries, which are no deliveries, go singly. */
function watchAdding(of: object, method: 'add' | 'addBulk'): void {
  const add = Reflect.get(of, method) as Add;
  const watchedAdd: Add = function (...args) {
    const run = (): Promise<unknown> => Reflect.apply(add, this, args);
    if (method === 'add' && args[0] !== 'deliver.v1') return run();
    return around('enqueue', run, () => true);
  };
  Reflect.set(of, method, watchedAdd);
}
watchAdding(Queue.prototype, 'add');
watchAdding(Queue.prototype, 'addBulk');
watchAdding(FlowProducer.prototype, 'addBulk');

const open = fs.promises.open;
fs.promises.open = async (path, flags, mode) => {
  if (diskIsFull && typeof flags === 'string' && flags !== 'r')
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  return open(path, flags, mode);
};
syncBuiltinESMExports();

interface Word {
  /** From now on, counted from here. */
  arms?: Arm[];
  go?: string;
  disk?: 'full' | 'free';
}
process.on('message', ({ arms: wanted, go, disk }: Word) => {
  if (wanted !== undefined) [arms, counts] = [wanted, {}];
  if (go !== undefined) waiting.get(go)?.();
  if (disk !== undefined) diskIsFull = disk === 'full';
});
// A hub does not outlive its harness.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
