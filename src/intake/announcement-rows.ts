import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type {
  AnnouncementDetail,
  AnnouncementPage,
  AnnouncementQuery,
  AnnouncementRow,
  DeliveryDot,
} from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { decodeCursor, encodeCursor } from '../store/cursor.js';
import { DATABASE, type Db } from '../store/database.js';
import { toFields, type AnnouncementRecord } from './draft-fields.js';
import { lockedBecause } from './lock.js';
import { conditionsOf, isIndexing, within, type Condition } from './search/find.js';
import { partyOf } from './party/party.js';
import { passesOf } from './screening/passes.js';
import { foundIn } from './search/found.js';
import type { Term } from './search/words.js';

/** Nobody reads a list to its thousandth line, and counting on would read all that is found. */
const MOST_COUNTED = 1000;

interface ListedRow extends AnnouncementRecord {
  drafter: string;
  number: number | null;
}

/** Reads announcements as the console lists and shows them. */
@Injectable()
export class AnnouncementRows {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Pick<HubConfig, 'publicUrl'>,
  ) {}

  /** A page of the office's announcements, last changed first; `total` stands on the first page. */
  async page(officeId: string, query: AnnouncementQuery): Promise<AnnouncementPage> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const { stage } = query;
    const { where, terms } = conditionsOf(officeId, query);
    const matching = sql`${where} ${within(sql`a.updated_at`, query)}
      ${stage === undefined ? sql`` : sql`and a.stage = ${stage}`}`;
    const { rows } = await sql<{ id: string; at: string }>`
      select a.id, to_char(a.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from announcement a where ${matching}
        ${before ? sql`and (a.updated_at < ${before.at}::timestamptz or (a.updated_at = ${before.at}::timestamptz and a.id > ${before.id}::uuid))` : sql``}
      order by a.updated_at desc, a.id limit ${query.limit + 1}`.execute(this.db);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const ids = shown.map((row) => row.id);
    const items = await this.byIds(officeId, ids, terms);
    return {
      items,
      ...(last && rows.length > query.limit ? { nextCursor: encodeCursor(last) } : {}),
      ...(before ? {} : await this.count(matching, isNarrowed(query))),
      ...(terms.length > 0 && (await isIndexing(this.db)) ? { indexing: true } : {}),
    };
  }

  /**
   * The office's announcements with these ids, in their order; ids of others are left out. With terms each says where
   * they stand.
   */
  async byIds(
    officeId: string,
    ids: readonly string[],
    terms: readonly Term[] = [],
  ): Promise<AnnouncementRow[]> {
    if (ids.length === 0) return [];
    const [rows, dots, groups] = await Promise.all([
      this.records(officeId, ids),
      this.dots(ids),
      this.groups(ids),
    ]);
    const known = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = known.get(id);
      if (!row) return [];
      const found = terms.length > 0 ? { found: foundIn(row, terms) } : {};
      return [{ ...this.toRow(row, dots.get(id) ?? [], groups.get(id)), ...found }];
    });
  }

  /** An announcement with its draft. @throws HubError `not_found` also for another office's */
  async detail(officeId: string, id: string): Promise<AnnouncementDetail> {
    const [[row], dots, groups, versions, returned, passes, party] = await Promise.all([
      this.records(officeId, [id]),
      this.dots([id]),
      this.groups([id]),
      this.versions(id),
      this.returned(id),
      passesOf(this.db, id),
      partyOf(this.db, id),
    ]);
    if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
    return {
      ...this.toRow(row, dots.get(id) ?? [], groups.get(id)),
      draft: { ...toFields(row), revision: row.revision, savedAt: row.updated_at.toISOString() },
      locked: (await lockedBecause(this.db, row)) !== undefined,
      ...(row.stage === 'returned' && returned ? { returned } : {}),
      ...(row.correction_note === null ? {} : { correction: { note: row.correction_note } }),
      versions,
      passes,
      ...(party && { party: party.hash }),
    };
  }

  private toRow(row: ListedRow, deliveries: DeliveryDot[], group: AnnouncementRow['group']): AnnouncementRow {
    return {
      id: row.id,
      title: row.title,
      category: row.category,
      ...(row.doc_no === null ? {} : { docNo: row.doc_no }),
      stage: row.stage,
      ...(row.audience === 'specific' ? { audience: row.audience } : {}),
      drafter: { id: row.drafter_id, name: row.drafter },
      ...(row.slug === null ? {} : { permalink: permalinkOf(this.config.publicUrl, row.slug) }),
      ...(row.current_version_id === null ? {} : { versionId: row.current_version_id }),
      ...(row.number === null ? {} : { versionNumber: row.number }),
      ...(row.planned_at === null ? {} : { plannedAt: row.planned_at.toISOString() }),
      updatedAt: row.updated_at.toISOString(),
      deliveries,
      ...(group && { group }),
    };
  }

  /** The group of each one's newest release, unless it was dissolved. */
  private async groups(ids: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
    const rows = await this.db
      .selectFrom('release')
      .leftJoin('release_group as g', 'g.id', 'release.group_id')
      .distinctOn('release.announcement_id')
      .select(['release.announcement_id', 'g.id', 'g.name', 'g.dissolved_at'])
      .where('release.announcement_id', 'in', [...ids])
      .orderBy('release.announcement_id')
      .orderBy('release.released_at', 'desc')
      .execute();
    return new Map(
      rows.flatMap(({ announcement_id, id, name, dissolved_at }) =>
        id !== null && name !== null && dissolved_at === null ? [[announcement_id, { id, name }]] : [],
      ),
    );
  }

  private records(officeId: string, ids: readonly string[]): Promise<ListedRow[]> {
    return this.db
      .selectFrom('announcement')
      .innerJoin('member', 'member.id', 'announcement.drafter_id')
      .leftJoin('version', 'version.id', 'announcement.current_version_id')
      .selectAll('announcement')
      .select(['member.name as drafter', 'version.number'])
      .where('announcement.office_id', '=', officeId)
      .where('announcement.id', 'in', [...ids])
      .execute();
  }

  /** The newest delivery for each target, by announcement, in the order of the targets' names. */
  private async dots(ids: readonly string[]): Promise<Map<string, DeliveryDot[]>> {
    const rows = await this.db
      .selectFrom('delivery')
      .innerJoin('target', 'target.id', 'delivery.target_id')
      .distinctOn(['delivery.announcement_id', 'delivery.target_id'])
      .select([
        'delivery.id',
        'announcement_id',
        'target_id',
        'operation',
        'state',
        'due_at',
        'url',
        'target.name',
      ])
      .where('delivery.announcement_id', 'in', [...ids])
      .orderBy('delivery.announcement_id')
      .orderBy('delivery.target_id')
      .orderBy('delivery.seq', 'desc')
      .execute();
    rows.sort((a, b) => a.name.localeCompare(b.name, 'zh') || (a.target_id < b.target_id ? -1 : 1));
    const dots = new Map<string, DeliveryDot[]>();
    for (const row of rows) {
      const dot: DeliveryDot = {
        id: row.id,
        targetId: row.target_id,
        operation: row.operation,
        state: row.state,
        ...(row.due_at === null ? {} : { dueAt: row.due_at.toISOString() }),
        ...(row.url === null ? {} : { url: row.url }),
      };
      dots.set(row.announcement_id, [...(dots.get(row.announcement_id) ?? []), dot]);
    }
    return dots;
  }

  private async versions(id: string): Promise<AnnouncementDetail['versions']> {
    const rows = await this.db
      .selectFrom('version')
      .select(['id', 'number', 'hash', 'submitted_at'])
      .where('announcement_id', '=', id)
      .orderBy('number', 'desc')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      hash: row.hash,
      submittedAt: row.submitted_at.toISOString(),
    }));
  }

  private async returned(id: string): Promise<AnnouncementDetail['returned']> {
    const row = await this.db
      .selectFrom('decision')
      .innerJoin('version', 'version.id', 'decision.version_id')
      .innerJoin('member', 'member.id', 'decision.member_id')
      .select(['decision.member_id', 'member.name', 'decision.decided_at', 'decision.opinion'])
      .where('version.announcement_id', '=', id)
      .where('decision.verdict', '=', 'return')
      .orderBy('decision.decided_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return (
      row && {
        by: { id: row.member_id, name: row.name },
        at: row.decided_at.toISOString(),
        opinion: row.opinion,
      }
    );
  }

  /** How many match. Indexes count an office or a stage; what else narrows is counted up to a bound. */
  private async count(matching: Condition, narrowed: boolean): Promise<{ total: number; more?: true }> {
    const bound = narrowed ? sql`limit ${MOST_COUNTED + 1}` : sql``;
    const { rows } = await sql<{ total: number }>`
      select count(*)::int as total from (select from announcement a where ${matching} ${bound}) counted`.execute(
      this.db,
    );
    const total = rows[0]?.total ?? 0;
    return narrowed && total > MOST_COUNTED ? { total: MOST_COUNTED, more: true } : { total };
  }
}

/** By more than its stage. */
const isNarrowed = ({ q, category, drafter, department, from, to }: AnnouncementQuery): boolean =>
  [q, category, drafter, department, from, to].some((given) => given !== undefined);

/** The announcement's public address. */
export function permalinkOf(publicUrl: string, slug: string): string {
  return `${publicUrl}/n/${slug}`;
}
