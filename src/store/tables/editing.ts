import type { ColumnType } from 'kysely';
import type { DraftFields, Place } from '../../contract/api.js';
import type { JsonOf, MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

/** A draft's earlier states, and who writes or looks now; their migration stands in `0031_editing.ts`. */
export interface EditingTables {
  draft_text: { announcement_id: string; hash: string; body: string };
  draft_revision: {
    id: string;
    office_id: string;
    announcement_id: string;
    at: Timestamp;
    member_id: string;
    body_hash: string;
    fields: JsonOf<Omit<DraftFields, 'body'>>;
    added: number | null;
    removed: number | null;
    changed: ColumnType<(keyof DraftFields)[] | null, string[] | null, string[] | null>;
    /** It was submitted as this version. */
    version_id: string | null;
    kept_at: StampedTimestamp;
  };
  draft_pen: {
    announcement_id: string;
    holder_id: string | null;
    holder_tab: string | null;
    since: MaybeTimestamp;
    active_at: MaybeTimestamp;
    until: MaybeTimestamp;
    asked_by: string | null;
    asked_tab: string | null;
    asked_until: MaybeTimestamp;
  };
  onlooker: { announcement_id: string; tab: string; member_id: string; place: Place; until: Timestamp };
}
