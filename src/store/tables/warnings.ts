import type { ColumnType, JSONColumnType } from 'kysely';
import type { WarningLevel, WarningText } from '../../contract/warning.js';
import type { Big, MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** Tables of what stands above the screens' programme; their migration stands in `0050_warnings.ts`. */
export interface WarningTables {
  warning_source: {
    id: string;
    office_id: string;
    name: string;
    sender: string;
    created_by: string;
    created_at: StampedTimestamp;
    removed_at: MaybeTimestamp;
  };
  warning_template: {
    id: string;
    office_id: string;
    hazard: string;
    level: WarningLevel;
    instruction: string;
    changed_by: string;
    changed_at: StampedTimestamp;
  };
  warning: {
    id: string;
    office_id: string;
    text: JSONColumnType<WarningText>;
    drill: boolean;
    voice: boolean;
    source_id: Maybe<string>;
    identifier: Maybe<string>;
    message: Maybe<string>;
    prepared_by: string;
    prepared_at: StampedTimestamp;
    started_by: Maybe<string>;
    started_at: MaybeTimestamp;
    target_ids: Maybe<string[]>;
    ended_at: MaybeTimestamp;
    ended_by: Maybe<string>;
    end_reason: Maybe<'lifted' | 'replaced' | 'discarded' | 'mistake'>;
    replaces: Maybe<string>;
  };
  slate: {
    id: string;
    office_id: string;
    target_id: string;
    began_by: string;
    began_at: StampedTimestamp;
    reason: string;
    lift_asked_by: Maybe<string>;
    lift_asked_at: MaybeTimestamp;
    lifted_by: Maybe<string>;
    lifted_at: MaybeTimestamp;
  };
  alert_group: { target_id: string; seq: Big };
  alert_ack: {
    target_id: string;
    seq: Big;
    screen_id: string;
    expected: boolean;
    told_at: Timestamp;
    shown_at: MaybeTimestamp;
  };
}
