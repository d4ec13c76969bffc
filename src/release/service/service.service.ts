import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';
import { type RecordService, type ServiceView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { dayText } from '../../contract/kit/office-time.js';
import { Hash } from '../../contract/values.js';
import { notePersonalRead, type Caller } from '../../identity/index.js';
import { Blobs, lockAnnouncement, partyOf, PartyTexts } from '../../intake/index.js';
import { newId } from '../../platform/ids.js';
import { requireConsulted } from '../../review/index.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';

const Receipt = z.object({ receiver: z.string(), note: z.string().optional() });

/** Serves (送达) what is for a named party: it goes to no target, and a record says how the party got it. */
@Injectable()
export class Service {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly blobs: Blobs,
    private readonly texts: PartyTexts,
  ) {}

  /** For whom it is and how they got it. Who reads that stands in the ledger. @throws HubError `not_found` */
  async view(caller: Caller, announcementId: string): Promise<ServiceView> {
    return transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const announcement = await tx
        .selectFrom('announcement')
        .select('id')
        .where('id', '=', announcementId)
        .where('office_id', '=', caller.officeId)
        .executeTakeFirst();
      if (!announcement) throw new HubError('not_found', 'there is no such announcement in this office');
      const [party, version, records] = await Promise.all([
        partyOf(tx, announcementId),
        approvedNow(tx, announcementId),
        this.records(tx, announcementId),
      ]);
      if (party || records.length > 0)
        await notePersonalRead(tx, caller, { what: 'party', announcement: announcementId });
      return {
        ...(party && { party: this.texts.open(party.sealed, party.salt, 'name') }),
        due: party !== undefined && version?.party === party.hash,
        records,
      };
    });
  }

  /**
   * Writes down how the party got what was approved for it. A later record puts an earlier one right; all stay.
   * @throws HubError `wrong_state` while it is not approved, not for a party, or for another party than it was approved
   * for; `consultations_open`; `invalid_time` for a day before the approval or to come; `invalid_request` for a file that is
   * not here; `not_found`
   */
  async record(caller: Caller, announcementId: string, wish: RecordService): Promise<ServiceView> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    const file = wish.file && (await this.blobs.resolveAttachments(officeId, [wish.file]))[0];
    await transact(this.db, actor, async (tx) => {
      const row = await lockAnnouncement(tx, officeId, announcementId);
      const version = await approvedNow(tx, announcementId);
      const party = await partyOf(tx, announcementId);
      if (version?.audience !== 'specific' || (row.stage !== 'approved' && row.stage !== 'served'))
        throw new HubError('wrong_state', 'Only what is approved for a named party is served.');
      if (version.party !== party?.hash)
        throw new HubError('wrong_state', 'It was approved for another party: submit it again.');
      await requireConsulted(tx, announcementId, version.textHash);
      if (wish.on < dayText(version.approvedAt) || wish.on > dayText(await databaseNow(tx)))
        throw new HubError('invalid_time', 'It is served between its approval and today.');
      const id = newId();
      const { way, on, receiver, note } = wish;
      const receipt = JSON.stringify(Receipt.parse({ receiver, note }));
      const hash = this.texts.hashOf(id, receipt);
      await tx
        .insertInto('service_record')
        .values({
          ...{ id, office_id: officeId, announcement_id: announcementId, version_id: version.id, way },
          ...{ served_on: on, sealed: this.texts.seal(receipt, id, 'receipt'), hash, recorded_by: memberId },
          file: file ? JSON.stringify(file) : null,
        })
        .execute();
      await tx
        .updateTable('announcement')
        .set({ stage: 'served', updated_at: sql<Date>`hub_now()` })
        .where('id', '=', announcementId)
        .execute();
      const data = {
        ...{ version: version.id, versionHash: version.hash, way, on, hash },
        ...(file && { file: file.hash }),
      };
      await appendLedger(tx, [
        { officeId, actor, kind: 'service.recorded', announcementId, subjectId: id, data },
      ]);
      await announceChange(tx, officeId, { topic: 'announcement', ids: [announcementId] });
    });
    return this.view(caller, announcementId);
  }

  private async records(tx: Tx, announcementId: string): Promise<ServiceView['records']> {
    const rows = await tx
      .selectFrom('service_record as s')
      .innerJoin('member as m', 'm.id', 's.recorded_by')
      .select(['s.id', 's.way', 's.sealed', 's.hash', 's.file', 's.recorded_at', 'm.id as by', 'm.name'])
      .select(sql<string>`s.served_on::text`.as('on'))
      .where('s.announcement_id', '=', announcementId)
      .orderBy('s.recorded_at', 'desc')
      .orderBy('s.id', 'desc')
      .execute();
    return rows.map(({ id, way, on, sealed, hash, file, recorded_at: at, by, name }) => ({
      ...{ id, way, on },
      ...Receipt.parse(JSON.parse(this.texts.open(sealed, id, 'receipt'))),
      ...(file && { file }),
      by: { id: by, name },
      at: at.toISOString(),
      hash: Hash.parse(hash),
    }));
  }
}

/** The newest version, when it is approved. */
async function approvedNow(tx: Tx, announcementId: string) {
  const row = await tx
    .selectFrom('announcement as a')
    .innerJoin('version as v', 'v.id', 'a.current_version_id')
    .innerJoin('approval as p', 'p.version_id', 'v.id')
    .select(['v.id', 'v.hash', 'v.text_hash as textHash', 'v.content', 'p.approved_at as approvedAt'])
    .where('a.id', '=', announcementId)
    .executeTakeFirst();
  return row && { ...row, audience: row.content.audience, party: row.content.party };
}
