import type { DeliveryDot } from '../../../src/contract/api/intake.js';
import type { TargetView } from '../../../src/contract/api/targets.js';
import type { DeliveryState } from '../../../src/contract/values.js';

/**
 * What a correction does at one place: it replaces the text where it stands, has it taken back before it is published
 * anew, is published for the first time, or cannot begin while something is being sent at this moment.
 */
export type CorrectionStep = 'replace' | 'again' | 'first' | 'busy';

const nothingOut: ReadonlySet<DeliveryState> = new Set([
  'held',
  'scheduled',
  'queued',
  'gone',
  'failed',
  'cancelled',
  'superseded',
  'lapsed',
  'done',
]);

/** What happens at a target whose newest delivery is `dot`; the hub decides by the same rules when it is released. */
export function correctionStep(
  dot: Pick<DeliveryDot, 'operation' | 'state'> | undefined,
  capabilities: Pick<TargetView['capabilities'], 'update'> | undefined,
): CorrectionStep {
  if (dot === undefined) return 'first';
  if (dot.operation === 'recall') return dot.state === 'done' ? 'first' : 'again';
  if (dot.state === 'sending') return 'busy';
  // An update that did not come to anything left the text before it where it was.
  if (dot.operation === 'publish' && nothingOut.has(dot.state)) return 'first';
  return capabilities?.update === true && dot.state !== 'unconfirmed' ? 'replace' : 'again';
}

const correctable: ReadonlySet<DeliveryState> = new Set([
  'held',
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'live',
  'missing',
  'unconfirmed',
]);

/** Whether something of it is out or on its way, so that a correction makes sense. */
export function isCorrectable({ operation, state }: Pick<DeliveryDot, 'operation' | 'state'>): boolean {
  if (operation === 'update') return state !== 'gone' && state !== 'done';
  return operation === 'publish' && correctable.has(state);
}
