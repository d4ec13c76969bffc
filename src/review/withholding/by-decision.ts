import type { Ground, Withhold } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { databaseNow, type Tx } from '../../store/database.js';
import { termsOf } from '../terms.service.js';
import { readAgainOn } from './again-on.js';

/** Why something is withheld, and the day of its first look. */
export interface FirstLook {
  ground: Ground;
  againOn: string;
}

/**
 * What a decision to withhold sets.
 * @throws HubError `wrong_state` for a correction; `invalid_time` when the next look is not within a year
 */
export async function firstLookOf(
  tx: Tx,
  { officeId, corrects }: { officeId: string; corrects: boolean },
  { ground, againOn }: Withhold,
): Promise<FirstLook> {
  if (corrects)
    throw new HubError('wrong_state', 'it corrects what is out: return it, and have that taken back');
  const { reappraiseMonths } = await termsOf(tx, officeId);
  return { ground, againOn: readAgainOn(await databaseNow(tx), againOn, reappraiseMonths) };
}
