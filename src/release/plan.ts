import { HubError } from '../contract/errors.js';
import type { ResolvedTarget } from '../targets/index.js';
import { mayBeOut, notYetOut, type Standing } from './standing.js';

/** What a release does on one target. */
export type Step =
  | { do: 'publish' }
  /** `replaces` is what the item shows now; `overtakes` are updates that nobody has confirmed yet. */
  | { do: 'update'; replaces: Standing; overtakes: Standing[] }
  /** What is out has to be gone first: by the recall that is open, or by a new one for `out`. */
  | { do: 'publish after a recall'; recallId?: string | undefined; out: Standing[] };

/** A release's work on one target, and what it makes needless. */
export interface TargetPlan {
  target: ResolvedTarget;
  step: Step;
  supersedes: Standing[];
}

/**
 * Decides how a version gets to a target where the announcement may already stand. Pure.
 * @throws HubError `wrong_state` when it is out and this is no correction, or while it is being sent
 */
export function planFor(
  target: ResolvedTarget,
  standing: readonly Standing[],
  correction: boolean,
): TargetPlan {
  const here = standing.filter((row) => row.target_id === target.id);
  const [first] = here;
  if (!first) return { target, step: { do: 'publish' }, supersedes: [] };
  if (!correction)
    throw new HubError(
      'wrong_state',
      `it is still out on ${target.name} (${first.state}); take it back there first, or correct it`,
    );
  if (here.some((row) => row.operation !== 'recall' && row.state === 'sending'))
    throw new HubError(
      'wrong_state',
      `it is being sent to ${target.name} at this moment; try again in a minute`,
    );
  const supersedes = here.filter((row) => row.operation !== 'recall' && notYetOut.includes(row.state));
  return { target, supersedes, step: stepFor(target, here) };
}

function stepFor({ channel }: ResolvedTarget, here: readonly Standing[]): Step {
  const recall = here.find((row) => row.operation === 'recall');
  const out = here.filter((row) => row.operation !== 'recall' && mayBeOut.includes(row.state));
  if (recall) return { do: 'publish after a recall', recallId: recall.id, out: [] };
  const shown = out.findLast((row) => row.state === 'live' || row.state === 'accepted') ?? out.at(-1);
  if (!shown) return { do: 'publish' };
  const certain = shown.state !== 'unconfirmed';
  if (channel.capabilities.update && channel.update !== undefined && shown.receipt !== null && certain)
    return {
      do: 'update',
      replaces: shown,
      overtakes: out.filter((row) => row.operation === 'update' && row.state !== 'live'),
    };
  return { do: 'publish after a recall', out };
}
