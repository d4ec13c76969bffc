import type { ColumnType, Generated } from 'kysely';
import type { CommandKind } from '../../contract/display-commands.js';
import type { AlertKind, AlertRule } from '../../contract/api.js';
import type { Big, JsonOf, MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

type WholeNumber = string | number | bigint;

/** Tables of the fleet of screens; their migration stands in `0048_fleet.ts`. */
export interface FleetTables {
  screen_ticket: {
    screen_id: string;
    issued: Big;
    kept: ColumnType<string, WholeNumber | undefined, WholeNumber>;
  };
  screen_command: {
    id: string;
    office_id: string;
    screen_id: string;
    kind: CommandKind;
    issued_at: StampedTimestamp;
    issued_by: string;
    answered_at: MaybeTimestamp;
    ok: boolean | null;
    detail: string | null;
    picture: string | null;
  };
  screen_alert_rule: { office_id: string; rule: JsonOf<AlertRule> };
  screen_alert: {
    id: string;
    office_id: string;
    screen_id: string;
    kind: AlertKind;
    since: Timestamp;
    detail: Generated<string>;
    opened_at: MaybeTimestamp;
    over_at: MaybeTimestamp;
    settle_seconds: Generated<number>;
    closed_at: MaybeTimestamp;
    acknowledged_at: MaybeTimestamp;
    acknowledged_by: string | null;
    note: Generated<string>;
  };
}
