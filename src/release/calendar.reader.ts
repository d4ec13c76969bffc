import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CalendarItem, CalendarPage, CalendarQuery } from '../contract/api.js';
import { DATABASE, type Db } from '../store/database.js';
import { iso } from '../store/iso.js';

/** More than a page shows; a month that holds more is read in parts. */
const MOST = 1000;

/** Releases by the time at which they go out, whoever looks when. */
@Injectable()
export class Calendar {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** What goes out, or went out, in a span. */
  async between(officeId: string, { from, to }: CalendarQuery): Promise<CalendarPage> {
    const { rows } = await sql<{ item: CalendarItem }>`
      select json_strip_nulls(json_build_object('releaseId', r.id, 'announcementId', r.announcement_id,
        'title', v.content ->> 'title', 'category', v.content ->> 'category', 'priority', r.priority,
        'publishAt', ${iso(sql`r.publish_at`)}, 'expiresAt', ${iso(sql`r.expires_at`)},
        'group', case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end,
        'places', d.places, 'standing', case
          when d.troubled > 0 then 'troubled' when d.planned = d.places then 'planned'
          when d.out > 0 and d.out + d.gone = d.places then 'out' when d.gone = d.places then 'gone'
          else 'running' end)) as item
      from (
        select * from release where office_id = ${officeId} and publish_at >= ${from} and publish_at < ${to}
        order by publish_at, id limit ${MOST + 1}
      ) r join version v on v.id = r.version_id
        left join release_group g on g.id = r.group_id and g.dissolved_at is null
        cross join lateral (
          select count(*) as places,
            count(*) filter (where state in ('held', 'scheduled') and fence = 0) as planned,
            count(*) filter (where state = 'live') as out,
            count(*) filter (where state in ('gone', 'cancelled', 'superseded')) as gone,
            count(*) filter (where state in ('failed', 'unconfirmed', 'missing', 'lapsed')) as troubled
          from delivery where announcement_id = r.announcement_id and release_id = r.id and operation <> 'recall'
        ) d
      where d.places > 0
      order by r.publish_at, r.id`.execute(this.db);
    return { items: rows.slice(0, MOST).map(({ item }) => item), more: rows.length > MOST };
  }
}
