import type { TargetView } from '../../../../src/contract/api/targets.js';
import { useTargets } from '../../app/queries.js';

/** The channel whose targets are groups of screens; only this page has to know it, and the hub checks it again. */
const SCREEN_CHANNEL = 'display';

/** The groups that a screen can belong to. */
export function useScreenGroups(): TargetView[] {
  return (useTargets().data ?? []).filter((target) => target.channel === SCREEN_CHANNEL);
}
