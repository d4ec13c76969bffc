import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PlaysBy, PlaysQuery, PlaysReport, PlaysRow } from '../../contract/api.js';
import { DATABASE, type Db } from '../../store/database.js';

interface Row {
  id: string;
  name: string | null;
  announcement_id: string | null;
  plays: number;
  whole: number;
  seconds: number;
  first_at: Date;
  last_at: Date;
}

const id = { item: sql`d.item_key::text`, screen: sql`d.screen_id::text`, day: sql`d.day::text` };
const order = { item: sql`seconds desc, id`, screen: sql`name, id`, day: sql`id` };

/** What an office's screens have shown, from the counts by the day. */
@Injectable()
export class PlaysReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** At most `most` lines; the total is that of all. */
  async report(officeId: string, query: PlaysQuery, most: number): Promise<PlaysReport> {
    const { from, to, by } = query;
    const found = await this.rows(officeId, query, most + 1);
    return {
      from,
      to,
      by,
      total: await this.total(officeId, query),
      rows: found.slice(0, most).map((row) => viewOf(row, by)),
      more: found.length > most,
    };
  }

  private async rows(officeId: string, query: PlaysQuery, most: number): Promise<Row[]> {
    const { by } = query;
    const { rows } = await sql<Row>`
      with counted as (
        select ${id[by]} as id, sum(d.plays)::int as plays, sum(d.whole)::int as whole,
          round(sum(d.ms) / 1000)::int as seconds, min(d.first_at) as first_at, max(d.last_at) as last_at
        from screen_play_day d where ${within(officeId, query)} group by 1
      )
      select c.*, coalesce(v.content->>'title', s.name, c.id) as name, i.announcement_id
      from counted c
      left join screen_item i on ${by} = 'item' and i.key::text = c.id and i.office_id = ${officeId}
      left join delivery y on y.id = i.key
      left join version v on v.id = y.version_id
      left join screen s on ${by} = 'screen' and s.id::text = c.id and s.office_id = ${officeId}
      order by ${order[by]} limit ${most}`.execute(this.db);
    return rows;
  }

  private async total(officeId: string, query: PlaysQuery): Promise<PlaysReport['total']> {
    const { rows } = await sql<PlaysReport['total']>`
      select coalesce(sum(d.plays), 0)::int as plays, coalesce(sum(d.whole), 0)::int as whole,
        coalesce(round(sum(d.ms) / 1000), 0)::int as seconds
      from screen_play_day d where ${within(officeId, query)}`.execute(this.db);
    return rows[0] ?? { plays: 0, whole: 0, seconds: 0 };
  }
}

const within = (officeId: string, { from, to, screenId, itemKey }: PlaysQuery) => sql<boolean>`
  d.office_id = ${officeId} and d.day between ${from}::date and ${to}::date
  and (${screenId ?? null}::uuid is null or d.screen_id = ${screenId ?? null}::uuid)
  and (${itemKey ?? null}::uuid is null or d.item_key = ${itemKey ?? null}::uuid)`;

const viewOf = (row: Row, by: PlaysBy): PlaysRow => ({
  id: row.id,
  name: row.name ?? '',
  ...(by === 'item' && row.announcement_id ? { announcementId: row.announcement_id } : {}),
  plays: row.plays,
  whole: row.whole,
  seconds: row.seconds,
  firstAt: row.first_at.toISOString(),
  lastAt: row.last_at.toISOString(),
});
