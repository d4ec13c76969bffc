import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AnnouncementRecord, DecidedHow, ReleaseView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { Stories } from '../deliver/index.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { decidedHow, labelOf, procedureOf } from '../review/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { LedgerReader } from './ledger.reader.js';
import { iso } from '../store/iso.js';

type VersionRecord = AnnouncementRecord['versions'][number];
type VersionRow = Omit<VersionRecord, 'decisions' | 'afterReview'> & {
  procedure: unknown;
  afterReview: VersionRecord['afterReview'] | null;
  decisions: (VersionRecord['decisions'][number] & { how: DecidedHow })[];
};

/** Puts together everything that is recorded about one announcement. */
@Injectable()
export class RecordReader {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    private readonly stories: Stories,
    private readonly ledger: LedgerReader,
  ) {}

  async read(officeId: string, announcementId: string): Promise<AnnouncementRecord> {
    const announcement = await this.db
      .selectFrom('announcement')
      .select(['title', 'slug'])
      .where('id', '=', announcementId)
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    if (!announcement) throw new HubError('not_found', 'there is no such announcement in this office');
    const [versions, releases, deliveries, entries] = await Promise.all([
      this.versions(announcementId),
      this.releases(announcementId),
      this.stories.ofAnnouncement(officeId, announcementId),
      this.ledger.ofAnnouncement(officeId, announcementId),
    ]);
    return {
      announcementId,
      title: announcement.title,
      permalink: announcement.slug === null ? undefined : `${this.config.publicUrl}/n/${announcement.slug}`,
      versions,
      releases,
      deliveries,
      entries,
    };
  }

  private async versions(announcementId: string): Promise<VersionRecord[]> {
    const { rows } = await sql<{ version: VersionRow }>`
      select json_build_object('id', v.id, 'number', v.number, 'hash', v.hash, 'submittedAt', ${iso(sql`v.submitted_at`)},
        'submittedBy', json_build_object('id', m.id, 'name', m.name), 'procedure', v.procedure,
        'afterReview', (select json_strip_nulls(json_build_object('dueAt', ${iso(sql`w.due_at`)}, 'outcome', w.outcome,
            'note', w.note, 'reviewedAt', ${iso(sql`w.reviewed_at`)},
            'reviewedBy', case when wm.id is not null then json_build_object('id', wm.id, 'name', wm.name) end))
          from after_review w left join member wm on wm.id = w.reviewed_by where w.version_id = v.id),
        'renditions', coalesce((select json_agg(json_build_object('targetId', r.target_id, 'targetName', t.name, 'hash', r.hash)
          order by t.created_at) from rendition r join target t on t.id = r.target_id where r.version_id = v.id), '[]'),
        'decisions', coalesce((select json_agg(json_strip_nulls(json_build_object('how', ${decidedHow}, 'step', d.step, 'verdict', d.verdict, 'opinion', d.opinion,
          'by', json_build_object('id', b.id, 'name', b.name), 'at', ${iso(sql`d.decided_at`)}, 'versionHash', d.version_hash))
          order by d.decided_at) from decision d join member b on b.id = d.member_id where d.version_id = v.id), '[]')
      ) as version
      from version v join member m on m.id = v.submitted_by where v.announcement_id = ${announcementId} order by v.number`.execute(
      this.db,
    );
    return rows.map(({ version: { procedure, afterReview, decisions, ...version } }) => ({
      ...version,
      afterReview: afterReview ?? undefined,
      decisions: decisions.map(({ how, ...decision }) => ({
        ...decision,
        ...how,
        stepLabel: labelOf(procedureOf(procedure), decision.step),
      })),
    }));
  }

  private async releases(announcementId: string): Promise<ReleaseView[]> {
    const { rows } = await sql<{ release: ReleaseView }>`
      select json_strip_nulls(json_build_object('id', r.id, 'announcementId', r.announcement_id, 'versionId', r.version_id,
        'publishAt', ${iso(sql`r.publish_at`)}, 'expiresAt', ${iso(sql`r.expires_at`)}, 'priority', r.priority,
        'releasedBy', json_build_object('id', m.id, 'name', m.name), 'releasedAt', ${iso(sql`r.released_at`)},
        'deliveryIds', coalesce((select json_agg(d.id order by d.seq) from delivery d
          where d.announcement_id = r.announcement_id and d.release_id = r.id and d.operation <> 'recall'), '[]'))) as release
      from release r join member m on m.id = r.released_by where r.announcement_id = ${announcementId}
      order by r.released_at`.execute(this.db);
    return rows.map((row) => row.release);
  }
}
