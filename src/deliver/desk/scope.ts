import { sql, type RawBuilder } from 'kysely';
import type { Desk, Permission } from '../../contract/api.js';
import { deskOf, type Caller } from '../../identity/index.js';
import type { Targets } from '../../targets/index.js';

/** Which rows somebody may see. */
export interface Scope {
  officeId: string;
  /** Undefined: those of all desks. */
  desk: Desk | undefined;
}

/** The rows that a caller reaches on a route that `permission` or `press.work` opens. */
export const scopeOf = (caller: Caller, permission: Permission): Scope => ({
  officeId: caller.officeId,
  desk: deskOf(caller, permission),
});

/** A condition on the deliveries `d`: the office's, and the desk's when there is one. */
export function inScope(
  targets: Pick<Targets, 'channelsAt'>,
  { officeId, desk }: Scope,
): RawBuilder<unknown> {
  if (desk === undefined) return sql`d.office_id = ${officeId}`;
  return sql`d.office_id = ${officeId} and d.channel = any(${channelIds(targets, desk)}::text[])`;
}

export const channelIds = (targets: Pick<Targets, 'channelsAt'>, desk: Desk): string[] =>
  targets.channelsAt(desk).map((channel) => channel.id);
