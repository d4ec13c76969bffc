import { Dice } from './dice.js';
import type { Boundary, EngineName, FaultKind, Moment, Quirk, QuirkKind, SinkKind } from './words.js';

/** The hub's processes: one on the embedded engine, three on the distributed one. */
export type NodeName = 'hub' | 'front' | 'worker-1' | 'worker-2';
export const nodesOf = (engine: EngineName): readonly NodeName[] =>
  engine === 'postgres' ? ['hub'] : ['front', 'worker-1', 'worker-2'];

export interface Fault {
  id: string;
  kind: FaultKind;
  /** Whose moment it is. A kill ends that process; for everything else it waits there until it is done. */
  node: NodeName;
  at: Moment;
  /** How long it lasts, how far the clock jumps, or how long a killed process stays away. Milliseconds. */
  ms: number;
  /** Network cuts only. */
  sinks?: SinkKind[] | undefined;
  /** Databases only: at once, or as an administrator restarts one. */
  signal?: 'SIGKILL' | 'SIGINT' | undefined;
}

/** What people do with one announcement. */
export interface Errand {
  number: number;
  targets: string[];
  /** From the beginning of the release; undefined: at once. Milliseconds. */
  publishInMs?: number | undefined;
  priority: 'routine' | 'urgent' | 'emergency';
  /** Later, after so many milliseconds. */
  then?: { do: 'recall' | 'correct'; afterMs: number } | undefined;
}

export interface Plan {
  seed: number;
  engine: EngineName;
  errands: Errand[];
  faults: Fault[];
  quirks: Quirk[];
  /** How long a gazette takes from taking an article to publishing it. Milliseconds. */
  gazetteMs: [number, number];
}

/** Targets by their slugs, whose first part is their channel. */
export const targetSlugs = ['board-1', 'board-2', 'gazette-1', 'gazette-2', 'letter-1', 'letter-2'] as const;
export const kindOf = (target: string): SinkKind => target.split('-')[0] as SinkKind;

const ERRANDS = 10;

/** Everything that happens under a seed. */
export function planOf(seed: number, engine: EngineName): Plan {
  const dice = new Dice(seed);
  const faults = faultsOf(dice, seed, engine);
  // What the other side does late cannot be told from what it never did when the clock jumps over its settling time.
  const isPrompt = faults.some(({ kind }) => kind === 'clock-forward');
  const errands = Array.from({ length: ERRANDS }, (_, index) => errandOf(dice, index + 1));
  return {
    seed,
    engine,
    errands,
    faults,
    quirks: quirksOf(dice, errands, isPrompt),
    gazetteMs: isPrompt ? [0, 50] : [50, 2_000],
  };
}

function errandOf(dice: Dice, number: number): Errand {
  const then = dice.chance(0.5) ? dice.pick(['recall', 'correct'] as const) : undefined;
  return {
    number,
    targets: dice.chance(0.7) ? [...targetSlugs] : dice.some(targetSlugs, dice.whole(2, 5)).sort(),
    publishInMs: dice.chance(0.5) ? undefined : dice.whole(500, 5_000),
    priority: dice.pick(['routine', 'routine', 'routine', 'urgent', 'emergency'] as const),
    then: then && { do: then, afterMs: dice.whole(0, 6_000) },
  };
}

const everywhere: readonly FaultKind[] = [
  'kill',
  'kill',
  'database-restarted',
  'network-cut',
  'queue-obliterated',
  'disk-full',
  'clock-forward',
  'clock-back',
];
const kindsOf = (engine: EngineName): readonly FaultKind[] =>
  engine === 'postgres'
    ? [...everywhere, 'queue-schema-dropped']
    : [...everywhere, 'queue-flushed', 'redis-stopped'];

/** A kill in most seeds, one more of a kind that goes round with the seeds, and sometimes more. */
function faultsOf(dice: Dice, seed: number, engine: EngineName): Fault[] {
  const kinds = kindsOf(engine);
  const kill: FaultKind[] = dice.chance(0.7) ? ['kill'] : [];
  const wanted = [kinds[seed % kinds.length] ?? 'kill', ...kill, ...dice.some(kinds, dice.whole(0, 2))];
  const faults = wanted.map((kind, index) => faultOf(dice, engine, kind, `${kind}-${index + 1}`));
  // One jump of the clock a seed: how far it is off is then known.
  const isClock = ({ kind }: Fault): boolean => kind.startsWith('clock');
  const clock = faults.find(isClock);
  return faults.filter((fault) => !isClock(fault) || fault === clock);
}

function faultOf(dice: Dice, engine: EngineName, kind: FaultKind, id: string): Fault {
  const node = dice.pick(nodesOf(engine));
  const fault: Fault = { id, kind, node, at: momentOf(dice, node), ms: lastsFor(dice, kind) };
  if (kind === 'network-cut') fault.sinks = dice.some(['board', 'gazette', 'letter'], dice.whole(1, 3));
  if (kind === 'database-restarted') fault.signal = dice.pick(['SIGKILL', 'SIGINT']);
  return fault;
}

function lastsFor(dice: Dice, kind: FaultKind): number {
  switch (kind) {
    case 'kill':
      return dice.whole(0, 1_500);
    case 'redis-stopped':
      return 10_000;
    case 'network-cut':
      return dice.whole(1_000, 6_000);
    case 'disk-full':
      return dice.whole(1_000, 4_000);
    case 'clock-forward':
      return dice.whole(1_000, 12_000);
    case 'clock-back':
      return dice.whole(1_000, 8_000);
    case 'queue-obliterated':
    case 'queue-flushed':
    case 'queue-schema-dropped':
    case 'database-restarted':
      return 0;
  }
}

/** How often a boundary is come to at least, as a rule, in one process and one seed. */
const often: Record<Boundary, number> = {
  release: 5,
  recall: 1,
  report: 4,
  relay: 4,
  enqueue: 5,
  claim: 5,
  'step-start': 10,
  outside: 14,
  'step-result': 10,
  outcome: 8,
};
const ofFront: readonly Boundary[] = ['release', 'release', 'recall', 'report'];
const ofWorkers: readonly Boundary[] = [
  'relay',
  'enqueue',
  'claim',
  'step-start',
  'outside',
  'step-result',
  'outcome',
];

function momentOf(dice: Dice, node: NodeName): Moment {
  const known = { front: ofFront, hub: [...ofFront, ...ofWorkers, ...ofWorkers] } as const;
  const boundary = dice.pick(node === 'front' || node === 'hub' ? known[node] : ofWorkers);
  return { boundary, side: dice.pick(['before', 'after']), nth: dice.whole(1, often[boundary]) };
}

const late: readonly QuirkKind[] = ['answers-late', 'reports-late'];

/** Each request that is met in its own way belongs to another item. */
function quirksOf(dice: Dice, errands: readonly Errand[], isPrompt: boolean): Quirk[] {
  const items = errands.flatMap(({ number, targets }) => targets.map((target) => ({ number, target })));
  return dice.some(items, dice.whole(4, 9)).map(({ number, target }) => {
    const kinds = quirksAt(kindOf(target)).filter((kind) => !isPrompt || !late.includes(kind));
    const step = dice.pick(['drafts', 'submit'] as const);
    return {
      kind: dice.pick(kinds),
      target,
      announcement: number,
      step: kindOf(target) === 'gazette' ? step : undefined,
    };
  });
}

function quirksAt(kind: SinkKind): QuirkKind[] {
  const all: QuirkKind[] = [
    'hangs',
    'accepts-then-times-out',
    'cuts-before',
    'cuts-after',
    'answers-late',
    'busy',
  ];
  if (kind === 'letter') return all;
  return kind === 'board' ? [...all, 'loses-item'] : [...all, 'answers-twice', 'reports-late', 'loses-item'];
}
