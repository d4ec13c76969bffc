import type { ColumnType } from 'kysely';
import type {
  AffectedNotice,
  RectificationOrigin,
  RectificationStep,
  RectificationText,
} from '../../contract/api.js';
import type { StampedTimestamp } from '../column-types.js';

type Kept<T> = ColumnType<T | null, string | null, never>;

/** What was put right after something went wrong; the migration stands in `0044_rectifications.ts`. */
export interface RectificationTables {
  rectification: {
    id: string;
    office_id: string;
    announcement_id: string;
    origin: RectificationOrigin;
    recall_id: string | null;
    opened_at: StampedTimestamp;
    opened_by: string;
  };
  rectification_step: {
    rectification_id: string;
    number: number;
    act: RectificationStep['act'];
    member_id: string;
    at: StampedTimestamp;
    /** A calendar day of the office, `2026-12-08`. */
    due_on: Kept<Date>;
    content: Kept<RectificationText>;
    notice: Kept<AffectedNotice>;
    words: string | null;
    hash: string | null;
  };
}
