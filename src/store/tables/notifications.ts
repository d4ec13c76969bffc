import type { ColumnType, Generated } from 'kysely';
import type { HookKind, MailServerSettings, NotificationKind } from '../../contract/api.js';
import type { Big, MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

/** What members, robots and other programs are told; their migration stands in `0029_notifications.ts`. */
export interface NotificationTables {
  notification: {
    id: string;
    office_id: string;
    member_id: string;
    kind: NotificationKind;
    /** The announcement, or else the subject. */
    about: string;
    announcement_id: string | null;
    target_ids: Generated<string[]>;
    subject_id: string | null;
    at: Timestamp;
    times: Generated<number>;
    read_at: MaybeTimestamp;
  };
  notification_cursor: { one: Generated<boolean>; txid: Big; id: Big };
  reminder: { about: string; kind: NotificationKind; part: string; at: StampedTimestamp };
  hook: {
    id: string;
    office_id: string;
    kind: HookKind;
    name: string;
    place: string;
    secrets: string;
    kinds: NotificationKind[];
    console_url: string;
    created_at: StampedTimestamp;
    disabled_at: MaybeTimestamp;
    disabled_because: 'person' | 'failures' | null;
    failures: Generated<number>;
    last_at: MaybeTimestamp;
    last_ok: boolean | null;
    last_words: string | null;
  };
  hook_message: {
    id: string;
    hook_id: string;
    kind: NotificationKind;
    announcement_id: string | null;
    target_ids: Generated<string[]>;
    subject_id: string | null;
    at: Timestamp;
    due_at: MaybeTimestamp;
    tries: Generated<number>;
    sent_at: MaybeTimestamp;
  };
  mail_server: {
    office_id: string;
    settings: ColumnType<MailServerSettings, string, string>;
    password: string | null;
    set_at: StampedTimestamp;
    last_at: MaybeTimestamp;
    last_ok: boolean | null;
    last_words: string | null;
  };
  notification_mail: {
    member_id: string;
    office_id: string;
    address: string;
    kinds: NotificationKind[];
    told_until: StampedTimestamp;
    next_at: StampedTimestamp;
    tries: Generated<number>;
  };
}
