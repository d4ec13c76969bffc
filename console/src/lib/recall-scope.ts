import type { DeliveryDot } from '../../../src/contract/api/intake.js';
import type { DeliveryState } from '../../../src/contract/values.js';
import { isRecallable } from './states.js';

/** What has not gone out yet is only cancelled. */
const notYetOut: ReadonlySet<DeliveryState> = new Set(['held', 'scheduled', 'queued']);

/** What a recall of some targets touches. */
export interface Touched {
  /** Places where the public may see it. */
  targets: number;
  screens: number;
  /** Places where it is not yet out. */
  cancels: number;
}

type Dot = Pick<DeliveryDot, 'targetId' | 'operation' | 'state'>;

/** An update on its way stands in front of the text before it, which is out. */
const isOut = ({ operation, state }: Dot): boolean => operation !== 'publish' || !notYetOut.has(state);

/** The places that a recall can touch: all of them, or those among `targetIds`. */
export function recallable<D extends Dot>(dots: readonly D[], targetIds?: readonly string[]): D[] {
  return dots.filter(
    (dot) => isRecallable(dot) && (targetIds === undefined || targetIds.includes(dot.targetId)),
  );
}

/** Counts what a recall touches, from each target's newest delivery and the office's screens. */
export function touchedBy(dots: readonly Dot[], screens: readonly { targetId: string }[]): Touched {
  const out = new Set(dots.filter(isOut).map(({ targetId }) => targetId));
  return {
    targets: out.size,
    screens: screens.filter(({ targetId }) => out.has(targetId)).length,
    cancels: dots.filter(({ state }) => notYetOut.has(state)).length,
  };
}
