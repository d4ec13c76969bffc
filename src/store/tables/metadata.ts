import type { ColumnType } from 'kysely';
import type { Template } from '../../contract/api.js';
import type { StampedTimestamp } from '../column-types.js';

/** What an office's announcements are given by themselves, and what new ones begin with. */
export interface MetadataTables {
  metadata_rule: {
    office_id: string;
    index_pattern: string | null;
    topic: string | null;
    set_by: string | null;
    set_at: StampedTimestamp;
  };
  index_counter: { office_id: string; year: number; next: number };
  /** Every number that was ever given or submitted; null: of a draft that was deleted. */
  index_number: {
    office_id: string;
    index_no: string;
    announcement_id: string | null;
    taken_at: StampedTimestamp;
  };
  template: {
    office_id: string;
    name: string;
    category: string;
    content: ColumnType<Omit<Template, 'name' | 'category'>, string, string>;
    set_by: string;
    set_at: StampedTimestamp;
  };
  target_set: {
    office_id: string;
    name: string;
    target_ids: string[];
    set_by: string;
    set_at: StampedTimestamp;
  };
}
