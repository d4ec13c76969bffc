import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  delegationDays,
  type CreateDelegation,
  type DelegationList,
  type DelegationView,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { permissionsOf, type Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { iso } from '../../store/iso.js';
import { appendLedger } from '../../store/ledger.js';
import { activeMembers } from '../takers.js';
import { standing } from './standing.js';

const DAY_MS = 86_400_000;
/** So long after its end somebody may still ask who acted for whom; the ledger keeps it for good. */
const SHOWN_DAYS = 90;

type Row = Omit<DelegationView, 'state' | 'mayRevoke'>;

/** Gives a member's steps to another one for a while, and takes them back. */
@Injectable()
export class Delegations {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async list(caller: Caller): Promise<DelegationList> {
    const { rows } = await sql<{ view: Row }>`
      select json_strip_nulls(json_build_object('id', g.id, 'from', json_build_object('id', f.id, 'name', f.name),
        'to', json_build_object('id', t.id, 'name', t.name), 'startsAt', ${iso(sql`g.starts_at`)},
        'endsAt', ${iso(sql`g.ends_at`)}, 'categories', g.categories, 'reason', g.reason,
        'createdBy', json_build_object('id', c.id, 'name', c.name), 'createdAt', ${iso(sql`g.created_at`)},
        'revokedAt', ${iso(sql`g.revoked_at`)},
        'revokedBy', case when r.id is not null then json_build_object('id', r.id, 'name', r.name) end)) as view
      from delegation g join member f on f.id = g.from_id join member t on t.id = g.to_id
        join member c on c.id = g.created_by left join member r on r.id = g.revoked_by
      where g.office_id = ${caller.officeId} and g.ends_at > hub_now() - make_interval(days => ${SHOWN_DAYS})
      order by g.starts_at desc, g.id desc`.execute(this.db);
    const now = await databaseNow(this.db);
    const members = await activeMembers(this.db, caller.officeId);
    return {
      items: rows.map(({ view }) => {
        const state = standing(view, now);
        const open = state === 'now' || state === 'coming';
        return { ...view, state, mayRevoke: open && mayRevoke(caller, view) };
      }),
      members: members
        .filter(({ roles }) => permissionsOf(roles).has('review.decide'))
        .map(({ id, name }) => ({ id, name })),
    };
  }

  /**
   * Both have to be members who take steps.
   * @throws HubError `forbidden` for another one's steps without being an administrator; `invalid_time`;
   * `delegation_overlaps` (facts: the other one's id); `invalid_request` when one of them takes no steps
   */
  async create(caller: Caller, wish: CreateDelegation): Promise<DelegationList> {
    const { officeId, memberId } = caller;
    const fromId = wish.fromId ?? memberId;
    if (fromId !== memberId && !caller.permissions.has('member.manage'))
      throw new HubError('forbidden', 'only an administrator gives away another member’s steps');
    const [startsAt, endsAt] = [new Date(wish.startsAt), new Date(wish.endsAt)];
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await requireSpan(tx, startsAt, endsAt);
      await requireDeciders(tx, officeId, { fromId, toId: wish.toId });
      await requireFree(tx, fromId, { startsAt, endsAt, categories: wish.categories });
      const id = newId();
      const categories = wish.categories ?? null;
      await tx
        .insertInto('delegation')
        .values({
          ...{ id, office_id: officeId, from_id: fromId, to_id: wish.toId, starts_at: startsAt },
          ...{ ends_at: endsAt, categories, reason: wish.reason, created_by: memberId },
        })
        .execute();
      const data = {
        ...{ from: fromId, to: wish.toId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
        ...{ categories, reason: wish.reason },
      };
      await appendLedger(tx, [{ officeId, actor, kind: 'delegation.created', subjectId: id, data }]);
      await announceChange(tx, officeId, { topic: 'review', ids: [] });
    });
    return this.list(caller);
  }

  /** Ends it at once. @throws HubError `not_found`, `forbidden`, `wrong_state` when it was revoked or is over */
  async revoke(caller: Caller, id: string): Promise<DelegationList> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const row = await tx
        .selectFrom('delegation')
        .select(['from_id', 'to_id', 'revoked_at', sql<boolean>`ends_at <= hub_now()`.as('over')])
        .where('id', '=', id)
        .where('office_id', '=', officeId)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'there is no such delegation in this office');
      if (!mayRevoke(caller, { from: { id: row.from_id }, to: { id: row.to_id } }))
        throw new HubError('forbidden', 'it is between others');
      if (row.revoked_at !== null || row.over) throw new HubError('wrong_state', 'it has ended');
      await tx
        .updateTable('delegation')
        .set({ revoked_at: sql<Date>`hub_now()`, revoked_by: memberId })
        .where('id', '=', id)
        .execute();
      const data = { from: row.from_id, to: row.to_id };
      await appendLedger(tx, [{ officeId, actor, kind: 'delegation.revoked', subjectId: id, data }]);
      await announceChange(tx, officeId, { topic: 'review', ids: [] });
    });
    return this.list(caller);
  }
}

/** Who gave it, who has it, and administrators. */
const mayRevoke = (
  { memberId, permissions }: Caller,
  { from, to }: { from: { id: string }; to: { id: string } },
): boolean => permissions.has('member.manage') || [from.id, to.id].includes(memberId);

async function requireSpan(tx: Tx, startsAt: Date, endsAt: Date): Promise<void> {
  const now = await databaseNow(tx);
  if (endsAt <= now || endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > delegationDays * DAY_MS)
    throw new HubError(
      'invalid_time',
      `It ends after its beginning, in the future, and after ${String(delegationDays)} days at most.`,
    );
}

async function requireDeciders(
  tx: Tx,
  officeId: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  const deciders = (await activeMembers(tx, officeId)).filter(({ roles }) =>
    permissionsOf(roles).has('review.decide'),
  );
  const errors = Object.entries({ fromId, toId })
    .filter(([, id]) => deciders.every((one) => one.id !== id))
    .map(([path]) => ({ path, message: 'not an active member of this office who takes steps' }));
  if (fromId === toId) errors.push({ path: 'toId', message: 'the same member' });
  if (errors.length > 0) throw new HubError('invalid_request', undefined, { errors });
}

/** The member's row is locked, so that of two at once the second one sees the first; the database refuses it too. */
async function requireFree(
  tx: Tx,
  fromId: string,
  { startsAt, endsAt, categories }: { startsAt: Date; endsAt: Date; categories?: string[] | undefined },
): Promise<void> {
  await tx.selectFrom('member').select('id').where('id', '=', fromId).forNoKeyUpdate().execute();
  const { rows } = await sql<{ id: string }>`
    select id from delegation where from_id = ${fromId} and revoked_at is null
      and starts_at < ${endsAt} and ends_at > ${startsAt}
      and (categories is null or ${categories ?? null}::text[] is null or categories && ${categories ?? null}::text[])
    limit 1`.execute(tx);
  const [other] = rows;
  if (other) throw new HubError('delegation_overlaps', undefined, { facts: { other: other.id } });
}
