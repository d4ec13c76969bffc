import type { ColumnType, Generated } from 'kysely';
import type { Finding, ProcedureStep } from '../../contract/api.js';
import type { JsonOf, StampedTimestamp } from '../column-types.js';

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
    verdict: 'approve' | 'return';
    opinion: string;
    member_id: string;
    version_hash: string;
    rendition_hashes: JsonOf<Record<string, string>>;
    answers: ColumnType<Record<string, string>, string | undefined, never>;
    decided_at: StampedTimestamp;
  };
  screening: { version_id: string; findings: JsonOf<Finding[]>; at: StampedTimestamp };
  approval: { version_id: string; version_hash: string; approved_at: StampedTimestamp };
}
