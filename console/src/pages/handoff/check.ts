import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { isTakenBack } from '../../lib/states.js';

/** How the hub's look at the other side went since the last answer: `none` when nothing was answered yet. */
export type Check = 'none' | 'checking' | 'refused' | 'live' | 'over';

/**
 * What became of the last answer. The hub looks after each one: a look that ended after the answer and left the task
 * open was not convinced.
 */
export function checkOf(delivery: Pick<DeliveryDetail, 'state' | 'task' | 'attempts'>): Check {
  if (delivery.state === 'live') return 'live';
  if (isTakenBack(delivery.state)) return 'over';
  const answeredAt = delivery.task?.answeredAt;
  if (answeredAt === undefined) return 'none';
  const answered = new Date(answeredAt).getTime();
  const looked = delivery.attempts.some(
    ({ startedAt, finishedAt }) => finishedAt !== undefined && new Date(startedAt).getTime() >= answered,
  );
  return looked ? 'refused' : 'checking';
}
