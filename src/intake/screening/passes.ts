import type { FindingPass } from '../../contract/api.js';
import type { Db, Tx } from '../../store/database.js';

/** Why what blocks an announcement's text may stay, oldest first; who said so may have written it, see `passesFor`. */
export async function passesOf(db: Db | Tx, announcementId: string): Promise<FindingPass[]> {
  const rows = await db
    .selectFrom('finding_pass as p')
    .innerJoin('member as m', 'm.id', 'p.member_id')
    .select(['p.finding', 'p.reason', 'p.at', 'm.id', 'm.name'])
    .where('p.announcement_id', '=', announcementId)
    .orderBy('p.at')
    .orderBy('p.finding')
    .execute();
  return rows.map(({ finding, reason, at, id, name }) => ({
    finding,
    reason,
    by: { id, name },
    at: at.toISOString(),
  }));
}
