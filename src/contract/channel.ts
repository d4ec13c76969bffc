import type { ZodType } from 'zod';
import type { AssetRef, GoneReason, Hash, Json, LocalizedText, Operation, Priority } from './values.js';
import type { ScreensPort } from './display.js';
import type { Metadata, RelatedItem } from './metadata.js';
import type { ObjectionDesk } from './objection.js';
import type { Http, Mail } from './outbound.js';
import type { Ask, Handoff, PersonTask, Reader } from './person.js';
import type { Blobs, Files, LiveItems, LiveQuery, Log, QuotaLimit, Report, Spent, State } from './ports.js';

export * from './outbound.js';
export * from './person.js';
export * from './ports.js';

/** What a channel can carry. */
export type MediaKind = 'text' | 'picture' | 'attachment' | 'video';

/** One immutable version as a channel sees it. Times are ISO 8601 strings, so that rendering stays deterministic. */
export interface VersionView {
  announcementId: string;
  number: number;
  title: string;
  /** Sanitised semantic HTML; pictures as `<img src="asset:sha256:…" alt="…">`. */
  body: string;
  /** Every picture that the body refers to. */
  pictures: AssetRef[];
  attachments: AssetRef[];
  category: string;
  issuer: string;
  docNo?: string | undefined;
  indexNo?: string | undefined;
  expiresAt?: string | undefined;
  /** What it says about itself beside these; missing in versions of before there was any. */
  metadata?: Metadata | undefined;
  /** What it belongs with. Any of them may not be public yet, or not any more: a page must not lead there, nor name it, then. */
  related?: RelatedItem[] | undefined;
  /** The announcement's public address, absolute; fixed at its first submission. */
  permalink: string;
  office: { name: string; shortName: string };
  /** What the draft says for this channel alone, as its `extras` parse it; `{}` when the channel has none. */
  extras: Json;
}

/** Something that keeps a draft from a channel. `field` names the draft's field that the editor jumps to. */
export interface Problem {
  severity: 'error' | 'warning';
  code: string;
  field:
    | 'title'
    | 'body'
    | 'attachments'
    | 'category'
    | 'issuer'
    | 'docNo'
    | 'indexNo'
    | 'expiresAt'
    | 'metadata'
    | 'extras';
  message: LocalizedText;
}

/** What rendering may use besides the version. Nothing here depends on when it is called. */
export interface RenderKit {
  /** The bundled CJK font, as TrueType. */
  font(weight: 'regular' | 'bold'): Promise<Uint8Array>;
  /** The bytes of one of the version's files. */
  read(hash: Hash): Promise<Uint8Array>;
  /** Keeps a file that the rendering makes (a page's picture, a cover) and names it. The same bytes give the same hash. */
  keep(file: {
    name: string;
    mediaType: string;
    bytes: Uint8Array;
    width?: number | undefined;
    height?: number | undefined;
  }): Promise<AssetRef>;
  /**
   * The first pages of one of the version's PDF files as pictures that fit into a box of so many pixels, kept; `total`
   * is how many the file has. Rejects for a file that cannot be drawn.
   */
  pages(
    hash: Hash,
    box: { width: number; height: number; most: number },
  ): Promise<{ total: number; pages: AssetRef[] }>;
}

/** The frozen canonical document for a target. `document` is JSON; its canonical form is what gets hashed. */
export interface Rendition<R> {
  document: R;
  /** Files that the document refers to, by hash; nothing else may be sent. */
  assets: AssetRef[];
}

/** What a rendering found in the version's files that `validate` cannot see; it is told beside its problems, and not frozen. */
export interface FreshRendition<R> extends Rendition<R> {
  problems?: Problem[] | undefined;
}

/**
 * The one slot that `deliver` fills by itself: the publication time from the release. A document contains this
 * mark at most once, and `verify` checks what stands there.
 */
export const PUBLISHED_SLOT = '\u{2063}published-at\u{2063}';

/** A complete HTML page that the console shows in a sandboxed frame without scripts. */
export interface PreviewHtml {
  html: string;
  /** The size the page is made for, in CSS pixels. */
  width: number;
  height: number;
}

/** What the other side answered. `data` is kept as evidence and handed to `update`, `verify` and `recall`. */
export type Receipt =
  | { state: 'done'; ref: string; url?: string | undefined; data?: Json | undefined }
  | {
      state: 'pending';
      token: Json;
      again?: Date | undefined;
      /** The other side's name for it, so that `wake` finds it. */
      ref?: string | undefined;
    };

/** What `verify` found by looking. Only a proven `absent` may lead to another attempt. */
export type Seen =
  | { is: 'pending'; again?: Date | undefined; person?: PersonTask | undefined }
  | { is: 'live'; receipt: Receipt & { state: 'done' } }
  | { is: 'gone' }
  | { is: 'absent' }
  | { is: 'failed'; reason: string }
  | { is: 'unknown'; reason?: string | undefined };

export type Recalled = { state: 'done' } | { state: 'pending'; again?: Date | undefined };

/** The thing being delivered: identity and times, never content (that is the rendition). */
export interface Item {
  /** The delivery's id: the idempotency key towards the outside. */
  key: string;
  announcementId: string;
  /** Short, unique, URL-safe; the last part of the permalink. */
  slug: string;
  permalink: string;
  versionNumber: number;
  renditionHash: Hash;
  publishAt: Date;
  expiresAt?: Date | undefined;
  priority: Priority;
  /** Recalls only. */
  goneReason?: GoneReason | undefined;
}

/** What a look or a recall starts from. `receipt` is missing when no answer ever came back. */
export interface Probe<R> {
  op: Operation;
  rendition: Rendition<R>;
  key: string;
  receipt?: Receipt | undefined;
  /** The publish's outside steps that have a result, by name. */
  steps: Record<string, Json>;
}

/** What every call of a channel gets for its target. */
export interface TargetCtx<S> {
  settings: S;
  target: { id: string; slug: string; name: string };
  office: { id: string; name: string; shortName: string };
  /** Where this target's `serve` answers, absolute, without a trailing slash. Missing for channels without a mount. */
  baseUrl?: string | undefined;
  http: Http;
  blobs: Blobs;
  files: Files;
  live(query?: LiveQuery): Promise<LiveItems>;
  /** Categories of the live items with their counts, most frequent first. */
  categories(): Promise<{ category: string; count: number }[]>;
  state: State;
  mail: Mail;
  /** Counts one use of a named quota of this target, in PostgreSQL, for all processes together. */
  spend(name: string, limit: QuotaLimit): Promise<Spent>;
  /** Runs `work` while no other process of the hub runs it for this target; waits for its turn, at most 15 s. */
  exclusive<T>(name: string, work: () => Promise<T>): Promise<T>;
  /**
   * Stores a report durably, once for each `id`, and makes a look due at the items whose key or whose receipt's `ref`
   * is `ref`. It never sets a state by itself. Resolves false when this id was known already. The item's story tells
   * `message.words`, a LocalizedText, when it is there.
   */
  wake(ref: string, report: { id: string; message: Json }): Promise<boolean>;
  /**
   * What was reported under this ref, oldest first. A person's answer is `{ person: { member, task, answers } }` (the
   * member's id, the task's kind); a pickup is the same without `task`.
   */
  reports(ref: string): Promise<Report[]>;
  screens: ScreensPort;
  /** Objections to public notices, from whoever asks for a page. */
  objections: ObjectionDesk;
  now(): Date;
  log: Log;
  signal: AbortSignal;
}

/** What an operation on one item gets besides. */
export interface Ctx<S> extends TargetCtx<S> {
  item: Item;
  /**
   * One call to the outside that must not happen twice. Start and result are committed separately; a step with a
   * result is not run again, and one that started without a result stops the attempt: its outcome is unknown.
   */
  step<T extends Json>(name: string, call: () => Promise<T>): Promise<T>;
}

export interface Classified {
  /** retry: known not sent. reauth: the target needs a person. reject: refused for good. unknown: perhaps sent. */
  verdict: 'retry' | 'reauth' | 'reject' | 'unknown';
  /** `retry` only: the other side named the time (a quota's next window). Such a wait does not count as a try. */
  notBefore?: Date | undefined;
  /** What happened and what to do, for people. Without it they read the error's message. */
  words?: LocalizedText | undefined;
}

/** What an update starts from: what the item shows now. */
export interface Shown<R> {
  rendition: Rendition<R>;
  receipt: Receipt;
}

/** A kind of adapter. Adding a channel means adding a folder that exports one of these as `channel`. */
export interface Channel<S = Json, R = Json> {
  id: string;
  label: LocalizedText;
  /** Where `serve` answers on the public origin, e.g. `/site`; a target answers below `<mount>/<target slug>`. */
  mount?: string | undefined;
  /** Whether what it serves is a site for people to read: the public root and permalinks lead to such a one first. */
  home?: boolean | undefined;
  /** What people must know about each item of this channel, wherever they decide on one. */
  caution?: LocalizedText | undefined;
  /** Who works with its targets: the office (default), or the media liaison, who sees nothing else. */
  desk?: 'office' | 'press' | undefined;
  /**
   * An object schema. Fields carry `.meta({ label, hint?, secret?, long?, choices? })`; secrets are stored encrypted,
   * `choices` names an enum's values (LocalizedText by value).
   */
  settings: ZodType<S>;
  /** Fields of the draft for this channel alone; an object schema that accepts `{}`, with labels as in `settings`. */
  extras?: ZodType<Json> | undefined;
  /** Whether a target with these settings talks to a drill; shown as 演练 wherever a person sees the target. */
  isDrill?(settings: S): boolean;
  /** How long before its publication an item is handed over (an embargoed pack), in milliseconds. */
  lead?(settings: S): number;
  /** Whom people call about its items, with the number; undefined where the office sees to it itself. */
  contact?(settings: S): string | undefined;
  capabilities: {
    media: MediaKind[];
    /** Characters (code points). */
    maxTitle: number;
    /** Characters of the body's text. */
    maxBody: number;
    update: boolean;
    recall: 'full' | 'request' | 'none';
  };
  limits: { concurrency: number; perMinute?: number; perDay?: number };
  /** After this long without it, `absent` can be believed. Milliseconds. */
  settleMs: number;
  /** Pure. */
  validate(version: VersionView, settings: S): Problem[];
  /** Deterministic: the same input gives the same bytes. */
  render(version: VersionView, settings: S, kit: RenderKit): Promise<FreshRendition<R>>;
  /** What a reviewer sees. `asset` turns a hash into an address that the console can load. */
  preview(rendition: Rendition<R>, asset: (hash: Hash) => string): PreviewHtml;
  deliver(rendition: Rendition<R>, ctx: Ctx<S>): Promise<Receipt>;
  update?(rendition: Rendition<R>, shown: Shown<R>, ctx: Ctx<S>): Promise<Receipt>;
  /** Read-only. Once it has said `live`, it must never say `pending` again for that receipt. */
  verify(probe: Probe<R>, ctx: Ctx<S>): Promise<Seen>;
  /** Also called when no receipt ever came back. */
  recall(probe: Probe<R>, ctx: Ctx<S>): Promise<Recalled>;
  classify(error: unknown): Classified;
  /** What a person carries over by hand when a task of this item asks for it. Pure; from what is frozen. */
  handoff?(rendition: Rendition<R>, item: Item, settings: S): Handoff;
  /** What a person may report on an item at any time (a newspaper's pickup); stored as `{ person: { answers } }`. */
  pickup?: { label: LocalizedText; ask: Ask[] } | undefined;
  /** Who was sent a version of an item under their own names; empty when nothing of it stands there. Decides nothing. */
  readers?(
    item: Pick<Item, 'key' | 'announcementId' | 'versionNumber'>,
    ctx: TargetCtx<S>,
  ): Promise<Reader[]>;
  /** Its own public pages, feeds and callbacks. `request.url` is absolute. */
  serve?(request: Request, ctx: TargetCtx<S>): Promise<Response>;
}

/** Gives a channel its types and takes them away for the registry, which treats all channels alike. */
export function defineChannel<S, R>(channel: Channel<S, R>): Channel<S, R> {
  return Object.freeze(channel);
}
