import type { Faults } from './faults.js';
import type { Store } from './state.js';

/** What every part of the stand-in works with. */
export interface Platform {
  store: Store;
  faults: Faults;
  now: () => number;
  /** Where the stand-in itself answers: its pictures and articles have addresses below it. */
  origin: () => string;
  /** Ids of publications as the documentation says (text) or as they come (numbers). */
  idsAreText: boolean;
}

/** One call of the interface, read but not yet judged. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
  /** Whose call it is, for the whitelist. */
  address: string;
}

export type Answer = Record<string, unknown>;
