import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { OpenNotice, OpenNoticeList } from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import { noticeWindow, type WorkCalendar } from '../../contract/kit/workdays.js';
import { databaseNow, DATABASE, type Db } from '../../store/database.js';
import { workCalendar } from '../../workdays/index.js';
import { lastDay } from './outages.js';
import { takenBack } from './taken-back.js';

/** More than an office has open at once. */
const MOST = 100;

interface Row {
  announcementId: string;
  title: string;
  days: number;
  publishedAt: Date;
  endsAt: Date;
  outage: boolean;
}

/** The public notices of an office that nobody has closed, and what they ask of a person. */
@Injectable()
export class OpenNotices {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Those that end first stand first; a hundred at most. */
  async list(officeId: string): Promise<OpenNoticeList> {
    const [now, calendar, { rows }] = await Promise.all([
      databaseNow(this.db),
      workCalendar(this.db, officeId),
      sql<Row>`
        select n.announcement_id as "announcementId", a.title, n.days, n.published_at as "publishedAt",
          n.ends_at as "endsAt", exists (
            select from ledger_entry e
            where e.announcement_id = n.announcement_id and e.kind = 'delivery.missing'
              and e.at >= n.published_at and e.at < n.ends_at and not exists (
                select from ledger_entry x
                where x.announcement_id = n.announcement_id and x.kind = 'notice.extended' and x.subject_id = n.id
                  and x.id > e.id)) as outage
        from notice n join announcement a on a.id = n.announcement_id
        where n.office_id = ${officeId} and n.closed_at is null and not ${takenBack}
        order by n.ends_at, n.id limit ${MOST}`.execute(this.db),
    ]);
    return { items: rows.map((row) => toView(row, now, calendar)) };
  }
}

function toView(
  { announcementId, title, days, publishedAt, endsAt, outage }: Row,
  now: Date,
  calendar: WorkCalendar,
): OpenNotice {
  const isOver = endsAt <= now;
  const isShort = new Date(noticeWindow(calendar, dayText(publishedAt), days).endsAt) > endsAt;
  return {
    announcementId,
    title,
    last: lastDay(endsAt),
    endsAt: endsAt.toISOString(),
    ...(isOver && { asks: 'closing' as const }),
    ...(!isOver && (outage || isShort) && { asks: 'extension' as const }),
  };
}
