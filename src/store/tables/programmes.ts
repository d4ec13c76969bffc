import type { Plan, Programme } from '../../contract/programme.js';
import type { JsonOf, StampedTimestamp } from '../column-types.js';

/** What groups of screens show when; the migration stands in `0046_programmes.ts`. */
export interface ProgrammeTables {
  screen_programme: {
    target_id: string;
    office_id: string;
    plan: JsonOf<Plan>;
    calendar: JsonOf<Programme['calendar']>;
    revision: number;
    changed_by: string;
    changed_at: StampedTimestamp;
  };
}
