import type { LocalizedText } from '../../contract/values.js';
import type { FindingLevel, ScreeningPlace } from '../../contract/api.js';
import type { JsonOf, MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

/** What an office's screening goes by, and what was made of files that it found something in. */
export interface ScreeningTables {
  watched_word: {
    id: string;
    office_id: string;
    word: string;
    kind: 'sensitive' | 'mistaken';
    level: 'block' | 'review' | 'warn';
    instead: string | null;
    why: string;
    changed_by: string;
    changed_at: Timestamp;
  };
  /** How far an office's newest look at all that is out has come. */
  rescan: {
    office_id: string;
    /** Rules, words and request that it goes by. */
    mark: string;
    /** The last announcement that was looked at. */
    cursor: string | null;
    started_at: Timestamp;
    finished_at: MaybeTimestamp;
    asked_at: MaybeTimestamp;
  };
  rescan_finding: {
    id: string;
    office_id: string;
    announcement_id: string;
    version_id: string;
    /** As the screening names it. */
    finding: string;
    rule: string;
    level: FindingLevel;
    label: JsonOf<LocalizedText>;
    source: JsonOf<LocalizedText>;
    place: JsonOf<ScreeningPlace>;
    found_at: StampedTimestamp;
    dismissed_at: MaybeTimestamp;
    dismissed_by: string | null;
    reason: string | null;
  };
  finding_pass: {
    announcement_id: string;
    /** As the screening names it. */
    finding: string;
    office_id: string;
    member_id: string;
    reason: string;
    at: StampedTimestamp;
  };
  cleaned_file: {
    office_id: string;
    hash: string;
    original: string;
    member_id: string;
    at: StampedTimestamp;
  };
}
