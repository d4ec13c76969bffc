import { Inject, Injectable } from '@nestjs/common';
import type { DutyList } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { permissionsOf, type Caller } from '../../identity/index.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { activeMembers } from '../takers.js';

/** Who is on duty, as the office sets it. */
@Injectable()
export class Duty {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async list({ officeId }: Pick<Caller, 'officeId'>): Promise<DutyList> {
    const onDuty = await dutyOf(this.db, officeId);
    const members = (await activeMembers(this.db, officeId)).filter(({ roles }) => works(roles));
    const people = members.map(({ id, name }) => ({ id, name }));
    return { members: people.filter(({ id }) => onDuty.has(id)), candidates: people };
  }

  /** @throws HubError `invalid_request` when one of them does not work on announcements here */
  async set(caller: Caller, memberIds: readonly string[]): Promise<DutyList> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    const ids = [...new Set(memberIds)].sort();
    await transact(this.db, actor, async (tx) => {
      const active = await activeMembers(tx, officeId);
      const errors = ids
        .filter((id) => !active.some((one) => one.id === id && works(one.roles)))
        .map((id) => ({ path: 'memberIds', message: `${id} does not work on announcements here` }));
      if (errors.length > 0) throw new HubError('invalid_request', undefined, { errors });
      await tx.deleteFrom('duty_member').where('office_id', '=', officeId).execute();
      if (ids.length > 0)
        await tx
          .insertInto('duty_member')
          .values(ids.map((id) => ({ office_id: officeId, member_id: id, added_by: memberId })))
          .execute();
      const data = { members: ids };
      await appendLedger(tx, [{ officeId, actor, kind: 'duty.set', subjectId: officeId, data }]);
    });
    return this.list(caller);
  }
}

const works = (roles: Parameters<typeof permissionsOf>[0]): boolean =>
  permissionsOf(roles).has('review.paper');

/** The members of an office who are on duty. */
export async function dutyOf(db: Db | Tx, officeId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('duty_member')
    .select('member_id')
    .where('office_id', '=', officeId)
    .execute();
  return new Set(rows.map((row) => row.member_id));
}
