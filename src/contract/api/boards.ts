import { z } from 'zod';
import { Board, BOARD_NOTE, BoardPerson, BoardReset, Whereabouts } from '../boards.js';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';

const line = (most: number) => z.string().trim().max(most);

/** A photo as the browser made it small: JPEG, PNG or WebP in base64. */
const Photo = z.base64().min(1).max(700_000);

export const SaveBoard = z.object({
  name: line(40).min(1),
  reset: BoardReset,
  /** The groups of screens that show it: targets of the display channel. */
  targetIds: z.array(Id).max(100),
});
export type SaveBoard = z.infer<typeof SaveBoard>;

export const SaveBoardEntry = z.object({
  name: line(20).min(1),
  post: line(16),
  duties: line(40),
  /** The members who say where the person is: usually the person, perhaps a colleague. */
  keeperIds: z.array(Id).max(20),
  /** Missing: as it is. Null: none. */
  photo: Photo.nullish(),
});
export type SaveBoardEntry = z.infer<typeof SaveBoardEntry>;

export const BoardOrder = z.object({ entryIds: z.array(Id).max(200) });
export type BoardOrder = z.infer<typeof BoardOrder>;

/** Where a person is. A note stands on the wall for everybody to read. */
export const SetWhereabouts = z.object({
  state: Whereabouts,
  note: line(BOARD_NOTE).optional(),
  until: Instant.optional(),
});
export type SetWhereabouts = z.infer<typeof SetWhereabouts>;

export const BoardEntryView = BoardPerson.extend({ keepers: z.array(Person) });
export type BoardEntryView = z.infer<typeof BoardEntryView>;
export const BoardView = Board.omit({ people: true }).extend({
  targetIds: z.array(Id),
  entries: z.array(BoardEntryView),
});
export type BoardView = z.infer<typeof BoardView>;

/** `members`: who can be made a keeper; empty for those who may not. */
export const BoardList = z.object({ items: z.array(BoardView), members: z.array(Person) });
export type BoardList = z.infer<typeof BoardList>;

/** The people whose whereabouts the caller says, with the board that each stands on. */
export const OwnWhereabouts = z.object({
  items: z.array(BoardPerson.extend({ board: z.object({ id: Id, name: z.string(), reset: BoardReset }) })),
});
export type OwnWhereabouts = z.infer<typeof OwnWhereabouts>;
