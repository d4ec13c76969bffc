import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { DismissRescan, RescanFinding, RescanView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { AnnouncementRows } from '../../intake/index.js';
import { mayBeOut } from '../../release/index.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';

/** More announcements than anybody answers in a day. */
const MOST = 100;

interface Row extends Omit<RescanFinding, 'foundAt'> {
  announcementId: string;
  foundAt: Date;
}

/** What the second look at what is out has found, and what people say to it. */
@Injectable()
export class RescanFindings {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly announcements: AnnouncementRows,
  ) {}

  /** What nobody has answered, of announcements that are out somewhere and are not being taken back from there. */
  async view(officeId: string): Promise<RescanView> {
    const [{ rows }, scan] = await Promise.all([
      sql<Row>`
        with open as (
          select f.announcement_id, max(f.found_at) as newest from rescan_finding f
          where f.office_id = ${officeId} and f.dismissed_at is null and exists (
            select from delivery d where d.version_id = f.version_id and d.operation <> 'recall'
              and d.state = any(${[...mayBeOut]}) and not exists (
                select from delivery r where r.announcement_id = d.announcement_id and r.target_id = d.target_id
                  and r.operation = 'recall' and r.created_at >= d.created_at))
          group by f.announcement_id order by newest desc limit ${MOST}
        )
        select f.id, f.announcement_id as "announcementId", f.rule, f.level, f.label, f.source, f.place,
          f.found_at as "foundAt"
        from open o join rescan_finding f on f.announcement_id = o.announcement_id and f.dismissed_at is null
        order by o.newest desc, f.announcement_id, f.level, f.id`.execute(this.db),
      this.db.selectFrom('rescan').selectAll().where('office_id', '=', officeId).executeTakeFirst(),
    ]);
    const ids = [...new Set(rows.map(({ announcementId }) => announcementId))];
    const announcements = await this.announcements.byIds(officeId, ids);
    return {
      items: announcements.map((announcement) => ({
        announcement,
        findings: rows.filter(({ announcementId }) => announcementId === announcement.id).map(toFinding),
      })),
      ...(scan && {
        scan: {
          startedAt: scan.started_at.toISOString(),
          ...(scan.finished_at && { finishedAt: scan.finished_at.toISOString() }),
        },
      }),
    };
  }

  /** Everything that is out is screened again, as soon as the scheduler comes to it. */
  async ask({ officeId, memberId }: Caller): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await sql`
        insert into rescan (office_id, mark, started_at, asked_at) values (${officeId}, '', hub_now(), hub_now())
        on conflict (office_id) do update set asked_at = excluded.asked_at`.execute(tx);
      await appendLedger(tx, [{ officeId, actor, kind: 'rescan.asked', data: {} }]);
    });
  }

  /** It was looked at and may stay out: all that is open of one announcement. @throws HubError `not_found`, `wrong_state` */
  async dismiss(
    { officeId, memberId }: Caller,
    announcementId: string,
    { reason }: DismissRescan,
  ): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const known = await tx
        .selectFrom('announcement')
        .select('id')
        .where('id', '=', announcementId)
        .where('office_id', '=', officeId)
        .executeTakeFirst();
      if (!known) throw new HubError('not_found', 'there is no such announcement in this office');
      const dismissed = await tx
        .updateTable('rescan_finding')
        .set({ dismissed_at: sql<Date>`hub_now()`, dismissed_by: memberId, reason })
        .where('announcement_id', '=', announcementId)
        .where('dismissed_at', 'is', null)
        .returning('id')
        .execute();
      if (dismissed.length === 0) throw new HubError('wrong_state', 'nothing of it waits for an answer');
      const data = { reason, count: dismissed.length };
      await appendLedger(tx, [
        { officeId, actor, kind: 'rescan.dismissed', announcementId, subjectId: announcementId, data },
      ]);
      await announceChange(tx, officeId, { topic: 'recall', ids: [announcementId] });
    });
  }
}

const toFinding = ({ announcementId: _of, foundAt, ...finding }: Row): RescanFinding => ({
  ...finding,
  foundAt: foundAt.toISOString(),
});
