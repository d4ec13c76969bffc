import { Inject, Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import { SealedTexts } from '../../platform/sealed-texts.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';
import type { Db, Tx } from '../../store/database.js';
import type { ServiceTables } from '../../store/tables/service.js';

/** The names of parties, and who received what was served. */
@Injectable()
export class PartyTexts extends SealedTexts<'name' | 'receipt'> {
  constructor(@Inject(SECRETS) secrets: HubSecrets) {
    super(secrets, 'party');
  }
}

export type PartyRow = Selectable<ServiceTables['service_party']>;

/** For whom an announcement is, sealed, once somebody has said so. */
export const partyOf = (db: Db | Tx, announcementId: string): Promise<PartyRow | undefined> =>
  db.selectFrom('service_party').selectAll().where('announcement_id', '=', announcementId).executeTakeFirst();
