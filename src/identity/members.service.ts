import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CreateMember, MemberView, MemberWithPassword, UpdateMember } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { announceChange } from '../store/changed.js';
import { appendLedger } from '../store/ledger.js';
import { notify } from '../store/notify.js';
import { revokeTokensOf } from './account/tokens.service.js';
import type { Caller } from './caller.js';
import { requireOpenDepartment } from './departments.service.js';
import { withdrawInvitationsOf } from './joining/invitations.service.js';
import { createMember } from './members.js';
import { hashPassword, readablePassword } from './passwords.js';
import { notePersonalRead } from './personal-reads.js';
import { permissionsOf } from './permissions.js';

interface Row {
  id: string;
  username: string;
  name: string;
  roles: MemberView['roles'];
  department_id: string | null;
  department: string | null;
  email: string | null;
  second_factor: string | null;
  created_at: Date;
  disabled_at: Date | null;
}

const view = (row: Row): MemberView => ({
  id: row.id,
  username: row.username,
  name: row.name,
  roles: row.roles,
  ...(row.department_id !== null && row.department !== null
    ? { department: { id: row.department_id, name: row.department } }
    : {}),
  ...(row.email === null ? {} : { email: row.email }),
  secondFactor: row.second_factor !== null,
  createdAt: row.created_at.toISOString(),
  disabledAt: row.disabled_at?.toISOString(),
});

/** An office's members, as its administrator keeps them. Nobody is deleted: the ledger goes on naming them. */
@Injectable()
export class Members {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Who reads it stands in the ledger. */
  async list(caller: Caller): Promise<MemberView[]> {
    return this.act(caller, async (tx) => {
      const rows = await rowsOf(tx, caller).orderBy('m.created_at').orderBy('m.id').execute();
      await notePersonalRead(tx, caller, { what: 'members', count: rows.length });
      return rows.map(view);
    });
  }

  /** @throws HubError invalid_request when the name to sign in with is taken */
  async create(caller: Caller, wish: CreateMember): Promise<MemberWithPassword> {
    const password = readablePassword();
    return this.act(caller, async (tx) => {
      if (wish.departmentId !== undefined)
        await requireOpenDepartment(tx, caller.officeId, wish.departmentId);
      const id = await createMember(tx, `member:${caller.memberId}`, {
        ...wish,
        officeId: caller.officeId,
        password,
        mustChangePassword: true,
      });
      return { member: view(await rowOf(tx, caller, id)), password };
    });
  }

  /** @throws HubError not_found; wrong_state when administrators would lock themselves out */
  async update(caller: Caller, id: string, wish: UpdateMember): Promise<MemberView> {
    const locksOut = wish.disabled === true || wish.roles?.includes('administrator') === false;
    if (id === caller.memberId && locksOut)
      throw new HubError('wrong_state', 'another administrator has to take this right from you');
    return this.act(caller, async (tx) => {
      if (locksOut) await requireAnotherAdministrator(tx, caller.officeId, id);
      const before = await rowOf(tx, caller, id);
      const moved = wish.departmentId ?? before.department_id;
      if (moved !== null && moved !== before.department_id)
        await requireOpenDepartment(tx, caller.officeId, moved);
      const disabledAt = wish.disabled === undefined ? before.disabled_at : wish.disabled ? new Date() : null;
      await tx
        .updateTable('member')
        .set({
          name: wish.name ?? before.name,
          roles: wish.roles ?? before.roles,
          department_id: wish.departmentId === undefined ? before.department_id : wish.departmentId,
          email: wish.email === undefined ? before.email : wish.email,
          disabled_at: disabledAt,
        })
        .where('id', '=', id)
        .execute();
      if (disabledAt) {
        await endSessions(tx, id);
        await revokeTokensOf(tx, caller, id);
      }
      if (disabledAt || !permissionsOf(wish.roles ?? before.roles).has('member.manage'))
        await withdrawInvitationsOf(tx, caller, id);
      const newEmail = wish.email !== undefined && wish.email !== before.email;
      const data = {
        roles: wish.roles ?? before.roles,
        disabled: disabledAt !== null,
        ...(newEmail ? { email: true } : {}),
      };
      await this.record(tx, caller, 'member.changed', id, data);
      await announceChange(tx, caller.officeId, { topic: 'member', ids: [id] });
      return view(await rowOf(tx, caller, id));
    });
  }

  /** Gives a member who forgot their password, or lost it to somebody, a new first one; ends sessions and tokens. */
  async resetPassword(caller: Caller, id: string): Promise<MemberWithPassword> {
    const password = readablePassword();
    const hashed = await hashPassword(password);
    return this.act(caller, async (tx) => {
      const member = await rowOf(tx, caller, id);
      await tx
        .updateTable('auth_account')
        .set({ password: hashed, updated_at: new Date() })
        .where('provider_id', '=', 'credential')
        .where('user_id', '=', (query) => query.selectFrom('member').select('user_id').where('id', '=', id))
        .execute();
      await tx.updateTable('member').set({ must_change_password: true }).where('id', '=', id).execute();
      await endSessions(tx, id);
      await revokeTokensOf(tx, caller, id);
      await this.record(tx, caller, 'member.password_reset', id, {});
      return { member: view(member), password };
    });
  }

  private act<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
    return transact(this.db, `member:${caller.memberId}`, work);
  }

  private async record(
    tx: Tx,
    caller: Caller,
    kind: string,
    subjectId: string,
    data: { roles?: string[]; disabled?: boolean; email?: boolean },
  ): Promise<void> {
    const { officeId, memberId } = caller;
    await appendLedger(tx, [{ officeId, actor: `member:${memberId}`, kind, subjectId, data: { ...data } }]);
  }
}

const rowsOf = (db: Db | Tx, caller: Caller) =>
  db
    .selectFrom('member as m')
    .leftJoin('department as d', 'd.id', 'm.department_id')
    .leftJoin('second_factor as f', (join) =>
      join.onRef('f.member_id', '=', 'm.id').on('f.confirmed_at', 'is not', null),
    )
    .select(['m.id', 'm.username', 'm.name', 'm.roles', 'm.department_id', 'd.name as department'])
    .select(['m.email', 'f.member_id as second_factor', 'm.created_at', 'm.disabled_at'])
    .where('m.office_id', '=', caller.officeId);

async function rowOf(tx: Tx, caller: Caller, id: string): Promise<Row> {
  const row = await rowsOf(tx, caller).where('m.id', '=', id).forUpdate('m').executeTakeFirst();
  if (!row) throw new HubError('not_found');
  return row;
}

async function endSessions(tx: Tx, memberId: string): Promise<void> {
  await tx
    .deleteFrom('auth_session')
    .where('user_id', '=', (query) => query.selectFrom('member').select('user_id').where('id', '=', memberId))
    .execute();
  await notify(tx, 'hub_sessions');
}

/**
 * Locks the office, so that of two administrators who take this right from each other at once only one succeeds.
 * @throws HubError wrong_state when nobody would be left to manage it
 */
async function requireAnotherAdministrator(tx: Tx, officeId: string, id: string): Promise<void> {
  await tx.selectFrom('office').select('id').where('id', '=', officeId).forNoKeyUpdate().execute();
  const another = await tx
    .selectFrom('member')
    .select('id')
    .where('office_id', '=', officeId)
    .where('id', '!=', id)
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`'administrator' = any(roles)`)
    .limit(1)
    .executeTakeFirst();
  if (!another) throw new HubError('wrong_state', 'the office would have no administrator');
}
