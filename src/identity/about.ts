import type { Caller } from './caller.js';

/** What every ledger entry of something that a member did here begins with. */
export const about = ({ officeId, memberId }: Caller, subjectId: string) => ({
  officeId,
  actor: `member:${memberId}` as const,
  subjectId,
});
