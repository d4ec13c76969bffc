import { afterReviewNearHours, type AfterReviewView, type DutyStanding } from '../../contract/api.js';

const HOUR_MS = 3_600_000;

/** Why somebody may not let an emergency announcement go: two persons on duty do, neither of them its drafter. */
export function mayNotOnDuty(
  {
    onDuty,
    drafters,
    decided,
  }: {
    onDuty: boolean;
    drafters: readonly string[];
    decided: readonly { memberId: string; forId?: string | null | undefined }[];
  },
  memberId: string,
): DutyStanding['mayNotBecause'] {
  if (!onDuty) return 'duty';
  if (drafters.includes(memberId)) return 'drafter';
  return decided.some((one) => one.memberId === memberId || one.forId === memberId) ? 'taken' : undefined;
}

/** Where a review after the release stands. Its end is overdue. */
export function afterState(
  { dueAt, outcome }: { dueAt: string; outcome?: string | undefined },
  now: Date,
): AfterReviewView['state'] {
  if (outcome !== undefined) return 'done';
  const left = new Date(dueAt).getTime() - now.getTime();
  if (left <= 0) return 'overdue';
  return left <= afterReviewNearHours * HOUR_MS ? 'near' : 'open';
}

/** Why somebody may not take the review afterwards: those who let it go and who drafted it do not judge it. */
export function mayNotReviewAfter(
  {
    outcome,
    approvers,
    drafters,
  }: { outcome?: string | undefined; approvers: readonly string[]; drafters: readonly string[] },
  caller: { memberId: string; permissions: ReadonlySet<string> },
): AfterReviewView['mayNotBecause'] {
  if (outcome !== undefined) return 'done';
  if (!caller.permissions.has('review.decide')) return 'role';
  if (drafters.includes(caller.memberId)) return 'drafter';
  return approvers.includes(caller.memberId) ? 'approver' : undefined;
}
