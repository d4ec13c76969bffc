import type { Channel } from '../contract/channel.js';
import type { Pace } from '../contract/api.js';
import type { Json, LocalizedText } from '../contract/values.js';

/** The channels by id, as they were found at boot. */
export const CHANNELS = Symbol('channels');
export type Channels = ReadonlyMap<string, Channel>;

/** A target with its channel and its parsed settings, secrets included: for the channel alone. */
export interface ResolvedTarget {
  id: string;
  officeId: string;
  slug: string;
  name: string;
  enabled: boolean;
  pausedReason: string | undefined;
  pausedWords: LocalizedText | undefined;
  channel: Channel;
  settings: Json;
  /** It talks to a drill. */
  drill: boolean;
  pace: Pace;
  usedToday: number | undefined;
}

/** A target as the table keeps it. */
export interface TargetRow {
  id: string;
  office_id: string;
  channel: string;
  slug: string;
  name: string;
  settings: Json;
  secrets: string | null;
  enabled: boolean;
  paused_reason: string | null;
  paused_words: LocalizedText | null;
  concurrency: number;
  per_minute: number | null;
  per_day: number | null;
  used_today: number;
}
