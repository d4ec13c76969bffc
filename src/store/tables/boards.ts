import type { ColumnType } from 'kysely';
import type { BoardReset, ClockTime, Whereabouts } from '../../contract/boards.js';
import type { MaybeTimestamp, StampedTimestamp } from '../column-types.js';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** Tables of whereabouts boards; their migration stands in `0047_boards.ts`. */
export interface BoardTables {
  board: {
    id: string;
    office_id: string;
    name: string;
    reset_at: ClockTime;
    reset_to: BoardReset['to'];
    created_at: StampedTimestamp;
  };
  board_group: { board_id: string; target_id: string };
  board_entry: {
    id: string;
    office_id: string;
    board_id: string;
    position: number;
    name: string;
    post: string;
    duties: string;
    photo: Maybe<Buffer>;
    photo_hash: Maybe<string>;
    state: Maybe<Whereabouts>;
    note: Maybe<string>;
    until: MaybeTimestamp;
    stated_at: MaybeTimestamp;
  };
  board_keeper: { entry_id: string; member_id: string };
}
