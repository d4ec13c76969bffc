import type { PaperRecordView, SlipState } from '../../contract/api.js';

/** Where a slip stands. `outcome` is that of the record that was not rejected. */
export function slipState({
  outcome,
  recorded,
  decided,
  current,
}: {
  outcome: string | null;
  recorded: boolean;
  decided: boolean;
  current: boolean;
}): SlipState {
  if (outcome === 'confirmed') return 'used';
  if (!current || decided) return 'outdated';
  return recorded ? 'waiting' : 'open';
}

/** What decides whether somebody may take the second look. */
interface Checking {
  outcome?: string | undefined;
  recordedBy: { id: string };
  signer: { id: string };
  drafters: readonly string[];
  current: boolean;
  decided: boolean;
}

/** Why somebody may not check a record, in the order in which it is told. */
export function mayNotCheck(
  { outcome, recordedBy, signer, drafters, current, decided }: Checking,
  caller: { memberId: string; permissions: ReadonlySet<string> },
): PaperRecordView['mayNotBecause'] {
  if (outcome !== undefined) return 'checked';
  if (!current || decided) return 'outdated';
  if (!caller.permissions.has('review.paper')) return 'role';
  if (recordedBy.id === caller.memberId) return 'recorder';
  if (drafters.includes(caller.memberId)) return 'drafter';
  if (signer.id === caller.memberId) return 'signer';
  return undefined;
}
