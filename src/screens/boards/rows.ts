import type { Selectable } from 'kysely';
import type { BoardPerson } from '../../contract/boards.js';
import type { BoardTables } from '../../store/tables/boards.js';

type EntryRow = Omit<Selectable<BoardTables['board_entry']>, 'photo'>;

/** Everything of an entry but the photo's bytes. */
export const entryColumns = [
  'e.id',
  'e.office_id',
  'e.board_id',
  'e.position',
  'e.name',
  'e.post',
  'e.duties',
  'e.photo_hash',
  'e.state',
  'e.note',
  'e.until',
  'e.stated_at',
] as const;

/** A person of a board as the wall and the API tell of them. */
export function personOf(row: EntryRow): BoardPerson {
  const { id, name, post, duties, state, stated_at: at } = row;
  return {
    id,
    name,
    post,
    duties,
    ...(row.photo_hash === null ? {} : { photo: row.photo_hash }),
    ...(state === null || at === null
      ? {}
      : {
          stated: {
            state,
            at: at.toISOString(),
            ...(row.note === null ? {} : { note: row.note }),
            ...(row.until === null ? {} : { until: row.until.toISOString() }),
          },
        }),
  };
}
