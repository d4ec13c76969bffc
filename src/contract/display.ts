import { z } from 'zod';
import { Panel } from './slide/panel.js';
import { AssetRef, Hash, Id, Instant, Priority } from './values.js';

/** The id of the channel whose targets are groups of screens. */
export const DISPLAY_CHANNEL = 'display';

/** What one screen has done with one item, in this order. */
export const ScreenItemState = z.enum(['queued', 'notified', 'fetched', 'verified', 'painted', 'retracted']);
export type ScreenItemState = z.infer<typeof ScreenItemState>;

/** One thing that a screen may show. `rendition` is the hash of the canonical JSON that holds slides and asset list. */
export const ManifestItem = z.object({
  key: Id,
  rendition: Hash,
  assets: z.array(AssetRef),
  publishedAt: Instant,
  from: Instant,
  until: Instant.optional(),
  priority: Priority,
});
export type ManifestItem = z.infer<typeof ManifestItem>;

/** What a screen may show: the whole desired state, newest item first. */
export const ManifestV1 = z.object({
  format: z.literal('manifest.v1'),
  screenId: Id,
  /** Only grows; a screen refuses a manifest older than the one it has. */
  epoch: z.int().nonnegative(),
  issuedAt: Instant,
  screen: z.object({ name: z.string(), group: z.string() }),
  panel: Panel,
  office: z.object({ name: z.string(), shortName: z.string() }),
  items: z.array(ManifestItem),
});
export type ManifestV1 = z.infer<typeof ManifestV1>;

/** A signed text: the receiver verifies the signature over `payload`'s UTF-8 bytes before it parses them. */
export const Signed = z.object({
  payload: z.string(),
  signature: z.string().regex(/^ed25519:[A-Za-z0-9_-]+$/),
  keyId: z.string(),
});
export type Signed = z.infer<typeof Signed>;

/** How one screen stands towards one item. */
export interface ScreenReceipt {
  screenId: string;
  name: string;
  /** It was online when the item was committed, so the delivery waits for it. */
  expected: boolean;
  state: ScreenItemState;
  at: Date;
  online: boolean;
  lastSeenAt?: Date | undefined;
}
export interface ScreenReceipts {
  /** When the item was committed for the screens. Missing: the screens do not know it. */
  shownAt?: Date | undefined;
  retractedAt?: Date | undefined;
  /** The database's clock at the reading. */
  now: Date;
  screens: ScreenReceipt[];
}

/** How a channel reaches the screens of its target. All calls are idempotent by `key`. */
export interface ScreensPort {
  /** Commits the item to the target's desired state, freezes the screens online now as `expected`, and hints them. */
  show(item: {
    key: string;
    renditionHash: string;
    assets: AssetRef[];
    publishedAt: Date;
    until?: Date | undefined;
    priority: Priority;
  }): Promise<void>;
  /** Takes the item out of the desired state and hints every screen that may hold it. */
  retract(key: string): Promise<void>;
  receipts(key: string): Promise<ScreenReceipts>;
}

/** What the screens give to who delivers; the hub's root wires one to the other under this token. */
export interface ScreensPorts {
  forTarget(targetId: string): ScreensPort;
}
export const SCREENS_PORT = 'screens-port';
