import type { ColumnType, Generated } from 'kysely';
import type { StampedTimestamp, Timestamp } from '../column-types.js';

/** Tables of the hub's processes; their migration stands in `0008_nodes.ts`. */
export interface NodeTables {
  node: {
    id: string;
    name: string;
    roles: string[];
    /** By the part's name, why it is not well. */
    troubles: ColumnType<Record<string, string>, string | undefined, string>;
    started_at: StampedTimestamp;
    seen_at: StampedTimestamp;
  };
  housekeeping: { task: string; slot: string; until: Timestamp };
  hub_keys: { one: Generated<boolean>; fingerprint: string };
  /** `0013_ledger_key.ts`. */
  hub_public_key: { name: string; public_key: string; since: StampedTimestamp };
}
