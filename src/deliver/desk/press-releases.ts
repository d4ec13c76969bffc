import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { PageQuery, PressRelease, PressReleasePage } from '../../contract/api.js';
import { decodeCursor, encodeCursor } from '../../store/cursor.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Targets } from '../../targets/index.js';
import { channelIds } from './scope.js';
import { iso } from '../../store/iso.js';

interface Row {
  id: string;
  at: string;
  release: PressRelease;
}

/** What was released to outlets. Nothing here comes from drafts, reviews or other targets. */
@Injectable()
export class PressReleases {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
  ) {}

  /** One row an announcement, newest release to an outlet first. */
  async page(officeId: string, query: PageQuery): Promise<PressReleasePage> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const channels = channelIds(this.targets, 'press');
    const { rows } = await sql<Row>`
      with newest as (
        select distinct on (r.announcement_id) r.* from release r
        where r.office_id = ${officeId} and exists (
          select from delivery d where d.announcement_id = r.announcement_id and d.release_id = r.id and d.channel = any(${channels}::text[]))
        order by r.announcement_id, r.released_at desc, r.id desc
      )
      select n.announcement_id as id, to_char(n.released_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
        json_strip_nulls(json_build_object('announcementId', n.announcement_id, 'title', v.content ->> 'title',
          'category', v.content ->> 'category', 'docNo', v.content ->> 'docNo', 'versionNumber', v.number,
          'publishAt', ${iso(sql`n.publish_at`)}, 'expiresAt', ${iso(sql`n.expires_at`)}, 'priority', n.priority,
          'releasedAt', ${iso(sql`n.released_at`)}, 'deliveries', dots.list)) as release
      from newest n join version v on v.id = n.version_id join lateral (
        select json_agg(json_build_object('id', d.id, 'targetId', d.target_id, 'operation', d.operation, 'state', d.state,
          'dueAt', ${iso(sql`d.due_at`)}, 'url', d.url) order by d.name, d.target_id) as list
        from (select distinct on (d.target_id) d.*, t.name from delivery d join target t on t.id = d.target_id
          where d.announcement_id = n.announcement_id and d.channel = any(${channels}::text[])
          order by d.target_id, d.seq desc) d) dots on true
      ${before ? sql`where (n.released_at, n.announcement_id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
      order by n.released_at desc, n.announcement_id desc limit ${query.limit + 1}`.execute(this.db);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ release }) => release),
      nextCursor: last && rows.length > query.limit ? encodeCursor(last) : undefined,
    };
  }
}
