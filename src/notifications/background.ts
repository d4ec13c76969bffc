import { sql } from 'kysely';
import type { Role } from '../contract/api.js';
import { whoMayTake } from '../review/index.js';
import type { Tx } from '../store/database.js';
import type { Background, Person } from './audience.js';
import type { Fact } from './facts.js';

const deliveryKinds = /^(delivery|task)\.|^recall\.stuck$/;

/** Reads what has to be known to say whom facts concern. `pressChannels`: those that the media liaison works with. */
export async function backgroundOf(
  tx: Tx,
  facts: readonly Fact[],
  pressChannels: readonly string[],
): Promise<Background> {
  const about = (which: (fact: Fact) => boolean): string[] => [
    ...new Set(facts.filter(which).map((fact) => fact.about)),
  ];
  const subjects = (which: (fact: Fact) => boolean): string[] => [
    ...new Set(facts.filter(which).map(({ subjectId }) => subjectId)),
  ];
  const people = await peopleOf(tx, [...new Set(facts.map(({ officeId }) => officeId))]);
  return {
    people,
    takers: await whoMayTake(
      tx,
      about(({ kind }) => /^(review\.(waiting|overdue)|consultation\.overdue)$/.test(kind)),
      people,
    ),
    drafters: await draftersOf(
      tx,
      about(({ kind }) =>
        /^(review\.(paper|returned|approved|withheld|overdue)|consultation\.overdue|recall\.approved)$/.test(
          kind,
        ),
      ),
    ),
    requests: await requestsOf(
      tx,
      subjects(({ kind }) => /^recall\.(waiting|approved|refused)$/.test(kind)),
    ),
    deliveries: await deliveriesOf(
      tx,
      subjects(({ kind }) => deliveryKinds.test(kind)),
      pressChannels,
    ),
  };
}

async function peopleOf(tx: Tx, offices: readonly string[]): Promise<Person[]> {
  const { rows } = await sql<{ id: string; office: string; roles: Role[]; department: string | null }>`
    select id, office_id as office, roles, department_id as department from member
    where office_id = any(${[...offices]}::uuid[]) and disabled_at is null order by id`.execute(tx);
  return rows.map(({ id, office, roles, department }) => ({
    id,
    officeId: office,
    roles,
    departmentId: department,
  }));
}

async function draftersOf(tx: Tx, announcements: readonly string[]): Promise<Background['drafters']> {
  const { rows } = await sql<{ id: string; drafters: string[] }>`
    select a.id, array_remove(array[a.drafter_id, (
      select v.submitted_by from version v where v.announcement_id = a.id order by v.number desc limit 1
    )], null) as drafters
    from announcement a where a.id = any(${[...announcements]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, drafters }) => [id, drafters]));
}

async function requestsOf(tx: Tx, ids: readonly string[]): Promise<Background['requests']> {
  const { rows } = await sql<{ id: string; requestedBy: string; decided: boolean }>`
    select id, requested_by as "requestedBy", decided_at is not null as decided from recall_request
    where id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, ...request }) => [id, request]));
}

async function deliveriesOf(
  tx: Tx,
  ids: readonly string[],
  pressChannels: readonly string[],
): Promise<Background['deliveries']> {
  const { rows } = await sql<{ id: string; by: string; press: boolean }>`
    select d.id, coalesce(d.requested_by, r.released_by) as by, d.channel = any(${[...pressChannels]}::text[]) as press
    from delivery d join release r on r.id = d.release_id where d.id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, ...delivery }) => [id, delivery]));
}
