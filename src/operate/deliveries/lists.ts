import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { notReplaced } from '../../deliver/index.js';
import type { Db } from '../../store/database.js';

export const ListName = z.enum(['dead', 'unconfirmed', 'missing', 'paused', 'overdue', 'open']);
export type ListName = z.infer<typeof ListName>;

/** How late something is before it counts as overdue, in seconds: admission and a look take some by themselves. */
export const OVERDUE_S = 60;

/** One thing that waits for somebody. */
export interface ListedItem {
  /** Of the delivery; of the target in the list `paused`. */
  id: string;
  office: string;
  announcement: string | null;
  target: string;
  targetName: string;
  operation: string | null;
  state: string;
  /** When it came to this state. */
  since: string;
  reason: string | null;
  /** The one thing to do about it. */
  action: string;
}

export interface Listing {
  total: number;
  items: ListedItem[];
}

interface Row {
  id: string;
  office: string;
  announcement_id: string;
  announcement: string;
  target: string;
  target_name: string;
  operation: string;
  state: string;
  since: Date;
  reason: string | null;
  enabled: boolean;
  paused_reason: string | null;
  circuit_open: boolean;
  total: string;
}

const late = sql`hub_now() - ${OVERDUE_S} * interval '1 second'`;

const conditions: Record<Exclude<ListName, 'paused'>, RawBuilder<unknown>> = {
  dead: sql`d.state = 'failed' and ${notReplaced}`,
  unconfirmed: sql`d.state = 'unconfirmed'`,
  missing: sql`d.state = 'missing' and ${notReplaced}`,
  overdue: sql`((d.state = 'scheduled' and d.due_at < ${late})
    or (d.state in ('queued', 'sending') and coalesce(d.lease_until, d.due_at) < ${late}))`,
  open: sql`d.state in ('queued', 'sending', 'accepted', 'with_person')`,
};

/** What is on a list, oldest first, at most `limit` of it; of one target where its slug is given. */
export async function listOf(
  db: Db,
  name: ListName,
  { limit, target, consoleUrl }: { limit: number; target?: string | undefined; consoleUrl: string },
): Promise<Listing> {
  if (name === 'paused') return pausedTargets(db, target, limit);
  const { rows } = await sql<Row>`
    select d.id, o.short_name as office, d.announcement_id, a.title as announcement, t.slug as target,
      t.name as target_name, d.operation, d.state, t.enabled, t.paused_reason, d.last_error as reason,
      coalesce(f.open_until > hub_now(), false) as circuit_open, count(*) over () as total,
      coalesce((select e.at from ledger_entry e
        where e.announcement_id = d.announcement_id and e.subject_id = d.id and e.kind = 'delivery.' || d.state
        order by e.id desc limit 1), d.created_at) as since
    from delivery d join announcement a on a.id = d.announcement_id join target t on t.id = d.target_id
      join office o on o.id = d.office_id left join target_flow f on f.target_id = d.target_id
    where ${conditions[name]} ${target === undefined ? sql`` : sql`and t.slug = ${target}`}
    order by d.created_at, d.id limit ${limit}`.execute(db);
  const items = rows.map((row) => ({
    id: row.id,
    office: row.office,
    announcement: row.announcement,
    target: row.target,
    targetName: row.target_name,
    operation: row.operation,
    state: row.state,
    since: row.since.toISOString(),
    reason: reasonOf(row),
    action: actionFor(name, row, consoleUrl),
  }));
  return { total: Number(rows[0]?.total ?? 0), items };
}

function reasonOf({ reason, paused_reason, enabled, circuit_open, state }: Row): string | null {
  if (state !== 'scheduled') return reason;
  if (paused_reason !== null) return `the target is paused: ${paused_reason}`;
  if (!enabled) return 'the target is switched off';
  return circuit_open ? 'the target could not be reached and is left alone for a while' : reason;
}

function actionFor(name: ListName, row: Row, consoleUrl: string): string {
  const inConsole = `${consoleUrl}/announcements/${row.announcement_id}`;
  if (name === 'dead' || name === 'missing') return `npm run hub -- replay ${row.id} --reason …`;
  if (name === 'unconfirmed')
    return `say in the console whether it is live, goes again or is given up: ${inConsole}`;
  if (row.state === 'accepted' || row.state === 'with_person')
    return `none here; what it waits for: ${inConsole}`;
  if (row.state !== 'scheduled' || (row.enabled && row.paused_reason === null))
    return name === 'open' ? 'none; it is being sent' : 'look at /health/system: nothing takes it';
  if (row.paused_reason !== null) return `npm run hub -- resume ${row.target} --reason …`;
  return `switch the target on in the console: ${consoleUrl}/targets`;
}

async function pausedTargets(db: Db, target: string | undefined, limit: number): Promise<Listing> {
  const { rows } = await sql<Row & { since: Date }>`
    select t.id, o.short_name as office, t.slug as target, t.name as target_name, t.paused_reason as reason,
      count(*) over () as total,
      coalesce((select max(e.at) from ledger_entry e where e.office_id = t.office_id and e.subject_id = t.id
        and e.kind = 'target.paused'), t.created_at) as since
    from target t join office o on o.id = t.office_id
    where t.paused_reason is not null ${target === undefined ? sql`` : sql`and t.slug = ${target}`}
    order by 1 limit ${limit}`.execute(db);
  const items = rows.map((row) => ({
    id: row.id,
    office: row.office,
    announcement: null,
    target: row.target,
    targetName: row.target_name,
    operation: null,
    state: 'paused',
    since: row.since.toISOString(),
    reason: row.reason,
    action: `npm run hub -- resume ${row.target} --reason …`,
  }));
  return { total: Number(rows[0]?.total ?? 0), items };
}
