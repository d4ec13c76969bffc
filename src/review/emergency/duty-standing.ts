import { EMERGENCY_CATEGORY, type DutyStanding, type Person } from '../../contract/api.js';
import type { Caller } from '../../identity/index.js';
import type { Db } from '../../store/database.js';
import type { Waiting } from '../procedure.js';
import { dutyOf } from './duty.service.js';
import { mayNotOnDuty } from './rules.js';

/** How far the way by two persons on duty is; undefined where there is none for its category. */
export async function dutyStanding(
  db: Db,
  { officeId, memberId }: Caller,
  waiting: Waiting,
  decisions: readonly { step: string; by: Person }[],
): Promise<DutyStanding | undefined> {
  if (waiting.category !== EMERGENCY_CATEGORY) return undefined;
  const onDuty = (await dutyOf(db, officeId)).has(memberId);
  const reason = mayNotOnDuty({ onDuty, ...waiting }, memberId);
  return {
    taken: decisions.filter(({ step }) => step.startsWith('duty-')).map(({ by }) => by),
    mayApprove: reason === undefined,
    mayNotBecause: reason,
  };
}
