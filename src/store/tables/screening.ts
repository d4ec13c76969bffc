import type { StampedTimestamp, Timestamp } from '../column-types.js';

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
  cleaned_file: {
    office_id: string;
    hash: string;
    original: string;
    member_id: string;
    at: StampedTimestamp;
  };
}
