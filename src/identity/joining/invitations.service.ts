import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  invitationHours,
  type CreateInvitation,
  type InvitationView,
  type InvitationWithLink,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { newId } from '../../platform/ids.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { about } from '../about.js';
import type { Caller } from '../caller.js';
import { requireOpenDepartment } from '../departments.service.js';
import { hashSecret, newSecret } from '../links.js';
import { notePersonalRead } from '../personal-reads.js';

/** Where a link leads on the console's origin. What stands behind the `#` is seen by no server and no log. */
export const joinPath = (token: string): string => `/join#${token}`;

/** Invitations by link: a colleague chooses name and password, and nobody else ever knows them. */
@Injectable()
export class Invitations {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Those that wait for their use. Who reads whom they name stands in the ledger. */
  async list(caller: Caller): Promise<InvitationView[]> {
    const rows = await this.db.transaction().execute(async (tx) => {
      const found = await openOnes(tx, caller.officeId).orderBy('i.created_at').execute();
      if (found.length > 0) await notePersonalRead(tx, caller, { what: 'invitations', count: found.length });
      return found;
    });
    return rows.map(toView);
  }

  /** @throws HubError invalid_request for a department that is closed or another office's */
  async create(caller: Caller, wish: CreateInvitation): Promise<InvitationWithLink> {
    const [id, token] = [newId(), newSecret()];
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      if (wish.departmentId !== undefined)
        await requireOpenDepartment(tx, caller.officeId, wish.departmentId);
      await tx
        .insertInto('invitation')
        .values({
          id,
          office_id: caller.officeId,
          token_hash: hashSecret(token),
          name: wish.name,
          roles: wish.roles,
          department_id: wish.departmentId ?? null,
          invited_by: caller.memberId,
          expires_at: sql<Date>`hub_now() + make_interval(hours => ${invitationHours})`,
        })
        .execute();
      const data = { roles: [...wish.roles] };
      await appendLedger(tx, [{ ...about(caller, id), kind: 'member.invited', data }]);
    });
    const row = await openOnes(this.db, caller.officeId).where('i.id', '=', id).executeTakeFirstOrThrow();
    return { invitation: toView(row), path: joinPath(token) };
  }

  /** The link works no more. @throws HubError not_found for one that was used, has ended, or is another office's */
  async withdraw(caller: Caller, id: string): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const ended = await tx
        .updateTable('invitation')
        .set({ ended_at: sql<Date>`hub_now()` })
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      if (ended.numUpdatedRows === 0n) throw new HubError('not_found');
      await appendLedger(tx, [{ ...about(caller, id), kind: 'member.invitation_withdrawn', data: {} }]);
    });
  }
}

/** What somebody invited to is open no more once they may not invite: no way back in by one's own link. */
export async function withdrawInvitationsOf(tx: Tx, by: Caller, memberId: string): Promise<void> {
  const ended = await tx
    .updateTable('invitation')
    .set({ ended_at: sql<Date>`hub_now()` })
    .where('invited_by', '=', memberId)
    .where('office_id', '=', by.officeId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  await appendLedger(
    tx,
    ended.map(({ id }) => ({ ...about(by, id), kind: 'member.invitation_withdrawn', data: {} })),
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof openOnes>['execute']>>[number];

const toView = (row: Row): InvitationView => ({
  id: row.id,
  name: row.name,
  roles: row.roles,
  ...(row.department_id !== null && row.department !== null
    ? { department: { id: row.department_id, name: row.department } }
    : {}),
  ...(row.invited_by !== null && row.inviter !== null
    ? { invitedBy: { id: row.invited_by, name: row.inviter } }
    : {}),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});

/** The office's invitations that wait for their use. */
function openOnes(db: Db | Tx, officeId: string) {
  return db
    .selectFrom('invitation as i')
    .leftJoin('department as d', 'd.id', 'i.department_id')
    .leftJoin('member as m', 'm.id', 'i.invited_by')
    .select([
      'i.id',
      'i.name',
      'i.roles',
      'i.department_id',
      'd.name as department',
      'i.invited_by',
      'm.name as inviter',
      'i.created_at',
      'i.expires_at',
    ])
    .where('i.office_id', '=', officeId)
    .where('i.ended_at', 'is', null)
    .where('i.expires_at', '>', sql<Date>`hub_now()`);
}
