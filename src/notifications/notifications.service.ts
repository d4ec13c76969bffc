import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { NotificationKind, NotificationPage, NotificationQuery, UnreadCount } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { announceChange } from '../store/changed.js';
import { decodeCursor, encodeCursor } from '../store/cursor.js';
import { DATABASE, type Db } from '../store/database.js';

/** More than this is shown as "more than this". */
const MOST = 100;

interface Row {
  id: string;
  kind: NotificationKind;
  at: string;
  times: number;
  read: boolean;
  announcement: string | null;
  title: string | null;
  targets: { id: string; name: string }[];
  subject: string | null;
}

/** A member's own notifications. */
@Injectable()
export class Notifications {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Newest first. */
  async page({ memberId }: Caller, query: NotificationQuery): Promise<NotificationPage> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const { rows } = await sql<Row>`
      select n.id, n.kind, to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, n.times,
        n.read_at is not null as read, n.announcement_id as announcement, a.title, n.subject_id as subject,
        coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name, t.id)
          from target t where t.id = any(n.target_ids)), '[]') as targets
      from notification n left join announcement a on a.id = n.announcement_id
      where n.member_id = ${memberId} ${query.unread ? sql`and n.read_at is null` : sql``}
        ${before ? sql`and (n.at, n.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
      order by n.at desc, n.id desc limit ${query.limit + 1}`.execute(this.db);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ announcement, title, subject, ...row }) => ({
        ...row,
        announcement: announcement === null ? undefined : { id: announcement, title: title ?? '' },
        subjectId: subject ?? undefined,
      })),
      nextCursor: last && rows.length > query.limit ? encodeCursor(last) : undefined,
    };
  }

  /** At most 100: who has more has many. */
  async unread({ memberId }: Caller): Promise<UnreadCount> {
    const { rows } = await sql<{ unread: number }>`
      select count(*)::int as unread from (
        select from notification where member_id = ${memberId} and read_at is null limit ${MOST}) n`.execute(
      this.db,
    );
    return { unread: rows[0]?.unread ?? 0 };
  }

  /** @throws HubError `not_found` for another's. One that was read stays so. */
  async read(caller: Caller, id: string): Promise<void> {
    const { rows } = await sql`
      update notification set read_at = coalesce(read_at, hub_now())
      where id = ${id} and member_id = ${caller.memberId} returning id`.execute(this.db);
    if (rows.length === 0) throw new HubError('not_found');
    await this.announce(caller);
  }

  /** All up to an instant that the member has seen; what came later stays unread. */
  async readAll(caller: Caller, until: string): Promise<void> {
    await sql`
      update notification set read_at = hub_now()
      where member_id = ${caller.memberId} and read_at is null and at <= ${until}::timestamptz`.execute(
      this.db,
    );
    await this.announce(caller);
  }

  private async announce({ officeId, memberId }: Caller): Promise<void> {
    await announceChange(this.db, officeId, { topic: 'notification', ids: [memberId] });
  }
}
