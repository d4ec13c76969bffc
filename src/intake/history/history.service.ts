import { Inject, Injectable } from '@nestjs/common';
import {
  SaveDraft,
  type RestoredDraft,
  type RestoreRevision,
  type RevisionDetail,
  type RevisionList,
  type RevisionRow,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { toFields } from '../draft-fields.js';
import { Drafts } from '../drafts.service.js';
import { changeBetween } from './change.js';
import { storedRevisions, toStored } from './keep.js';

/** More than thinning leaves of years of work. */
const MOST = 1000;

/** A draft's earlier states: what they said, and the way back to one. */
@Injectable()
export class History {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly drafts: Drafts,
  ) {}

  /** @throws HubError `not_found` also for another office's */
  async list(officeId: string, announcementId: string): Promise<RevisionList> {
    const row = await this.db
      .selectFrom('announcement as a')
      .innerJoin('member as m', (join) =>
        join.on('m.id', '=', (of) => of.fn.coalesce(of.ref('a.edited_by'), of.ref('a.drafter_id'))),
      )
      .selectAll('a')
      .select(['m.id as editor_id', 'm.name as editor'])
      .where('a.id', '=', announcementId)
      .where('a.office_id', '=', officeId)
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
    const items = await this.rows(announcementId);
    const [newest] = items;
    const before = newest && (await this.stored(announcementId, newest.id));
    return {
      now: {
        at: row.edited_at.toISOString(),
        by: { id: row.editor_id, name: row.editor },
        title: row.title,
        ...(before && { change: changeBetween(before.fields, toFields(row)) }),
      },
      items,
    };
  }

  /** @throws HubError `not_found` */
  async one(officeId: string, announcementId: string, id: string): Promise<RevisionDetail> {
    const stored = await this.require(officeId, announcementId, id);
    const [row] = await this.rows(announcementId, id);
    if (!row) throw notThere();
    return { ...row, fields: stored.fields };
  }

  /**
   * Makes a kept state the draft's text. What it replaces is kept, and `before` is its id: restoring that one undoes this.
   * @throws HubError `pen_held`, `stale_revision`, `wrong_state`, `unknown_target`, `not_found`
   */
  async restore(
    caller: Caller,
    announcementId: string,
    id: string,
    wish: RestoreRevision,
  ): Promise<RestoredDraft> {
    const { fields } = await this.require(caller.officeId, announcementId, id);
    return this.drafts.restore(caller, announcementId, SaveDraft.parse({ ...fields, ...wish }));
  }

  private async rows(announcementId: string, id?: string): Promise<RevisionRow[]> {
    const rows = await this.db
      .selectFrom('draft_revision as r')
      .innerJoin('member as m', 'm.id', 'r.member_id')
      .leftJoin('version as v', 'v.id', 'r.version_id')
      .select((from) => [
        ...(['r.id', 'r.at', 'r.fields', 'r.added', 'r.removed', 'r.changed', 'm.name'] as const),
        ...(['m.id as member_id', 'v.id as version_id', 'v.number'] as const),
        from
          .exists(
            from
              .selectFrom('decision as d')
              .select('d.id')
              .whereRef('d.version_id', '=', 'v.id')
              .where('d.verdict', '=', 'return'),
          )
          .as('returned'),
      ])
      .where('r.announcement_id', '=', announcementId)
      .$if(id !== undefined, (query) => query.where('r.id', '=', id ?? ''))
      .orderBy('r.at', 'desc')
      .orderBy('r.id', 'desc')
      .limit(MOST)
      .execute();
    return rows.map(({ added, removed, changed, version_id: version, number, ...row }) => ({
      id: row.id,
      at: row.at.toISOString(),
      by: { id: row.member_id, name: row.name },
      title: row.fields.title,
      ...(added !== null && removed !== null && changed !== null
        ? { change: { added, removed, fields: changed } }
        : {}),
      ...(version !== null && number !== null
        ? { version: { id: version, number, returned: Boolean(row.returned) } }
        : {}),
    }));
  }

  private async stored(announcementId: string, id: string) {
    const row = await storedRevisions(this.db)
      .where('r.announcement_id', '=', announcementId)
      .where('r.id', '=', id)
      .executeTakeFirst();
    return row && toStored(row);
  }

  private async require(officeId: string, announcementId: string, id: string) {
    const row = await storedRevisions(this.db)
      .where('r.announcement_id', '=', announcementId)
      .where('r.office_id', '=', officeId)
      .where('r.id', '=', id)
      .executeTakeFirst();
    if (!row) throw notThere();
    return toStored(row);
  }
}

const notThere = (): HubError =>
  new HubError('not_found', 'there is no such state of an announcement in this office');
