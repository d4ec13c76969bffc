import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ScreenItemState } from '../../contract/display.js';
import type { HealthV1 } from '../../contract/display-health.js';
import type { DeviceKey } from '../../contract/display-link.js';
import type { AssetRef, Priority } from '../../contract/values.js';
import type { Big, MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** Tables of screens; their migration stands in `0005_screens.ts`. */
export interface ScreenTables {
  pairing: {
    id: string;
    code: string;
    key_id: string;
    public_key: JSONColumnType<DeviceKey>;
    created_at: StampedTimestamp;
    expires_at: Timestamp;
  };
  pairing_attempt: { id: Generated<string>; kind: 'ask' | 'claim'; who: string; at: StampedTimestamp };
  screen_group: { target_id: string; epoch: Big; changed_at: StampedTimestamp };
  screen: {
    id: string;
    office_id: string;
    target_id: string;
    name: string;
    key_id: string;
    public_key: JSONColumnType<DeviceKey>;
    claimed_by: string;
    claimed_at: StampedTimestamp;
    paired_at: MaybeTimestamp;
    revoked_at: MaybeTimestamp;
    card_version: ColumnType<string, number | undefined, number>;
    tags: Generated<string[]>;
    place: Generated<string>;
    contact: Generated<string>;
    copied_at: MaybeTimestamp;
  };
  screen_presence: {
    screen_id: string;
    session: string | null;
    since: MaybeTimestamp;
    last_seen_at: MaybeTimestamp;
    epoch: Big | null;
    viewport: MaybeJson<{ width: number; height: number }>;
    showing: MaybeJson<ShowingRow>;
    health: MaybeJson<HealthV1>;
  };
  screen_item: {
    key: string;
    office_id: string;
    target_id: string;
    announcement_id: string | null;
    rendition: string;
    assets: JSONColumnType<AssetRef[]>;
    priority: Priority;
    published_at: Timestamp;
    until: MaybeTimestamp;
    shown_at: StampedTimestamp;
    shown_epoch: ColumnType<string, number | undefined, number>;
    retracted_at: MaybeTimestamp;
    retracted_epoch: Big | null;
  };
  screen_receipt: {
    item_key: string;
    screen_id: string;
    expected: boolean;
    state: ScreenItemState;
    at: StampedTimestamp;
    notified_at: MaybeTimestamp;
    fetched_at: MaybeTimestamp;
    verified_at: MaybeTimestamp;
    painted_at: MaybeTimestamp;
    retracted_at: MaybeTimestamp;
  };
}

/** What a screen says it shows, since when by the hub's clock. */
export interface ShowingRow {
  key: string;
  page: number;
  pages: number;
  since: string;
}
