import { Inject, Injectable } from '@nestjs/common';
import type { BoardEntryView, BoardList, BoardView, OwnWhereabouts } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { entryColumns, personOf } from './rows.js';

/** Boards as the console shows them. */
@Injectable()
export class BoardsReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async list(caller: Caller): Promise<BoardList> {
    const mayManage = caller.permissions.has('screen.manage');
    const [items, members] = await Promise.all([
      this.views(caller.officeId),
      mayManage ? this.members(caller.officeId) : [],
    ]);
    return { items, members };
  }

  /** @throws HubError `not_found` */
  async view(officeId: string, id: string): Promise<BoardView> {
    const [view] = await this.views(officeId, id);
    if (!view) throw new HubError('not_found', 'there is no such board');
    return view;
  }

  /** The people for whom the caller speaks, as they stand on their boards. */
  async own(caller: Caller): Promise<OwnWhereabouts> {
    const rows = await this.db
      .selectFrom('board_keeper as k')
      .innerJoin('board_entry as e', 'e.id', 'k.entry_id')
      .innerJoin('board as b', 'b.id', 'e.board_id')
      .select(entryColumns)
      .select(['b.name as board', 'b.reset_at', 'b.reset_to'])
      .where('k.member_id', '=', caller.memberId)
      .where('e.office_id', '=', caller.officeId)
      .orderBy('b.created_at')
      .orderBy('e.position')
      .orderBy('e.id')
      .execute();
    const items = rows.map(({ board: name, reset_at: at, reset_to: to, ...row }) => ({
      ...personOf(row),
      board: { id: row.board_id, name, reset: { at, to } },
    }));
    return { items };
  }

  /** Whoever sees the screens' pages, or speaks for the person. @throws HubError `not_found` */
  async photo(caller: Caller, entryId: string): Promise<Uint8Array> {
    const row = await this.db
      .selectFrom('board_entry as e')
      .select('e.photo')
      .where('e.id', '=', entryId)
      .where('e.office_id', '=', caller.officeId)
      .$if(!caller.permissions.has('screen.read'), (query) =>
        query.where((eb) =>
          eb.exists(
            eb
              .selectFrom('board_keeper as k')
              .select('k.entry_id')
              .whereRef('k.entry_id', '=', 'e.id')
              .where('k.member_id', '=', caller.memberId),
          ),
        ),
      )
      .executeTakeFirst();
    if (!row?.photo) throw new HubError('not_found', 'there is no photo');
    return row.photo;
  }

  private async views(officeId: string, id?: string): Promise<BoardView[]> {
    const boards = await this.db
      .selectFrom('board as b')
      .select(['b.id', 'b.name', 'b.reset_at', 'b.reset_to'])
      .where('b.office_id', '=', officeId)
      .$if(id !== undefined, (query) => query.where('b.id', '=', id ?? ''))
      .orderBy('b.created_at')
      .orderBy('b.id')
      .execute();
    if (boards.length === 0) return [];
    const ids = boards.map((board) => board.id);
    const [groups, entries] = await Promise.all([
      this.db
        .selectFrom('board_group')
        .selectAll()
        .where('board_id', 'in', ids)
        .orderBy('target_id')
        .execute(),
      this.entries(ids),
    ]);
    return boards.map(({ reset_at: at, reset_to: to, ...board }) => ({
      ...board,
      reset: { at, to },
      targetIds: groups.filter((row) => row.board_id === board.id).map((row) => row.target_id),
      entries: entries.filter((entry) => entry.board === board.id).map(({ view }) => view),
    }));
  }

  private async entries(boardIds: string[]): Promise<{ board: string; view: BoardEntryView }[]> {
    const rows = await this.db
      .selectFrom('board_entry as e')
      .select(entryColumns)
      .where('e.board_id', 'in', boardIds)
      .orderBy('e.position')
      .orderBy('e.id')
      .execute();
    const keepers = await this.db
      .selectFrom('board_keeper as k')
      .innerJoin('board_entry as e', 'e.id', 'k.entry_id')
      .innerJoin('member as m', 'm.id', 'k.member_id')
      .select(['k.entry_id', 'm.id', 'm.name'])
      .where('e.board_id', 'in', boardIds)
      .orderBy('m.name')
      .orderBy('m.id')
      .execute();
    return rows.map((row) => ({
      board: row.board_id,
      view: {
        ...personOf(row),
        keepers: keepers.filter((one) => one.entry_id === row.id).map(({ id, name }) => ({ id, name })),
      },
    }));
  }

  private members(officeId: string): Promise<{ id: string; name: string }[]> {
    return this.db
      .selectFrom('member')
      .select(['id', 'name'])
      .where('office_id', '=', officeId)
      .where('disabled_at', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .execute();
  }
}
