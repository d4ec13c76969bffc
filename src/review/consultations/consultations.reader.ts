import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type {
  AttachedFile,
  ConsultationKind,
  ConsultationList,
  ConsultationStanding,
  ConsultationVerdict,
  ConsultationView,
  PendingConsultation,
  PendingConsultationList,
  Person,
} from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import { workdaysBetween, type WorkCalendar } from '../../contract/kit/workdays.js';
import type { Hash } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { lockedBecause } from '../../intake/index.js';
import { databaseNow, DATABASE, type Db } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { workCalendar } from '../../workdays/index.js';
import { termsOf } from '../terms.service.js';
import { deadlineAfter, lastDayOf } from './deadline.js';
import { joinVersionNow, textHashNow, textNow } from './text-now.js';

/** More than anybody asks about one announcement, or an office has open at once. */
const MOST = 100;

interface Row {
  id: string;
  kind: ConsultationKind;
  organ: string;
  contact: string;
  question: string;
  standing: ConsultationStanding;
  blocks: boolean;
  dueAt: Date;
  askedAt: Date;
  askedBy: Person;
  version: ConsultationView['version'] | null;
  textHash: Hash;
  verdict: ConsultationVerdict | 'withdrawn' | null;
  words: string | null;
  receivedAt: Date | null;
  file: AttachedFile | null;
  endedBy: Person | null;
  endedAt: Date | null;
  confirmed: ConsultationView['confirmed'] | null;
}

/** Shows which other bodies were asked, and how that stands for the text of now. */
@Injectable()
export class ConsultationReader {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Those of an announcement, newest first. @throws HubError `not_found` also for another office's */
  async of(caller: Caller, announcementId: string): Promise<ConsultationList> {
    const text = await textNow(this.db, caller.officeId, announcementId);
    const [now, calendar, terms, rows, locked] = await Promise.all([
      databaseNow(this.db),
      workCalendar(this.db, caller.officeId),
      termsOf(this.db, caller.officeId),
      this.rows(announcementId, text.textHash),
      lockedBecause(this.db, { id: announcementId, ...text }),
    ]);
    const { permissions } = caller;
    const isAsker = permissions.has('announcement.write') || permissions.has('review.decide');
    const mayAsk = isAsker && locked !== 'out' && locked !== 'withheld';
    const { dueOn } = deadlineAfter(calendar, now, terms.consultDays);
    return {
      items: rows.map((row) => toView(row, calendar, now)),
      textHash: text.textHash,
      mayAsk,
      mayEscalate: mayAsk && text.stage === 'review' && permissions.has('review.decide'),
      offered: {
        dueOn,
        days: terms.consultDays,
        uncertainYears: workdaysBetween(calendar, dayText(now), dueOn).years,
      },
    };
  }

  /** What blocks something in the office and asks for a person; what is due first stands first. */
  async pending(officeId: string): Promise<PendingConsultationList> {
    const now = await databaseNow(this.db);
    const { rows } = await sql<Omit<PendingConsultation, 'dueOn' | 'overdue'> & { dueAt: Date }>`
      select c.id, a.id as "announcementId", a.title, c.kind, c.organ, s.standing, c.due_at as "dueAt"
      from announcement a ${joinVersionNow}
        cross join lateral consultation_standing(a.id, ${textHashNow}) s
        join consultation c on c.id = s.consultation_id
      where a.id in (select announcement_id from consultation where office_id = ${officeId}) and s.blocks
        and (s.standing = 'open' or a.stage in ('drafting', 'review', 'returned', 'approved')
          or a.correction_note is not null)
      order by c.due_at, c.id limit ${MOST}`.execute(this.db);
    return {
      items: rows.map(({ dueAt, ...row }) => ({
        ...row,
        dueOn: lastDayOf(dueAt),
        overdue: row.standing === 'open' && dueAt <= now,
      })),
    };
  }

  private async rows(announcementId: string, textHash: string): Promise<Row[]> {
    const person = (of: string) =>
      sql`case when ${sql.ref(`${of}.id`)} is not null
        then json_build_object('id', ${sql.ref(`${of}.id`)}, 'name', ${sql.ref(`${of}.name`)}) end`;
    const { rows } = await sql<Row>`
      select c.id, c.kind, c.organ, c.contact, c.question, s.standing, s.blocks, c.due_at as "dueAt",
        c.asked_at as "askedAt", ${person('m')} as "askedBy", c.text_hash as "textHash",
        case when v.id is not null
          then json_build_object('id', v.id, 'number', v.number, 'hash', c.version_hash) end as version,
        e.verdict, e.words, e.received_at as "receivedAt", e.file, ${person('em')} as "endedBy", e.ended_at as "endedAt",
        case when f.consultation_id is not null then json_build_object('note', f.note, 'by', ${person('fm')},
          'at', ${iso(sql`f.confirmed_at`)}) end as confirmed
      from consultation c
        join consultation_standing(${announcementId}, ${textHash}) s on s.consultation_id = c.id
        join member m on m.id = c.asked_by
        left join version v on v.id = c.version_id
        left join consultation_end e on e.consultation_id = c.id
        left join member em on em.id = e.ended_by
        left join consultation_confirmed f on f.consultation_id = c.id and f.text_hash = ${textHash}
        left join member fm on fm.id = f.confirmed_by
      where c.announcement_id = ${announcementId}
      order by c.asked_at desc, c.id desc limit ${MOST}`.execute(this.db);
    return rows;
  }
}

function toView(row: Row, calendar: WorkCalendar, now: Date): ConsultationView {
  const dueOn = lastDayOf(row.dueAt);
  return {
    id: row.id,
    kind: row.kind,
    organ: row.organ,
    contact: row.contact,
    question: row.question,
    standing: row.standing,
    blocks: row.blocks,
    asked: { by: row.askedBy, at: row.askedAt.toISOString() },
    ...(row.version && { version: row.version }),
    textHash: row.textHash,
    dueOn,
    overdue: row.standing === 'open' && row.dueAt <= now,
    uncertainYears: workdaysBetween(calendar, dayText(row.askedAt), dueOn).years,
    ...ending(row),
    ...(row.confirmed && { confirmed: row.confirmed }),
  };
}

function ending(row: Row): Pick<ConsultationView, 'reply' | 'withdrawn'> {
  const { verdict, words, receivedAt, file, endedBy: by, endedAt } = row;
  if (verdict === null || words === null || by === null || endedAt === null) return {};
  const at = endedAt.toISOString();
  if (verdict === 'withdrawn' || receivedAt === null) return { withdrawn: { reason: words, by, at } };
  return {
    reply: { verdict, text: words, receivedAt: receivedAt.toISOString(), ...(file && { file }), by, at },
  };
}
