import { z } from 'zod';
import { BOARD_PHOTO, boardFiles } from '../../../src/contract/boards.js';
import {
  ScreenCard,
  type Manifest,
  type ManifestItem,
  type ManifestNews,
  type Signed,
} from '../../../src/contract/display.js';
import type { AssetRef, Priority } from '../../../src/contract/values.js';
import type { HubKey } from '../../../src/contract/display-link.js';
import { SlidesV1 } from '../../../src/contract/slide/document.js';
import { isSignedBy, sha256 } from './bytes.js';
import { json } from './json.js';
import { ManifestReader, type ReadManifest, type Refusal } from './manifest.js';
import { PIECE_BYTES, Pieces, type GetPiece } from './pieces.js';
import type { Database } from './database.js';

const Rendition = z.object({ document: SlidesV1 });

/** An item that is here complete, each file checked against its hash. */
export interface ReadyItem {
  item: ManifestItem;
  slides: SlidesV1;
  /** Addresses of its pictures by hash. */
  pictures: ReadonlyMap<string, string>;
}

/** What of the database a library uses. */
export type Shelf = Pick<Database, 'get' | 'set' | 'blob' | 'putBlob' | 'keepBlobs'>;
/** Where files come from; each undefined when it is not to be had now. */
export interface Source {
  blob(hash: string): Promise<ArrayBuffer | undefined>;
  piece: GetPiece;
}
/** Without the hub there is what is kept. */
const nowhere: Source = { blob: async () => undefined, piece: async () => undefined };

/** The last good manifest with its files. It outlives reloads and days without network. */
export class Library {
  private card: ScreenCard | undefined;
  private held: ReadManifest | undefined;
  private current: Manifest | undefined;
  private readonly reader = new ManifestReader();
  private readonly complete = new Map<string, ReadyItem>();
  private readonly pieces: Pieces;
  /** Addresses of the photos on boards that are here, by hash. */
  readonly photos = new Map<string, string>();
  /** Renditions that came with the news, until they are taken in. */
  private readonly bodies = new Map<string, ArrayBuffer>();

  constructor(
    private readonly db: Shelf,
    private readonly isSigned: (key: HubKey, signed: Signed) => boolean = isSignedBy,
    /** `HH:MM` on the office's clock. */
    time: () => string = () => '',
  ) {
    this.pieces = new Pieces(db, () => this.current?.downloads, time);
  }

  get manifest(): Manifest | undefined {
    return this.current;
  }

  /** The group that this screen belongs to, by its card. */
  get group(): string | undefined {
    return this.card?.group;
  }

  /** Of what the hub said of this screen last. */
  get cardVersion(): number | undefined {
    return this.card?.version;
  }

  /** What is here, for the hub to build on; undefined when it has to send everything. */
  get have(): { group: string; epoch: number; frame: string } | undefined {
    const { group, epoch, frame } = this.held?.head ?? {};
    if (group === undefined || epoch === undefined || frame === undefined) return undefined;
    return group === this.card?.group ? { group, epoch, frame } : undefined;
  }

  /** In the manifest's order. */
  get ready(): ReadyItem[] {
    return (this.current?.items ?? []).flatMap((item) => {
      const ready = this.complete.get(item.key);
      return ready ? [{ ...ready, item }] : [];
    });
  }

  /** Reads what was kept and checks it again. Damaged parts count as missing. */
  async open(): Promise<void> {
    const [kept, card, hubKey] = await Promise.all([
      this.db.get('manifest'),
      this.db.get('card'),
      this.db.get('hubKey'),
    ]);
    if (!kept || !card || !hubKey) return;
    this.card = this.readCard(hubKey, card);
    const whole = { ...kept, gone: [], bodies: [] };
    const read = await this.reader.read(whole, undefined, (signed) => this.isSigned(hubKey, signed));
    if (typeof read === 'string' || read.head.group !== this.card?.group) return;
    this.held = read;
    this.compose();
    await this.assembleAll(nowhere);
  }

  /** Takes in what the hub says of this screen. Returns whether it is to be believed and not older than what is known. */
  async takeCard(signed: Signed, screenId: string): Promise<boolean> {
    const hubKey = await this.db.get('hubKey');
    const card = hubKey && this.readCard(hubKey, signed);
    if (!card || card.screenId !== screenId) return false;
    if (this.card?.screenId === screenId && card.version < this.card.version) return false;
    await this.db.set('card', signed);
    await this.db.set('screenId', screenId);
    this.card = card;
    if (this.current) this.compose();
    return true;
  }

  /** Takes a newer manifest in; what left it is no longer ready. Returns why it was refused, if it was. */
  async accept(news: ManifestNews): Promise<Refusal | undefined> {
    const hubKey = await this.db.get('hubKey');
    const held = this.have && this.held;
    const read = await this.reader.read(
      news,
      held,
      (signed) => hubKey !== undefined && this.isSigned(hubKey, signed),
    );
    if (typeof read === 'string') return read;
    if (read.head.group !== this.card?.group) return 'other group';
    if (held && read.head.epoch < held.head.epoch) return 'older';
    await this.db.set('manifest', read.kept);
    this.held = read;
    this.compose();
    const wanted = new Map(read.items.map((item) => [item.key, item]));
    for (const [key, { item }] of this.complete)
      if (wanted.get(key)?.rendition !== item.rendition) this.drop(key);
    for (const { hash, text } of news.bodies) this.bodies.set(hash, toBytes(text));
    return undefined;
  }

  /**
   * Gets what is missing, most urgent and newest first, and tells after each item how far it came. Rejects when a
   * file cannot be fetched now; what was complete before stays complete.
   */
  async fill(source: Source, onReady: (key: string) => void): Promise<void> {
    await this.assembleAll(source, onReady);
    this.bodies.clear();
    await this.db.keepBlobs(filesIn(this.current));
  }

  /** Items whose time is over leave by themselves. Returns whether any did. */
  async dropExpired(now: number): Promise<boolean> {
    const { current } = this;
    const isOver = ({ until }: ManifestItem): boolean => until !== undefined && Date.parse(until) <= now;
    const over = current?.items.filter(isOver) ?? [];
    if (!current || over.length === 0) return false;
    this.current = { ...current, items: current.items.filter((item) => !isOver(item)) };
    for (const { key } of over) this.drop(key);
    await this.db.keepBlobs(filesIn(this.current));
    return true;
  }

  /** Forgets everything in memory; the database is wiped by its owner. */
  clear(): void {
    for (const key of [...this.complete.keys()]) this.drop(key);
    for (const address of this.photos.values()) URL.revokeObjectURL(address);
    this.photos.clear();
    this.bodies.clear();
    this.card = this.held = this.current = undefined;
  }

  private readCard(hubKey: HubKey, signed: Signed): ScreenCard | undefined {
    if (!this.isSigned(hubKey, signed)) return undefined;
    return ScreenCard.safeParse(json(signed.payload)).data;
  }

  private compose(): void {
    const { card, held } = this;
    if (!card || !held) return;
    const { group, ...frame } = held.frame;
    const { epoch, issuedAt } = held.head;
    const { screenId, name, tags } = card;
    this.current = {
      screenId,
      epoch,
      issuedAt,
      screen: { id: screenId, name, group, tags },
      ...frame,
      items: held.items,
    };
  }

  private async assembleAll(source: Source, onReady?: (key: string) => void): Promise<void> {
    const rank = { emergency: 0, urgent: 1, routine: 2 };
    const items = [...(this.current?.items ?? [])].sort((a, b) => rank[a.priority] - rank[b.priority]);
    for (const item of items) {
      if (this.complete.has(item.key)) continue;
      const ready = await this.assemble(item, source);
      if (!ready || !this.current?.items.some(({ key }) => key === item.key)) continue;
      this.complete.set(item.key, ready);
      onReady?.(item.key);
    }
    await this.bringPhotos(source);
  }

  /** A face without its photo is still a face: nothing waits for them. */
  private async bringPhotos(source: Source): Promise<void> {
    const wanted = new Set<string>(boardFiles(this.current?.boards ?? []));
    for (const [hash, address] of this.photos)
      if (!wanted.has(hash)) {
        URL.revokeObjectURL(address);
        this.photos.delete(hash);
      }
    for (const hash of wanted) {
      if (this.photos.has(hash)) continue;
      const content = await this.file(hash, source);
      const { mediaType: type } = BOARD_PHOTO;
      if (content) this.photos.set(hash, URL.createObjectURL(new Blob([content], { type })));
    }
  }

  /** Undefined when a file is not to be had. */
  private async assemble(item: ManifestItem, source: Source): Promise<ReadyItem | undefined> {
    const rendition = await this.file(item.rendition, source);
    if (!rendition) return undefined;
    const parsed = Rendition.safeParse(json(new TextDecoder().decode(rendition)));
    if (!parsed.success) return undefined;
    const files: [string, string, ArrayBuffer[]][] = [];
    for (const asset of item.assets) {
      const content = await this.asset(asset, item.priority, source);
      if (!content) return undefined;
      files.push([asset.hash, asset.mediaType, content]);
    }
    const pictures = new Map(
      files.map(([hash, type, content]) => [hash, URL.createObjectURL(new Blob(content, { type }))]),
    );
    return { item, slides: parsed.data.document, pictures };
  }

  private async asset(
    asset: AssetRef,
    priority: Priority,
    source: Source,
  ): Promise<ArrayBuffer[] | undefined> {
    if (asset.size > PIECE_BYTES) return this.pieces.get(asset, priority, source.piece);
    const whole = await this.file(asset.hash, source);
    return whole && [whole];
  }

  private async file(hash: string, source: Source): Promise<ArrayBuffer | undefined> {
    const kept = await this.db.blob(hash);
    if (kept && (await sha256(kept)) === hash) return kept;
    const fetched = this.bodies.get(hash) ?? (await source.blob(hash));
    if (!fetched || (await sha256(fetched)) !== hash) return undefined;
    await this.db.putBlob(hash, fetched);
    return fetched;
  }

  private drop(key: string): void {
    for (const address of this.complete.get(key)?.pictures.values() ?? []) URL.revokeObjectURL(address);
    this.complete.delete(key);
  }
}

const filesIn = (manifest: Manifest | undefined): Set<string> =>
  new Set([...(manifest?.items ?? []).flatMap(filesOf), ...boardFiles(manifest?.boards ?? [])]);
const filesOf = (item: ManifestItem): string[] => [item.rendition, ...item.assets.map(({ hash }) => hash)];

const toBytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
