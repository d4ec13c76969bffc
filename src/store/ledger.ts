import type { Json } from '../contract/values.js';
import type { Actor, Db, Tx } from './database.js';

export interface LedgerEntry {
  officeId: string;
  actor: Actor;
  /** `<subject>.<what happened>`, e.g. `version.submitted`. */
  kind: string;
  announcementId?: string | undefined;
  subjectId?: string | undefined;
  /** Ids, hashes, times and reasons; never content or personal data. */
  data: Record<string, Json>;
}

/** Appends entries in the transaction of what they record, so that neither exists without the other. */
export async function appendLedger(tx: Tx | Db, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insertInto('ledger_entry')
    .values(
      entries.map((entry) => ({
        office_id: entry.officeId,
        actor: entry.actor,
        kind: entry.kind,
        announcement_id: entry.announcementId ?? null,
        subject_id: entry.subjectId ?? null,
        data: JSON.stringify(entry.data),
      })),
    )
    .execute();
}
