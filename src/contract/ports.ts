import type { Hash, Json } from './values.js';

/** Atomic storage for what a target serves. Paths are relative, `/`-separated, and stay within the target. */
export interface Files {
  write(path: string, content: Uint8Array | string): Promise<void>;
  read(path: string): Promise<Uint8Array | undefined>;
  remove(path: string): Promise<void>;
  /** Paths below a folder, sorted. */
  list(folder: string): Promise<string[]>;
}

export interface Blobs {
  /** The blob's bytes, checked against its hash. Rejects when it is missing or damaged. */
  read(hash: Hash): Promise<Uint8Array>;
}

/** One item that the target shows now (accepted or live, not recalled). */
export interface LiveItem {
  announcementId: string;
  slug: string;
  title: string;
  category: string;
  issuer: string;
  docNo?: string | undefined;
  indexNo?: string | undefined;
  url?: string | undefined;
  permalink: string;
  publishedAt: Date;
  /** When the hub takes it down; it may have moved since it was delivered. */
  expiresAt?: Date | undefined;
}
export interface LiveItems {
  /** Grows with each change of the target's items: what was built from an epoch is valid as long as it stands. */
  epoch: string;
  total: number;
  /** Newest first. */
  items: LiveItem[];
}
export interface LiveQuery {
  offset?: number | undefined;
  limit?: number | undefined;
  category?: string | undefined;
  /** Of one announcement alone; `total` then still counts all. */
  slug?: string | undefined;
}

/** A target's own key-value store, shared by all processes. */
export interface State {
  get(key: string): Promise<Json | undefined>;
  /** `secret` values are encrypted at rest. */
  set(key: string, value: Json, options?: { secret?: boolean }): Promise<void>;
}

/** A limit that the other side sets. Days and months are the office's. */
export interface QuotaLimit {
  limit: number;
  per: 'minute' | 'day' | 'month';
}
/** One use was counted, or there is none left before `again`. */
export type Spent = { ok: true; left: number } | { ok: false; again: Date };

/** Something that the other side, or a person, said about an item. */
export interface Report {
  at: Date;
  message: Json;
}

export interface Log {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}
