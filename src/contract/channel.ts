import type { ZodType } from 'zod';
import type { AssetRef, GoneReason, Hash, Json, LocalizedText, Operation, Priority } from './values.js';
import type { ScreensPort } from './display.js';

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
  /** The announcement's public address, absolute; fixed at its first submission. */
  permalink: string;
  office: { name: string; shortName: string };
}

/** Something that keeps a draft from a channel. `field` names the draft's field that the editor jumps to. */
export interface Problem {
  severity: 'error' | 'warning';
  code: string;
  field: 'title' | 'body' | 'attachments' | 'category' | 'issuer' | 'docNo' | 'indexNo' | 'expiresAt';
  message: LocalizedText;
}

/** The frozen canonical document for a target. `document` is JSON; its canonical form is what gets hashed. */
export interface Rendition<R> {
  document: R;
  /** Files that the document refers to, by hash; nothing else may be sent. */
  assets: AssetRef[];
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
  | { state: 'pending'; token: Json; again?: Date | undefined };

/** Work for a person: a sentence that says what to do, and facts for the page that shows it. */
export interface PersonTask {
  kind: string;
  text: LocalizedText;
  facts?: Json | undefined;
}

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

export interface HttpRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | Uint8Array | undefined;
  /** Milliseconds for the whole exchange; the hub's maximum applies. */
  timeoutMs?: number | undefined;
  /** Bytes of the answer that are read at most; more is an error. */
  maxBytes?: number | undefined;
  signal?: AbortSignal | undefined;
}
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  text(): string;
}
/**
 * An outbound call that brought no complete answer. `sent: false` is known: nothing of the request left the hub (no
 * address, refused, TLS failed, refused by the hub itself), so it may be sent again. `sent: true` means perhaps.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  constructor(
    readonly sent: boolean,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
/**
 * Outbound HTTP. Private addresses are refused but for listed origins and the hub's own. Redirects are not followed.
 * Rejects with HttpFailure.
 */
export type Http = (url: string, request?: HttpRequest) => Promise<HttpAnswer>;

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
}

export interface State {
  get(key: string): Promise<Json | undefined>;
  set(key: string, value: Json): Promise<void>;
}

export interface Log {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
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
  screens: ScreensPort;
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
  notBefore?: Date | undefined;
}

/** A kind of adapter. Adding a channel means adding a folder that exports one of these as `channel`. */
export interface Channel<S = Json, R = Json> {
  id: string;
  label: LocalizedText;
  /** Where `serve` answers on the public origin, e.g. `/site`; a target answers below `<mount>/<target slug>`. */
  mount?: string | undefined;
  /** Secrets are marked with `.meta({ secret: true })` and stored encrypted. */
  settings: ZodType<S>;
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
  render(version: VersionView, settings: S): Promise<Rendition<R>>;
  /** What a reviewer sees. `asset` turns a hash into an address that the console can load. */
  preview(rendition: Rendition<R>, asset: (hash: Hash) => string): PreviewHtml;
  deliver(rendition: Rendition<R>, ctx: Ctx<S>): Promise<Receipt>;
  update?(rendition: Rendition<R>, receipt: Receipt, ctx: Ctx<S>): Promise<Receipt>;
  /** Read-only. Once it has said `live`, it must never say `pending` again for that receipt. */
  verify(probe: Probe<R>, ctx: Ctx<S>): Promise<Seen>;
  /** Also called when no receipt ever came back. */
  recall(probe: Probe<R>, ctx: Ctx<S>): Promise<Recalled>;
  classify(error: unknown): Classified;
  /** Its own public pages, feeds and callbacks. `request.url` is absolute. */
  serve?(request: Request, ctx: TargetCtx<S>): Promise<Response>;
}

/** Gives a channel its types and takes them away for the registry, which treats all channels alike. */
export function defineChannel<S, R>(channel: Channel<S, R>): Channel<S, R> {
  return Object.freeze(channel);
}
