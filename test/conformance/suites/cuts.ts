import { expect, test } from '@jest/globals';
import type { Item, VersionView } from '../../../src/contract/channel.js';
import type { Json, Operation } from '../../../src/contract/values.js';
import { Cut } from '../support/boundaries.js';
import type { Found } from '../support/found.js';
import { Harness } from '../support/harness.js';
import { Delivery } from '../support/play.js';
import { first, twoVersions } from './delivery.js';

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
      version: first(found),
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
      version: first(found),
      prepare: (harness) => published(harness, first(found)),
      act: (_delivery, before) => (before ?? fail()).recall({ blind: true }),
    });
  });
}

async function playAllCuts(found: Found, play: Play): Promise<void> {
  const reference = await run(found, play, undefined);
  expect(reference.boundaries).toBeGreaterThan(0);
  for (let cutAt = 0; cutAt < reference.boundaries; cutAt += 1) {
    const outcome = await run(found, play, { cutAt, item: reference.item });
    expect({ cutAt, is: outcome.is, calm: calm(outcome, reference) }).toEqual({
      cutAt,
      is: outcome.is,
      calm: true,
    });
  }
}

interface Outcome {
  is: string;
  before: Json;
  after: Json;
  boundaries: number;
  item: Item;
}

/** Ended as undisturbed; or it needs a person, and then nothing more than that stands outside. */
function calm(outcome: Outcome, reference: Outcome): boolean {
  const same = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);
  if (outcome.is === reference.is) return same(outcome.after, reference.after);
  return (
    outcome.is === 'unknown' && [outcome.before, reference.after].some((good) => same(outcome.after, good))
  );
}

async function run(
  found: Found,
  play: Play,
  cut: { cutAt: number; item: Item } | undefined,
): Promise<Outcome> {
  const harness = await Harness.open(found);
  try {
    const prepared = await play.prepare(harness);
    const delivery =
      play.op === 'recall' && prepared ? prepared : await Delivery.of(harness, play.version, cut?.item);
    const before = await harness.snapshot();
    harness.boundaries.restart(cut?.cutAt);
    await play.act(delivery, prepared).catch(mustBeCut(cut !== undefined));
    const boundaries = harness.boundaries.passed;
    harness.boundaries.restart();
    const is = await recover(delivery, prepared, play);
    return { is, before, after: await harness.snapshot(), boundaries, item: delivery.item };
  } finally {
    await harness.close();
  }
}

/** What the hub does with an attempt that left no outcome. A recall is repeated until it is proven. */
async function recover(delivery: Delivery, prepared: Delivery | undefined, play: Play): Promise<string> {
  const seen = await delivery.settle(play.op, { blind: delivery.receipt === undefined });
  const again = play.op === 'recall' ? seen.is !== 'gone' : seen.is === 'absent';
  if (!again) return seen.is;
  delivery.steps.forgetUnfinished();
  await play.act(delivery, prepared);
  return (await delivery.settle(play.op)).is;
}

/** The channel may wrap the cut in an error of its own; without a cut nothing may be thrown. */
function mustBeCut(expected: boolean): (error: unknown) => void {
  return (error) => {
    if (!expected && !(error instanceof Cut)) throw error;
    if (!expected) throw new Error('cut off without being told to');
  };
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
