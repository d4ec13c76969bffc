import type { Timestamp } from '../column-types.js';

/** Tables of what screens have shown; their migration stands in `0049_plays.ts`. */
export interface PlayTables {
  screen_play: {
    screen_id: string;
    id: string;
    item_key: string;
    began_at: Timestamp;
    ms: number;
    pages: number;
    whole: boolean;
  };
  screen_play_day: {
    office_id: string;
    day: string;
    item_key: string;
    screen_id: string;
    plays: number;
    whole: number;
    ms: string;
    first_at: Timestamp;
    last_at: Timestamp;
  };
}
