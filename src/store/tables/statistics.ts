import type { Generated } from 'kysely';
import type { Big, StampedTimestamp } from '../column-types.js';

/** Counts by day; their migration stands in `0033_statistics.ts`. */
export interface StatisticsTables {
  statistics_day: {
    office_id: string;
    day: string;
    facet: 'all' | 'channel' | 'department' | 'category';
    /** A channel's or department's id, or a category; empty for all, and for members without department. */
    key: string;
    items: number;
    corrections: number;
    deliveries: number;
    live: number;
    waiting: number;
    failed: number;
    failures: number;
  };
  statistics_speed: {
    office_id: string;
    day: string;
    channel: string;
    seconds: number;
    deliveries: number;
  };
  statistics_clock: {
    office_id: string;
    day: string;
    clock: number;
    made: string;
    published: string;
    items: number;
  };
  statistics_cursor: {
    one: Generated<boolean>;
    txid: Big;
    id: Big;
    counted_at: StampedTimestamp;
    behind: Generated<boolean>;
  };
}
