import { expect, test } from '@jest/globals';
import type { VersionView } from '../../../src/contract/channel.js';
import type { Operation } from '../../../src/contract/values.js';
import type { Found } from '../support/found.js';
import { Harness, type Snapshot } from '../support/harness.js';
import { Delivery } from '../support/play.js';
import { richest, twoVersions } from './delivery.js';

interface Play {
  op: Operation;
  /** Brings the outside to where the operation starts. */
  prepare(harness: Harness): Promise<Delivery | undefined>;
  version: VersionView;
  act(delivery: Delivery, before: Delivery | undefined): Promise<unknown>;
}

/** Kills an operation at every boundary and then follows the hub's protocol: look first, act only on `absent`. */
export function cutsSuite(found: Found): void {
  const { update, recall } = found.channel.capabilities;

  test('a publish cut off anywhere ends whole or not at all, and never twice', () =>
    playAllCuts(found, {
      op: 'publish',
      version: richest(found),
      prepare: () => Promise.resolve(undefined),
      act: (delivery) => delivery.deliver(),
    }));

  test('an update cut off anywhere ends whole or not at all', async () => {
    if (!update) return;
    const [older, newer] = twoVersions(found);
    if (!older || !newer) throw new Error('no versions');
    await playAllCuts(found, {
      op: 'update',
      version: newer,
      prepare: (harness) => published(harness, older),
      act: (delivery, before) => delivery.updateFrom(before ?? fail()),
    });
  });

  test('a recall cut off anywhere is finished by the next one', async () => {
    if (recall === 'none') return;
    await playAllCuts(found, {
      op: 'recall',
      version: richest(found),
      prepare: (harness) => published(harness, richest(found)),
      act: (_delivery, before) => (before ?? fail()).recall({ blind: true }),
    });
  });
}

async function playAllCuts(found: Found, play: Play): Promise<void> {
  const whole = await run(found, play, undefined);
  expect(whole.boundaries).toBeGreaterThan(0);
  for (let cutAt = 0; cutAt < whole.boundaries; cutAt += 1) {
    const outcome = await run(found, play, cutAt);
    expect({ cutAt, is: outcome.is, wrong: wrong(outcome, whole) }).toEqual({
      cutAt,
      is: outcome.is,
      wrong: [],
    });
  }
}

interface Outcome {
  is: string;
  before: Snapshot;
  after: Snapshot;
  boundaries: number;
}

/** What is not as in an undisturbed run. Where a person has to decide, the outside may also be as before. */
function wrong(outcome: Outcome, whole: Outcome): string[] {
  const asWhole = [
    ...differs(outcome, whole.after),
    ...(outcome.is === whole.is ? [] : [`ended ${outcome.is}`]),
  ];
  if (outcome.is !== 'unknown') return asWhole;
  const readings = [differs(outcome, whole.after), differs(outcome, outcome.before)];
  return readings.some((differences) => differences.length === 0) ? [] : asWhole;
}

/** A file that stood there before and that nothing names any more may wait for the next write to be swept up. */
function differs({ before, after }: Outcome, good: Snapshot): string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const paths = new Set([...Object.keys(after.files), ...Object.keys(good.files)]);
  const files = [...paths].filter((path) => {
    const leftover = good.files[path] === undefined && after.files[path] === before.files[path];
    return after.files[path] !== good.files[path] && !leftover;
  });
  return [
    ...files,
    ...(same(after.screens, good.screens) ? [] : ['screens']),
    ...(same(after.outside, good.outside) ? [] : ['outside']),
  ];
}

async function run(found: Found, play: Play, cutAt: number | undefined): Promise<Outcome> {
  const harness = await Harness.open(found);
  try {
    const prepared = await play.prepare(harness);
    const delivery = play.op === 'recall' && prepared ? prepared : await Delivery.of(harness, play.version);
    const before = await harness.snapshot();
    harness.boundaries.restart(cutAt);
    await play.act(delivery, prepared).catch((error: unknown) => {
      // The channel may wrap the cut in an error of its own; an undisturbed run must not throw.
      if (cutAt === undefined) throw error;
    });
    const boundaries = harness.boundaries.passed;
    harness.boundaries.restart();
    const is = await recover(delivery, prepared, play);
    return { is, before, after: await harness.snapshot(), boundaries };
  } finally {
    await harness.close();
  }
}

/**
 * What the hub does with an attempt that left no outcome: look, and act again only where nothing stands (publish,
 * update) or where something still stands (recall).
 */
async function recover(delivery: Delivery, prepared: Delivery | undefined, play: Play): Promise<string> {
  const blind = { blind: delivery.receipt === undefined };
  const first = await delivery.settle(play.op, blind);
  const seen = first.is === 'absent' ? await delivery.settleAbsent(play.op, blind) : first;
  if (seen.is !== (play.op === 'recall' ? 'live' : 'absent')) return seen.is;
  delivery.steps.forgetUnfinished();
  await play.act(delivery, prepared);
  return (await delivery.settle(play.op)).is;
}

async function published(harness: Harness, version: VersionView): Promise<Delivery> {
  const delivery = await Delivery.of(harness, version);
  await delivery.deliver();
  await delivery.settle();
  return delivery;
}

function fail(): never {
  throw new Error('nothing was published before');
}
