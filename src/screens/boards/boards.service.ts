import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { BoardOrder, BoardView, SaveBoard, SaveBoardEntry } from '../../contract/api.js';
import { DISPLAY_CHANNEL } from '../../contract/display.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { sha256 } from '../../platform/hash.js';
import { newId } from '../../platform/ids.js';
import { DATABASE, type Db, type Tx } from '../../store/database.js';
import { BoardsReader } from './boards.reader.js';
import { act, holdBoard } from './changes.js';
import { requireDrawable } from './drawable.js';
import { boardPhotoOf } from './photo.js';

/** A wall of more is not read, and a manifest is small. */
const MOST_PEOPLE = 200;

/** Keeps an office's boards and who stands on them. */
@Injectable()
export class Boards {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: BoardsReader,
  ) {}

  /** @throws HubError `unknown_target` */
  async create(caller: Caller, wish: SaveBoard): Promise<BoardView> {
    const id = newId();
    requireDrawable({ name: wish.name });
    await act(this.db, caller, { kind: 'board.created', boardId: id }, async (tx) => {
      const { officeId } = caller;
      await tx
        .insertInto('board')
        .values({ id, office_id: officeId, ...columnsOf(wish) })
        .execute();
      await this.choose(tx, caller, id, wish.targetIds);
    });
    return this.reader.view(caller.officeId, id);
  }

  /** @throws HubError `not_found`, `unknown_target` */
  async change(caller: Caller, id: string, wish: SaveBoard): Promise<BoardView> {
    requireDrawable({ name: wish.name });
    await act(this.db, caller, { kind: 'board.changed', boardId: id }, async (tx) => {
      await holdBoard(tx, caller.officeId, id);
      await tx.updateTable('board').set(columnsOf(wish)).where('id', '=', id).execute();
      await tx.deleteFrom('board_group').where('board_id', '=', id).execute();
      await this.choose(tx, caller, id, wish.targetIds);
    });
    return this.reader.view(caller.officeId, id);
  }

  /** With everybody on it. @throws HubError `not_found` */
  async remove(caller: Caller, id: string): Promise<void> {
    await act(this.db, caller, { kind: 'board.removed', boardId: id }, async (tx) => {
      await holdBoard(tx, caller.officeId, id);
      await tx.deleteFrom('board').where('id', '=', id).execute();
    });
  }

  /** Those that are not named stand behind, as they did. @throws HubError `not_found` */
  async order(caller: Caller, id: string, { entryIds }: BoardOrder): Promise<BoardView> {
    await act(this.db, caller, { kind: 'board.changed', boardId: id }, async (tx) => {
      await holdBoard(tx, caller.officeId, id);
      await sql`
        update board_entry e set position = o.position
        from (
          select e.id, row_number() over (order by w.place nulls last, e.position, e.id) as position
          from board_entry e left join unnest(${entryIds}::uuid[]) with ordinality w (id, place) on w.id = e.id
          where e.board_id = ${id}) o
        where o.id = e.id`.execute(tx);
    });
    return this.reader.view(caller.officeId, id);
  }

  /** @throws HubError `not_found`, `invalid_request`, `invalid_file`, `wrong_state` when the board is full */
  async addEntry(caller: Caller, boardId: string, wish: SaveBoardEntry): Promise<BoardView> {
    const id = newId();
    requireDrawable({ name: wish.name, post: wish.post, duties: wish.duties });
    const photo = await photoColumns(wish.photo);
    await act(this.db, caller, { kind: 'board.entry_added', boardId, entryId: id }, async (tx) => {
      await holdBoard(tx, caller.officeId, boardId);
      const { people, last } = await tx
        .selectFrom('board_entry')
        .select(({ fn }) => [
          fn.countAll<string>().as('people'),
          fn.max<number | null>('position').as('last'),
        ])
        .where('board_id', '=', boardId)
        .executeTakeFirstOrThrow();
      if (Number(people) >= MOST_PEOPLE)
        throw new HubError(
          'wrong_state',
          `A board has ${String(MOST_PEOPLE)} people at most: make another one.`,
        );
      const position = (last ?? 0) + 1;
      const { name, post, duties } = wish;
      await tx
        .insertInto('board_entry')
        .values({ id, office_id: caller.officeId, board_id: boardId, position, name, post, duties, ...photo })
        .execute();
      await this.keep(tx, caller, id, wish.keeperIds);
    });
    return this.reader.view(caller.officeId, boardId);
  }

  /** @throws HubError `not_found`, `invalid_request`, `invalid_file` */
  async changeEntry(caller: Caller, entryId: string, wish: SaveBoardEntry): Promise<BoardView> {
    const boardId = await this.boardOf(caller, entryId);
    requireDrawable({ name: wish.name, post: wish.post, duties: wish.duties });
    const photo = await photoColumns(wish.photo);
    await act(this.db, caller, { kind: 'board.entry_changed', boardId, entryId }, async (tx) => {
      const { name, post, duties } = wish;
      const { numUpdatedRows } = await tx
        .updateTable('board_entry')
        .set({ name, post, duties, ...photo })
        .where('id', '=', entryId)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw noEntry();
      await tx.deleteFrom('board_keeper').where('entry_id', '=', entryId).execute();
      await this.keep(tx, caller, entryId, wish.keeperIds);
    });
    return this.reader.view(caller.officeId, boardId);
  }

  /** Erases everything about the person. @throws HubError `not_found` */
  async removeEntry(caller: Caller, entryId: string): Promise<void> {
    const boardId = await this.boardOf(caller, entryId);
    await act(this.db, caller, { kind: 'board.entry_removed', boardId, entryId }, async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('board_entry')
        .where('id', '=', entryId)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw noEntry();
    });
  }

  private async boardOf({ officeId }: Caller, entryId: string): Promise<string> {
    const row = await this.db
      .selectFrom('board_entry')
      .select('board_id')
      .where('id', '=', entryId)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!row) throw noEntry();
    return row.board_id;
  }

  private async choose(tx: Tx, { officeId }: Caller, boardId: string, targetIds: string[]): Promise<void> {
    const wanted = [...new Set(targetIds)];
    if (wanted.length === 0) return;
    const known = await tx
      .selectFrom('target')
      .select('id')
      .where('office_id', '=', officeId)
      .where('channel', '=', DISPLAY_CHANNEL)
      .where('id', 'in', wanted)
      .execute();
    if (known.length < wanted.length)
      throw new HubError('unknown_target', 'choose groups of screens of your office');
    await tx
      .insertInto('board_group')
      .values(known.map(({ id }) => ({ board_id: boardId, target_id: id })))
      .execute();
  }

  private async keep(tx: Tx, { officeId }: Caller, entryId: string, memberIds: string[]): Promise<void> {
    const wanted = [...new Set(memberIds)];
    if (wanted.length === 0) return;
    const known = await tx
      .selectFrom('member')
      .select('id')
      .where('office_id', '=', officeId)
      .where('id', 'in', wanted)
      .execute();
    if (known.length < wanted.length)
      throw new HubError('invalid_request', 'choose members of your office', {
        errors: [{ path: 'keeperIds', message: 'not a member of this office' }],
      });
    await tx
      .insertInto('board_keeper')
      .values(known.map(({ id }) => ({ entry_id: entryId, member_id: id })))
      .execute();
  }
}

const columnsOf = ({ name, reset }: SaveBoard) => ({ name, reset_at: reset.at, reset_to: reset.to });

async function photoColumns(
  photo: string | null | undefined,
): Promise<{ photo?: Buffer | null; photo_hash?: string | null }> {
  if (photo === undefined) return {};
  if (photo === null) return { photo: null, photo_hash: null };
  const content = await boardPhotoOf(photo);
  return { photo: content, photo_hash: sha256(content) };
}

const noEntry = (): HubError => new HubError('not_found', 'there is no such entry');
