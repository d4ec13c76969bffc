import { sql } from 'kysely';
import type { Tx } from '../../store/database.js';
import type { Word } from '../facts.js';

/** Lays what is told before every hook of the office that wants to hear it. */
export async function layOut(tx: Tx, words: readonly Word[]): Promise<void> {
  if (words.length === 0) return;
  const rows = words.map((word) => ({
    office: word.officeId,
    kind: word.kind,
    announcement: word.announcementId ?? null,
    targets: word.targetIds,
    subject: word.subjectId,
    at: word.at.toISOString(),
  }));
  await sql`
    insert into hook_message (id, hook_id, kind, announcement_id, target_ids, subject_id, at, due_at)
    select gen_random_uuid(), h.id, r.kind, r.announcement, r.targets, r.subject, r.at, hub_now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (office uuid, kind text, announcement uuid,
      targets uuid[], subject uuid, at timestamptz)
    join hook h on h.office_id = r.office and r.kind = any(h.kinds) and h.disabled_at is null`.execute(tx);
}
