import { sha256 } from '../../../src/platform/hash.js';
import { newId } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';

interface Office {
  id: string;
  mark: string;
  hub: { db: Db };
}

export interface OwnedBoards {
  boards: string[];
  boardEntries: string[];
}

/** An empty board, which the walk may take away, and one with a person whom every member of the office speaks for. */
export async function boards({ id: officeId, mark, hub: { db } }: Office): Promise<OwnedBoards> {
  const [empty, id, entry] = [newId(), newId(), newId()];
  const clock = { reset_at: '08:30', reset_to: 'unknown' as const };
  await db
    .insertInto('board')
    .values([
      { id: empty, office_id: officeId, name: `${mark}的空牌`, ...clock },
      { id, office_id: officeId, name: `${mark}的去向牌`, ...clock },
    ])
    .execute();
  const photo = Buffer.from(`${mark}的照片`);
  const person = { name: `${mark}的人`, post: '科长', duties: mark, photo, photo_hash: sha256(photo) };
  await db
    .insertInto('board_entry')
    .values({ id: entry, office_id: officeId, board_id: id, position: 1, ...person })
    .execute();
  const members = await db.selectFrom('member').select('id').where('office_id', '=', officeId).execute();
  await db
    .insertInto('board_keeper')
    .values(members.map((member) => ({ entry_id: entry, member_id: member.id })))
    .execute();
  return { boards: [empty, id], boardEntries: [entry] };
}
