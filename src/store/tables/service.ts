import type { AttachedFile, ServiceWay } from '../../contract/api.js';
import type { Hash } from '../../contract/values.js';
import type { StampedTimestamp } from '../column-types.js';
import type { ColumnType } from 'kysely';

/** For whom something is that is served, and how they got it. */
export interface ServiceTables {
  service_party: {
    announcement_id: string;
    office_id: string;
    salt: string;
    /** The name, encrypted. */
    sealed: string;
    hash: ColumnType<Hash, string, string>;
    set_by: string;
    set_at: StampedTimestamp;
  };
  service_record: {
    id: string;
    office_id: string;
    announcement_id: string;
    version_id: string;
    way: ServiceWay;
    /** `2026-11-23`. */
    served_on: string;
    /** Who received it, and the note, encrypted. */
    sealed: string;
    hash: string;
    file: ColumnType<AttachedFile | null, string | null, never>;
    recorded_by: string;
    recorded_at: StampedTimestamp;
  };
}
