import { sql } from 'kysely';
import type { PersonTask } from '../../contract/person.js';
import { newId } from '../../platform/ids.js';
import type { Tx } from '../../store/database.js';

/** The kind of a task that stays open whatever comes of a recall's runs, until it is over or a person's for good. */
export const LATE_RECALL = 'recall_late';

/** Opens a task for a delivery, or renews the words of the one that is open. */
export async function openTask(
  tx: Tx,
  delivery: { id: string; officeId: string },
  { kind, text, facts, ask }: PersonTask,
): Promise<void> {
  await sql`
    insert into task (id, office_id, delivery_id, kind, text, facts, ask)
    values (${newId()}, ${delivery.officeId}, ${delivery.id}, ${kind}, ${JSON.stringify(text)},
      ${facts === undefined ? null : JSON.stringify(facts)}, ${ask === undefined ? null : JSON.stringify(ask)})
    on conflict (delivery_id, kind) where closed_at is null
    do update set text = excluded.text, facts = excluded.facts, ask = excluded.ask, answered_at = null`.execute(
    tx,
  );
}
