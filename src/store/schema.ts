import type { ColumnType, Generated } from 'kysely';
import type {
  AssetRef,
  DeliveryState,
  GoneReason,
  Json,
  LocalizedText,
  Operation,
  Priority,
  RecallReason,
} from '../contract/values.js';
import type { AnnouncementStage, Audience, Extras, Procedure, Role } from '../contract/api.js';
import type { Ask, Receipt } from '../contract/channel.js';
import type { Big, JsonOf, MaybeTimestamp, StampedTimestamp, Timestamp } from './column-types.js';
import type { Metadata } from '../contract/metadata.js';
import type { ClockTables } from './tables/clocks.js';
import type { EditingTables } from './tables/editing.js';
import type { IdentityTables } from './tables/identity.js';
import type { MetadataTables } from './tables/metadata.js';
import type { NodeTables } from './tables/nodes.js';
import type { NotificationTables } from './tables/notifications.js';
import type { OutsideTables } from './tables/outside.js';
import type { RectificationTables } from './tables/rectifications.js';
import type { ReviewTables } from './tables/review.js';
import type { ScreenTables } from './tables/of-screens.js';
import type { ScreeningTables } from './tables/screening.js';
import type { ServiceTables } from './tables/service.js';
import type { StatisticsTables } from './tables/statistics.js';
import type { VersionContent } from './version-content.js';

export interface Tables {
  office: {
    id: string;
    name: string;
    short_name: string;
    slug: string;
    demo: Generated<boolean>;
    /** Working days for the reply of a body that is consulted. */
    consult_days: Generated<number>;
    /** Months until what is withheld is looked at again. */
    reappraise_months: Generated<number>;
    /** Working days until a rectification is due. */
    rectify_days: Generated<number>;
    created_at: StampedTimestamp;
  };
  member: {
    id: string;
    office_id: string;
    user_id: string;
    username: string;
    name: string;
    roles: Role[];
    department_id: ColumnType<string | null, string | null | undefined, string | null>;
    /** As an administrator entered it. */
    email: ColumnType<string | null, string | null | undefined, string | null>;
    must_change_password: Generated<boolean>;
    created_at: StampedTimestamp;
    disabled_at: MaybeTimestamp;
  };
  target: {
    id: string;
    office_id: string;
    channel: string;
    slug: string;
    name: string;
    settings: ColumnType<Json, string, string>;
    /** The settings' secrets, encrypted; see targets. */
    secrets: string | null;
    concurrency: number;
    per_minute: number | null;
    per_day: number | null;
    enabled: Generated<boolean>;
    paused_reason: string | null;
    paused_words: ColumnType<LocalizedText | null, string | null | undefined, string | null>;
    created_at: StampedTimestamp;
  };
  target_epoch: { target_id: string; epoch: Big };
  channel_state: {
    target_id: string;
    key: string;
    value: ColumnType<Json, string, string>;
    encrypted: Generated<boolean>;
    updated_at: StampedTimestamp;
  };
  blob: { office_id: string; hash: string; media_type: string; size: Big; created_at: StampedTimestamp };
  announcement: {
    id: string;
    office_id: string;
    drafter_id: string;
    slug: string | null;
    stage: Generated<AnnouncementStage>;
    revision: Generated<number>;
    title: string;
    body: string;
    category: string;
    issuer: string;
    doc_no: string | null;
    index_no: string | null;
    attachments: JsonOf<AssetRef[]>;
    extras: ColumnType<Extras, string | undefined, string>;
    metadata: ColumnType<Metadata, string | undefined, string>;
    target_ids: string[];
    planned_at: MaybeTimestamp;
    expires_at: MaybeTimestamp;
    notice_days: number | null;
    audience: Generated<Audience>;
    current_version_id: string | null;
    correction_note: string | null;
    before_correction: ColumnType<Json | null, string | null | undefined, string | null>;
    created_at: StampedTimestamp;
    /** Who wrote the text as it stands; null: the drafter. */
    edited_by: ColumnType<string | null, string | null | undefined, string | null>;
    edited_at: StampedTimestamp;
    /** Its newest release; a trigger keeps it. */
    released_at: MaybeTimestamp;
    updated_at: StampedTimestamp;
  };
  /** What announcements are found by; see intake/search. */
  announcement_words: { announcement_id: string; office_id: string; text: string; words: string };
  words_due: { announcement_id: string };
  version: {
    id: string;
    office_id: string;
    announcement_id: string;
    number: number;
    hash: string;
    content: JsonOf<VersionContent>;
    target_ids: string[];
    planned_at: MaybeTimestamp;
    expires_at: MaybeTimestamp;
    submitted_by: string;
    submitted_at: StampedTimestamp;
    /** As it stood when it was submitted; null: the office had set none. Written by the database. */
    procedure: ColumnType<Procedure | null, never, never>;
    /** Of what it says, without its number, targets and times. Written by the database. */
    text_hash: ColumnType<string, never, never>;
  };
  rendition: { version_id: string; target_id: string; channel: string; hash: string };
  release: {
    id: string;
    office_id: string;
    announcement_id: string;
    version_id: string;
    publish_at: Timestamp;
    expires_at: MaybeTimestamp;
    priority: Priority;
    released_by: string;
    released_at: StampedTimestamp;
    group_id: string | null;
  };
  release_group: {
    id: string;
    office_id: string;
    name: string;
    publish_at: Timestamp;
    created_by: string;
    created_at: StampedTimestamp;
    let_go_at: MaybeTimestamp;
    dissolved_at: MaybeTimestamp;
    dissolved_by: string | null;
  };
  recall_request: {
    id: string;
    office_id: string;
    announcement_id: string;
    reason: RecallReason;
    note: string;
    target_ids: string[] | null;
    emergency: Generated<boolean>;
    requested_by: string;
    requested_at: StampedTimestamp;
    decided_by: string | null;
    decided_at: MaybeTimestamp;
    verdict: 'approve' | 'refuse' | null;
    opinion: string | null;
  };
  target_flow: {
    target_id: string;
    failures: Generated<number>;
    open_until: MaybeTimestamp;
    tokens: number | null;
    filled_at: MaybeTimestamp;
    day: ColumnType<Date | null, string | undefined, string | undefined>;
    day_used: Generated<number>;
  };
  delivery: DeliveryTable;
  attempt: {
    id: string;
    delivery_id: string;
    fence: Big;
    kind: 'deliver' | 'update' | 'recall' | 'verify';
    worker: string;
    started_at: StampedTimestamp;
    finished_at: MaybeTimestamp;
    outcome: string | null;
    evidence: ColumnType<Json | null, string | null | undefined, string | null>;
  };
  outside_step: {
    attempt_id: string;
    name: string;
    started_at: StampedTimestamp;
    finished_at: MaybeTimestamp;
    result: ColumnType<Json | null, string | null | undefined, string | null>;
    voided_at: MaybeTimestamp;
  };
  task: {
    id: string;
    office_id: string;
    delivery_id: string;
    kind: string;
    text: JsonOf<LocalizedText>;
    facts: ColumnType<Json | null, string | null | undefined, string | null>;
    ask: ColumnType<Ask[] | null, string | null | undefined, string | null>;
    answered_at: MaybeTimestamp;
    opened_at: StampedTimestamp;
    closed_at: MaybeTimestamp;
  };
  ledger_entry: {
    id: Generated<string>;
    txid: ColumnType<string, never, never>;
    at: ColumnType<Date, never, never>;
    office_id: string;
    actor: string;
    kind: string;
    announcement_id: string | null;
    subject_id: string | null;
    data: ColumnType<Json, string, never>;
  };
  seal: {
    number: Big;
    prev: string;
    hash: string;
    root: string;
    from_txid: Big;
    from_id: Big;
    to_txid: Big;
    to_id: Big;
    entries: Big;
    sealed_at: Timestamp;
  };
}

export interface DeliveryTable {
  id: string;
  /** In the order of writing, whatever the clock says. */
  seq: ColumnType<string, never, never>;
  office_id: string;
  release_id: string;
  announcement_id: string;
  version_id: string;
  target_id: string;
  channel: string;
  rendition_hash: string;
  operation: Operation;
  state: DeliveryState;
  lane: number;
  item_key: string;
  publish_at: Timestamp;
  window_ends_at: MaybeTimestamp;
  due_at: MaybeTimestamp;
  enqueued: Generated<number>;
  tries: Generated<number>;
  looks: Generated<number>;
  fence: Generated<Big>;
  lease_until: MaybeTimestamp;
  receipt: ColumnType<Receipt | null, string | null | undefined, string | null>;
  url: string | null;
  live_at: MaybeTimestamp;
  gone_reason: GoneReason | null;
  last_error: string | null;
  last_words: ColumnType<LocalizedText | null, string | null | undefined, string | null>;
  requested_by: string | null;
  note: string | null;
  waits_for: string | null;
  recall_id: string | null;
  created_at: StampedTimestamp;
}

export type Schema = Tables &
  RectificationTables &
  ReviewTables &
  IdentityTables &
  ScreenTables &
  ScreeningTables &
  ServiceTables &
  OutsideTables &
  NodeTables &
  ClockTables &
  EditingTables &
  NotificationTables &
  MetadataTables &
  StatisticsTables;
