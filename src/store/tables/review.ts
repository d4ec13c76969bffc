import type { ColumnType, Generated } from 'kysely';
import type {
  AttachedFile,
  ConsultationKind,
  ConsultationVerdict,
  Finding,
  Ground,
  ProcedureStep,
  Verdict,
  WithholdingView,
} from '../../contract/api.js';
import type { JsonOf, MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

/** What versions have to pass, and what was decided on them. */
export interface ReviewTables {
  procedure: {
    office_id: string;
    category: string;
    steps: JsonOf<ProcedureStep[]>;
    distinct_members: Generated<boolean>;
    set_at: StampedTimestamp;
  };
  decision: {
    id: string;
    office_id: string;
    version_id: string;
    drafter_id: string;
    step: string;
    verdict: Verdict;
    opinion: string;
    member_id: string;
    version_hash: string;
    rendition_hashes: JsonOf<Record<string, string>>;
    answers: ColumnType<Record<string, string>, string | undefined, never>;
    decided_at: StampedTimestamp;
    /** Taken on paper: the record of the scan. */
    paper_id: ColumnType<string | null, string | null | undefined, never>;
    /** Taken for another, by their delegation. */
    for_member_id: ColumnType<string | null, string | null | undefined, never>;
    delegation_id: ColumnType<string | null, string | null | undefined, never>;
  };
  delegation: {
    id: string;
    office_id: string;
    from_id: string;
    to_id: string;
    starts_at: Timestamp;
    ends_at: Timestamp;
    categories: string[] | null;
    reason: string;
    created_by: string;
    created_at: StampedTimestamp;
    revoked_at: MaybeTimestamp;
    revoked_by: ColumnType<string | null, undefined, string>;
  };
  paper_slip: {
    id: string;
    office_id: string;
    code: string;
    version_id: string;
    step: string;
    version_hash: string;
    console_url: string;
    printed_by: string;
    printed_at: StampedTimestamp;
  };
  paper_record: {
    id: string;
    office_id: string;
    slip_id: string;
    version_id: string;
    drafter_id: string;
    step: string;
    version_hash: string;
    scan_hash: string;
    scan_name: string;
    verdict: 'approve' | 'return';
    opinion: string;
    answers: JsonOf<Record<string, string>>;
    signer_id: string;
    /** A date on paper, `YYYY-MM-DD`; read it as text, since the driver makes an instant of a date. */
    signed_on: ColumnType<Date, string, never>;
    recorded_by: string;
    recorded_at: StampedTimestamp;
    outcome: 'confirmed' | 'rejected' | null;
    note: string | null;
    checked_by: string | null;
    checked_at: MaybeTimestamp;
  };
  screening: { version_id: string; findings: JsonOf<Finding[]>; at: StampedTimestamp };
  /** Bodies that were asked, what came of it, and who said that a reply holds for a later text. All of it is facts. */
  consultation: {
    id: string;
    office_id: string;
    announcement_id: string;
    kind: ConsultationKind;
    organ: string;
    contact: string;
    question: string;
    due_at: Timestamp;
    /** What it was asked about; null: the draft. */
    version_id: string | null;
    version_hash: string | null;
    text_hash: string;
    again_of: string | null;
    asked_by: string;
    asked_at: StampedTimestamp;
  };
  consultation_end: {
    consultation_id: string;
    office_id: string;
    kind: ConsultationKind;
    verdict: ConsultationVerdict | 'withdrawn';
    /** The reply, or why it was withdrawn. */
    words: string;
    received_at: MaybeTimestamp;
    file: ColumnType<AttachedFile | null, string | null | undefined, never>;
    ended_by: string;
    ended_at: StampedTimestamp;
  };
  consultation_confirmed: {
    consultation_id: string;
    text_hash: string;
    note: string;
    confirmed_by: string;
    confirmed_at: StampedTimestamp;
  };
  withholding: {
    id: string;
    office_id: string;
    announcement_id: string;
    version_id: string;
    number: number;
    act: WithholdingView['act'];
    ground: Ground | null;
    words: string;
    /** A calendar day; to be read as text. */
    again_on: ColumnType<never, string | null, never>;
    member_id: string;
    at: StampedTimestamp;
  };
  approval: {
    version_id: string;
    version_hash: string;
    /** By two persons on duty. */
    emergency: Generated<boolean>;
    approved_at: StampedTimestamp;
  };
  duty_member: { office_id: string; member_id: string; added_by: string; added_at: StampedTimestamp };
  after_review: {
    version_id: string;
    office_id: string;
    announcement_id: string;
    due_at: Timestamp;
    outcome: ColumnType<'confirmed' | 'correct' | 'recall' | null, undefined, string>;
    note: ColumnType<string | null, undefined, string>;
    reviewed_by: ColumnType<string | null, undefined, string>;
    reviewed_at: MaybeTimestamp;
  };
}
