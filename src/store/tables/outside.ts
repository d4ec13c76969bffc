import type { ColumnType } from 'kysely';
import type { Json } from '../../contract/values.js';
import type { StampedTimestamp, Timestamp } from '../column-types.js';

/** What the other sides say and allow. */
export interface OutsideTables {
  report: {
    target_id: string;
    id: string;
    ref: string;
    message: ColumnType<Json, string, never>;
    at: StampedTimestamp;
  };
  quota_use: { target_id: string; name: string; window_start: Timestamp; used: number };
  turn: { target_id: string; name: string; owner: string; until: Timestamp };
}
