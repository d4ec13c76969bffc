import { z } from 'zod';
import { Board } from './boards.js';
import { Programme } from './programme.js';
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
  /** Of the announcement, so that a programme can select it. */
  category: z.string().max(200).optional(),
  announcementId: Id.optional(),
});
export type ManifestItem = z.infer<typeof ManifestItem>;

/** How a group's screens fetch files: `kbps` at most, and large ones only between these times of the office's day. */
export const Downloads = z
  .object({
    kbps: z.int().min(64).max(1_000_000).optional(),
    largeFrom: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    largeTo: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  })
  .partial();
export type Downloads = z.infer<typeof Downloads>;

/** A site by its origin: https, a host, perhaps a port, and nothing behind it. */
const WebOrigin = z.string().regex(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/);
/** The sites whose pages a group may show in a frame. */
export const WebOrigins = z.array(WebOrigin).max(20);

/** Whether an address belongs to one of these sites. */
export function isOfSites(address: string, origins: readonly string[]): boolean {
  try {
    const { origin } = new URL(address);
    return origins.some((one) => new URL(one).origin === origin);
  } catch {
    return false;
  }
}

/** What a group of screens may show besides its items: changed rarely, and sent only when it has changed. */
export const ManifestFrame = z.object({
  group: z.string(),
  panel: Panel,
  office: z.object({ name: z.string(), shortName: z.string() }),
  downloads: Downloads.optional(),
  /** Without one everything is shown in turn on the whole glass. */
  programme: Programme.optional(),
  /** Missing where no site may be shown. */
  webOrigins: WebOrigins.optional(),
  /** Missing where the group shows none. */
  boards: z.array(Board).max(50).optional(),
});
export type ManifestFrame = z.infer<typeof ManifestFrame>;

/**
 * The signed part of a manifest: it names what the rest has to hash to, so that one signature stands for all of it,
 * however little of it is sent. `items` is the hash of the items' hashes, one a line, newest item first.
 */
export const ManifestHead = z.object({
  format: z.literal('manifest.v2'),
  /** The id of the target whose screens it is for. */
  group: Id,
  /** Only grows; a screen refuses a manifest older than the one it has. */
  epoch: z.int().nonnegative(),
  issuedAt: Instant,
  frame: Hash,
  items: Hash,
});
export type ManifestHead = z.infer<typeof ManifestHead>;

/** Which screen a device is: signed for it alone. */
export const ScreenCard = z.object({
  format: z.literal('screen.v1'),
  screenId: Id,
  group: Id,
  /** Only grows. */
  version: z.int().nonnegative(),
  name: z.string(),
  tags: z.array(z.string().max(40)).max(50),
});
export type ScreenCard = z.infer<typeof ScreenCard>;

/** A manifest as a screen puts it together from head, frame, items and its own card. */
export interface Manifest extends Omit<ManifestFrame, 'group'> {
  screenId: string;
  epoch: number;
  issuedAt: string;
  screen: { id: string; name: string; group: string; tags: string[] };
  /** Newest first. */
  items: ManifestItem[];
}

/** A signed text: the receiver verifies the signature over `payload`'s UTF-8 bytes before it parses them. */
export const Signed = z.object({
  payload: z.string(),
  signature: z.string().regex(/^ed25519:[A-Za-z0-9_-]+$/),
  keyId: z.string(),
});
export type Signed = z.infer<typeof Signed>;

/** The newest first; of one instant the greater key first. Hub and screens have to agree on it. */
export const newestFirst = (
  a: Pick<ManifestItem, 'publishedAt' | 'key'>,
  b: Pick<ManifestItem, 'publishedAt' | 'key'>,
): number =>
  a.publishedAt === b.publishedAt ? (a.key < b.key ? 1 : -1) : a.publishedAt < b.publishedAt ? 1 : -1;

/** What a manifest's head says of its items' hashes. */
export const itemsText = (hashes: readonly string[]): string => hashes.join('\n');

/**
 * What a screen lacks. Built on `base` it leaves out the frame when that is as before, and names items that left and
 * items that came; without `base` it is whole. Items whose time was over at the head's `issuedAt` belong to neither.
 */
export const ManifestNews = z.object({
  head: Signed,
  base: z.int().nonnegative().optional(),
  /** The text of a ManifestFrame. */
  frame: z.string().max(2_000_000).optional(),
  gone: z.array(Id).max(20_000),
  /** Texts of ManifestItem. */
  items: z.array(z.string().max(100_000)).max(20_000),
  /** Renditions of the items that came, when they are small. */
  bodies: z.array(z.object({ hash: Hash, text: z.string().max(100_000) })).max(100),
  /** Milliseconds over which all that hear this are to spread what they report of it. */
  spreadMs: z.int().nonnegative().max(10_000).optional(),
});
export type ManifestNews = z.infer<typeof ManifestNews>;

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
