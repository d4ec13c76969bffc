import type { Board } from '../../contract/boards.js';
import type { Db, Tx } from '../../store/database.js';
import { entryColumns, personOf } from './rows.js';

/** The boards that a group of screens shows, as its manifest carries them. */
export async function boardsOf(tx: Tx, targetId: string): Promise<Board[]> {
  const boards = await tx
    .selectFrom('board as b')
    .innerJoin('board_group as g', 'g.board_id', 'b.id')
    .select(['b.id', 'b.name', 'b.reset_at', 'b.reset_to'])
    .where('g.target_id', '=', targetId)
    .orderBy('b.created_at')
    .orderBy('b.id')
    .execute();
  if (boards.length === 0) return [];
  const entries = await tx
    .selectFrom('board_entry as e')
    .select(entryColumns)
    .where(
      'e.board_id',
      'in',
      boards.map(({ id }) => id),
    )
    .orderBy('e.position')
    .orderBy('e.id')
    .execute();
  return boards.map(({ id, name, reset_at: at, reset_to: to }) => ({
    id,
    name,
    reset: { at, to },
    people: entries.filter((entry) => entry.board_id === id).map(personOf),
  }));
}

/** A photo of a board that the screen's group shows now; undefined for any other file. */
export async function boardPhoto(db: Db, screenId: string, hash: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('screen as s')
    .innerJoin('board_group as g', 'g.target_id', 's.target_id')
    .innerJoin('board_entry as e', 'e.board_id', 'g.board_id')
    .select('e.photo')
    .where('s.id', '=', screenId)
    .where('s.revoked_at', 'is', null)
    .where('e.photo_hash', '=', hash)
    .executeTakeFirst();
  return row?.photo ?? undefined;
}
