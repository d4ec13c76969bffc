import { Inject, Injectable } from '@nestjs/common';
import type { Me, OfficeFields } from '../contract/api.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { DATABASE, databaseNow, transact, type Db } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import type { Caller } from './caller.js';

/** What a member's pages know about them and their office. */
@Injectable()
export class MeView {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
  ) {}

  async of(caller: Caller): Promise<Me> {
    const office = await this.db
      .selectFrom('office')
      .selectAll()
      .where('id', '=', caller.officeId)
      .executeTakeFirstOrThrow();
    const [now, hasPassword] = await Promise.all([databaseNow(this.db), this.hasPassword(caller)]);
    return {
      member: {
        id: caller.memberId,
        name: caller.name,
        username: caller.username,
        roles: [...caller.roles],
      },
      office: { id: office.id, name: office.name, shortName: office.short_name },
      permissions: [...caller.permissions],
      mustChangePassword: caller.mustChangePassword,
      hasPassword,
      now: now.toISOString(),
      demo: office.demo,
      publicUrl: this.config.publicUrl,
    };
  }

  private async hasPassword({ memberId }: Caller): Promise<boolean> {
    const row = await this.db
      .selectFrom('auth_account as a')
      .innerJoin('member as m', 'm.user_id', 'a.user_id')
      .select('a.id')
      .where('m.id', '=', memberId)
      .where('a.provider_id', '=', 'credential')
      .where('a.password', 'is not', null)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Names the office. Versions that were submitted before keep the name they were submitted under. */
  async nameOffice(caller: Caller, wish: OfficeFields): Promise<Me> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await tx
        .updateTable('office')
        .set({ name: wish.name, short_name: wish.shortName })
        .where('id', '=', caller.officeId)
        .execute();
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor: `member:${caller.memberId}`,
          kind: 'office.named',
          subjectId: caller.officeId,
          data: {},
        },
      ]);
    });
    return this.of(caller);
  }
}
