import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AnnouncementRow } from '../contract/api.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { DATABASE, type Db } from '../store/database.js';

interface Row {
  id: string;
  title: string;
  category: string;
  doc_no: string | null;
  stage: AnnouncementRow['stage'];
  drafter_id: string;
  drafter: string;
  slug: string | null;
  version_id: string | null;
  version_number: number | null;
  planned_at: Date | null;
  updated_at: Date;
  deliveries:
    | {
        id: string;
        targetId: string;
        operation: string;
        state: string;
        dueAt: string | null;
        url: string | null;
      }[]
    | null;
}

/** Announcements as lists and the board show them: with each target's newest delivery. */
@Injectable()
export class AnnouncementRows {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
  ) {}

  /** The office's rows with these ids, in their order; ids of other offices are left out. */
  async byIds(officeId: string, ids: readonly string[]): Promise<AnnouncementRow[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<Row>`
      select a.id, a.title, a.category, a.doc_no, a.stage, a.drafter_id, m.name as drafter, a.slug,
        v.id as version_id, v.number as version_number, a.planned_at, a.updated_at,
        (select json_agg(json_build_object('id', n.id, 'targetId', n.target_id, 'operation', n.operation, 'state', n.state,
            'dueAt', n.due_at, 'url', n.url) order by n.target_name, n.id)
         from (
           select distinct on (d.target_id) d.id, d.target_id, d.operation, d.state, d.due_at, d.url, t.name as target_name
           from delivery d join target t on t.id = d.target_id
           where d.announcement_id = a.id order by d.target_id, d.created_at desc, d.id desc
         ) n) as deliveries
      from announcement a join member m on m.id = a.drafter_id left join version v on v.id = a.current_version_id
      where a.office_id = ${officeId} and a.id = any(${[...ids]}::uuid[])
      order by array_position(${[...ids]}::uuid[], a.id)`.execute(this.db);
    return rows.map((row) => this.view(row));
  }

  private view(row: Row): AnnouncementRow {
    return {
      id: row.id,
      title: row.title,
      category: row.category,
      docNo: row.doc_no ?? undefined,
      stage: row.stage,
      drafter: { id: row.drafter_id, name: row.drafter },
      permalink: row.slug === null ? undefined : `${this.config.publicUrl}/n/${row.slug}`,
      versionId: row.version_id ?? undefined,
      versionNumber: row.version_number ?? undefined,
      plannedAt: row.planned_at?.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      deliveries: (row.deliveries ?? []).map((delivery) => ({
        id: delivery.id,
        targetId: delivery.targetId,
        operation: delivery.operation as AnnouncementRow['deliveries'][number]['operation'],
        state: delivery.state as AnnouncementRow['deliveries'][number]['state'],
        dueAt: delivery.dueAt === null ? undefined : new Date(delivery.dueAt).toISOString(),
        url: delivery.url ?? undefined,
      })),
    };
  }
}
