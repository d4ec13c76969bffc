import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { isTakenBack } from '../../lib/states.js';

/** How the hub's look at the other side went since the last answer: `none` when nothing was answered yet. */
export type Check = 'none' | 'checking' | 'refused' | 'live' | 'over';

type Checked = Pick<DeliveryDetail, 'state' | 'task' | 'attempts' | 'reports'>;

/** When somebody last said something about it. A look that was not convinced takes the task's own note of it away. */
function lastAnswer({ task, reports }: Checked): string | undefined {
  return task?.answeredAt ?? reports.findLast((report) => report.from === 'person')?.at;
}

/**
 * What became of the last answer. The hub looks after each one: a look that ended after the answer and left the task
 * open was not convinced.
 */
export function checkOf(delivery: Checked): Check {
  if (delivery.state === 'live') return 'live';
  if (isTakenBack(delivery.state)) return 'over';
  const answer = lastAnswer(delivery);
  if (answer === undefined) return 'none';
  const answered = new Date(answer).getTime();
  const looked = delivery.attempts.some(
    ({ startedAt, finishedAt }) => finishedAt !== undefined && new Date(startedAt).getTime() >= answered,
  );
  if (!looked) return 'checking';
  return delivery.task === undefined ? 'none' : 'refused';
}
