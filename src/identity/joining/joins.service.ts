import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Join, OpenedLink } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { hashSecret } from '../links.js';
import { createMember } from '../members.js';

/** Uses links up: a member comes of it, and of the first link of an empty hub the office's name as well. */
@Injectable()
export class Joins {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** @throws HubError link_ended */
  async look(token: string): Promise<OpenedLink> {
    const { name, roles, office, names_office, expires_at } = await openLink(this.db, token);
    return { office, name, roles, namesOffice: names_office, expiresAt: expires_at.toISOString() };
  }

  /**
   * Makes the member, in one transaction with the end of the link: of two who use it at once one gets in. What `more`
   * does belongs to the transaction. Returns the member's id.
   * @throws HubError link_ended; invalid_request when the name is taken, or an office's name is missing
   */
  async join(
    { token, username, name, password, office }: Omit<Join, 'password'> & { password: string | null },
    more?: (tx: Tx, member: { officeId: string; memberId: string }) => Promise<void>,
  ): Promise<string> {
    return transact(this.db, 'system:identity', async (tx) => {
      const link = await openLink(tx, token, true);
      if (link.names_office && office === undefined)
        throw new HubError('invalid_request', undefined, {
          errors: [{ path: 'office', message: 'the office has to be named' }],
        });
      const memberId = await createMember(tx, 'system:identity', {
        officeId: link.office_id,
        username,
        name,
        roles: link.roles,
        departmentId: link.department_id,
        password,
        mustChangePassword: false,
      });
      await tx
        .updateTable('invitation')
        .set({ used_by: memberId, ended_at: sql<Date>`hub_now()` })
        .where('id', '=', link.id)
        .execute();
      const by = { officeId: link.office_id, actor: `member:${memberId}` as const };
      await appendLedger(tx, [{ ...by, kind: 'member.joined', subjectId: link.id, data: {} }]);
      await more?.(tx, { officeId: link.office_id, memberId });
      if (!link.names_office || office === undefined) return memberId;
      await tx
        .updateTable('office')
        .set({ name: office.name, short_name: office.shortName })
        .where('id', '=', link.office_id)
        .execute();
      await appendLedger(tx, [{ ...by, kind: 'office.named', subjectId: link.office_id, data: {} }]);
      return memberId;
    });
  }
}

async function openLink(db: Db | Tx, token: string, lock = false) {
  const found = await db
    .selectFrom('invitation as i')
    .innerJoin('office as o', 'o.id', 'i.office_id')
    .selectAll('i')
    .select('o.name as office')
    .where('i.token_hash', '=', hashSecret(token))
    .where('i.ended_at', 'is', null)
    .where('i.expires_at', '>', sql<Date>`hub_now()`)
    .$if(lock, (query) => query.forUpdate('i'))
    .executeTakeFirst();
  if (!found) throw new HubError('link_ended');
  return found;
}
