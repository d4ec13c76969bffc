import { Inject, Injectable } from '@nestjs/common';
import type { AnnouncementDetail } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { toFields } from './draft-fields.js';
import { metadataAgain } from './metadata/clean.js';
import { Drafts } from './drafts.service.js';

/** Starts an announcement from an earlier one: what comes round every month is not written anew. */
@Injectable()
export class Copies {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly drafts: Drafts,
  ) {}

  /**
   * A new draft with the text, the attachments and the places of the last time. Its numbers and dates were those of
   * the earlier one and are left out; so are places that are switched off by now. @throws HubError `not_found`
   */
  async copy(caller: Caller, id: string): Promise<AnnouncementDetail> {
    const row = await this.db
      .selectFrom('announcement')
      .selectAll()
      .where('office_id', '=', caller.officeId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
    const {
      docNo: _docNo,
      indexNo: _indexNo,
      plannedAt: _planned,
      expiresAt: _expires,
      ...kept
    } = toFields(row);
    const metadata = metadataAgain(kept.metadata);
    const wish = { ...kept, metadata, targetIds: await this.placesOf(caller.officeId, id, kept.targetIds) };
    return this.drafts.create(caller, wish, { copiedFrom: id });
  }

  /** Where it went last time, or was to go; only what is switched on. */
  private async placesOf(officeId: string, id: string, chosen: readonly string[]): Promise<string[]> {
    const went = await this.db
      .selectFrom('delivery')
      .select('target_id')
      .distinct()
      .where('release_id', '=', (query) =>
        query
          .selectFrom('release')
          .select('id')
          .where('announcement_id', '=', id)
          .orderBy('released_at', 'desc')
          .limit(1),
      )
      .execute();
    const last = went.length > 0 ? went.map((row) => row.target_id) : chosen;
    if (last.length === 0) return [];
    const enabled = await this.db
      .selectFrom('target')
      .select('id')
      .where('office_id', '=', officeId)
      .where('enabled', '=', true)
      .where('id', 'in', [...last])
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return enabled.map((target) => target.id);
  }
}
