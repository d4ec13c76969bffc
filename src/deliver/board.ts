import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { BoardPage, BoardQuery } from '../contract/api.js';
import { AnnouncementRows, conditionsOf, isIndexing, within } from '../intake/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { decodeCursor, encodeCursor } from '../store/cursor.js';

/** The release board: what was released, newest release first. */
@Injectable()
export class Board {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly rows: AnnouncementRows,
  ) {}

  /** One row an announcement; with `state`, those that have a delivery in it. */
  async page(officeId: string, query: BoardQuery): Promise<BoardPage> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const { where, terms } = conditionsOf(officeId, query);
    const { rows } = await sql<{ id: string; at: string }>`
      select a.id, to_char(a.released_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from announcement a
      where ${where} and a.released_at is not null ${within(sql`a.released_at`, query)}
        ${query.state === undefined ? sql`` : sql`and a.id in (select announcement_id from delivery d where d.office_id = ${officeId} and d.state = ${query.state})`}
        ${before ? sql`and (a.released_at, a.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
      order by a.released_at desc, a.id desc limit ${query.limit + 1}`.execute(this.db);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: await this.rows.byIds(
        officeId,
        shown.map((row) => row.id),
        terms,
      ),
      ...(terms.length > 0 && (await isIndexing(this.db)) ? { indexing: true } : {}),
      nextCursor: last && rows.length > query.limit ? encodeCursor(last) : undefined,
    };
  }
}
