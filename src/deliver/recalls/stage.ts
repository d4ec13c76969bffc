import { sql } from 'kysely';
import type { Tx } from '../../store/database.js';

/** The announcement counts as recalled when nothing of it is out or may still go out. */
export async function markRecalled(tx: Tx, announcementId: string): Promise<void> {
  await sql`
    update announcement a set stage = 'recalled', updated_at = hub_now()
    where a.id = ${announcementId} and a.stage = 'released' and not exists (
      select from delivery p where p.announcement_id = a.id and p.operation in ('publish', 'update')
        and p.state not in ('gone', 'cancelled', 'failed', 'superseded', 'lapsed'))`.execute(tx);
}
