import { sql } from 'kysely';
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
  const rows = entries.map((entry) => ({
    office_id: entry.officeId,
    actor: entry.actor,
    kind: entry.kind,
    announcement_id: entry.announcementId,
    subject_id: entry.subjectId,
    data: entry.data,
  }));
  // One statement for one or a thousand: a thousand screens paint the same notice at once.
  await sql`
    insert into ledger_entry (office_id, actor, kind, announcement_id, subject_id, data)
    select office_id, actor, kind, announcement_id, subject_id, data from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as e (office_id uuid, actor text, kind text, announcement_id uuid, subject_id uuid, data jsonb)`.execute(
    tx,
  );
}
