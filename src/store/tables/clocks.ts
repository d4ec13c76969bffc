import type { ColumnType, JSONColumnType } from 'kysely';
import type { SpecialDay, YearStatus } from '../../contract/kit/workdays.js';
import type { MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

/** Working days and what runs by them; their migration stands in `0027_clocks.ts`. */
export interface ClockTables {
  workday_year: {
    office_id: string;
    year: number;
    status: YearStatus;
    days: JSONColumnType<SpecialDay[]>;
    note: string;
    revision: number;
    changed_by: string;
    changed_at: StampedTimestamp;
  };
  notice: {
    id: string;
    office_id: string;
    announcement_id: string;
    days: number;
    /** Nobody named an end: it follows from the days. */
    by_default: boolean;
    published_at: Timestamp;
    ends_at: Timestamp;
    created_at: StampedTimestamp;
    closed_at: MaybeTimestamp;
    closed_by: string | null;
    outcome: 'no_objection' | 'objections_settled' | 'restarted' | null;
  };
  objection: {
    id: string;
    office_id: string;
    notice_id: string;
    received_at: Timestamp;
    way: 'phone' | 'letter' | 'visit' | 'online';
    /** Encrypted, see `ObjectionTexts`. */
    sealed: string;
    hash: string;
    /** Null when it came by the form on the public page, under `receipt`. */
    recorded_by: string | null;
    recorded_at: StampedTimestamp;
    receipt: ColumnType<string | null, string | null | undefined, never>;
    /** Name and contact, encrypted; null when it is anonymous. */
    sealed_from: ColumnType<string | null, string | null | undefined, never>;
    /** The same words from the same place have the same one. */
    likeness: ColumnType<string | null, string | null | undefined, never>;
    finding: ColumnType<'founded' | 'unfounded' | null, string | null | undefined, string | null>;
    sealed_result: ColumnType<string | null, string | null | undefined, string | null>;
    result_hash: ColumnType<string | null, string | null | undefined, string | null>;
    settled_by: ColumnType<string | null, string | null | undefined, string | null>;
    settled_at: MaybeTimestamp;
  };
}
