import { z } from 'zod';
import { ManifestV1, type ManifestItem, type Signed } from '../../../src/contract/display.js';
import { SlidesV1 } from '../../../src/contract/slide/document.js';
import { isSignedBy, sha256 } from './bytes.js';
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
export type Refusal = 'unsigned' | 'unreadable' | 'other screen' | 'older';
/** Fetches a file; undefined when the hub gives it no more. */
export type FetchBlob = (hash: string) => Promise<ArrayBuffer | undefined>;

/** The last good manifest with its files. It outlives reloads and days without network. */
export class Library {
  private current: ManifestV1 | undefined;
  private readonly complete = new Map<string, ReadyItem>();

  constructor(private readonly db: Shelf) {}

  get manifest(): ManifestV1 | undefined {
    return this.current;
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
    const [signed, hubKey, screenId] = await Promise.all([
      this.db.get('manifest'),
      this.db.get('hubKey'),
      this.db.get('screenId'),
    ]);
    if (!signed || !hubKey || screenId === undefined || !isSignedBy(hubKey, signed)) return;
    this.current = readManifest(signed);
    if (this.current?.screenId !== screenId) this.current = undefined;
    await this.assembleAll(async () => undefined);
  }

  /** Takes a newer manifest in; what left it is no longer ready. Returns why it was refused, if it was. */
  async accept(signed: Signed, screenId: string): Promise<Refusal | undefined> {
    const hubKey = await this.db.get('hubKey');
    if (!hubKey || !isSignedBy(hubKey, signed)) return 'unsigned';
    const manifest = readManifest(signed);
    if (!manifest) return 'unreadable';
    if (manifest.screenId !== screenId) return 'other screen';
    if (this.current && this.current.screenId === screenId && manifest.epoch < this.current.epoch)
      return 'older';
    await this.db.set('manifest', signed);
    await this.db.set('screenId', screenId);
    this.current = manifest;
    const wanted = new Map(manifest.items.map((item) => [item.key, item]));
    for (const [key, { item }] of this.complete)
      if (wanted.get(key)?.rendition !== item.rendition) this.drop(key);
    return undefined;
  }

  /**
   * Gets what is missing, most urgent and newest first, and tells after each item how far it came. Rejects when a
   * file cannot be fetched now; what was complete before stays complete.
   */
  async fill(fetchBlob: FetchBlob, onReady: (key: string) => void): Promise<void> {
    await this.assembleAll(fetchBlob, onReady);
    const named = (this.current?.items ?? []).flatMap(filesOf);
    await this.db.keepBlobs(new Set(named));
  }

  /** Items whose time is over leave by themselves. Returns whether any did. */
  async dropExpired(now: number): Promise<boolean> {
    const { current } = this;
    const isOver = ({ until }: ManifestItem): boolean => until !== undefined && Date.parse(until) <= now;
    const over = current?.items.filter(isOver) ?? [];
    if (!current || over.length === 0) return false;
    this.current = { ...current, items: current.items.filter((item) => !isOver(item)) };
    for (const { key } of over) this.drop(key);
    await this.db.keepBlobs(new Set(this.current.items.flatMap(filesOf)));
    return true;
  }

  /** Forgets everything in memory; the database is wiped by its owner. */
  clear(): void {
    for (const key of [...this.complete.keys()]) this.drop(key);
    this.current = undefined;
  }

  private async assembleAll(fetchBlob: FetchBlob, onReady?: (key: string) => void): Promise<void> {
    const rank = { emergency: 0, urgent: 1, routine: 2 };
    const items = [...(this.current?.items ?? [])].sort((a, b) => rank[a.priority] - rank[b.priority]);
    for (const item of items) {
      if (this.complete.has(item.key)) continue;
      const ready = await this.assemble(item, fetchBlob);
      if (!ready || !this.current?.items.some(({ key }) => key === item.key)) continue;
      this.complete.set(item.key, ready);
      onReady?.(item.key);
    }
  }

  /** Undefined when a file is not to be had. */
  private async assemble(item: ManifestItem, fetchBlob: FetchBlob): Promise<ReadyItem | undefined> {
    const rendition = await this.file(item.rendition, fetchBlob);
    if (!rendition) return undefined;
    const parsed = Rendition.safeParse(json(new TextDecoder().decode(rendition)));
    if (!parsed.success) return undefined;
    const files: [string, string, ArrayBuffer][] = [];
    for (const { hash, mediaType } of item.assets) {
      const content = await this.file(hash, fetchBlob);
      if (!content) return undefined;
      files.push([hash, mediaType, content]);
    }
    const pictures = new Map(
      files.map(([hash, type, content]) => [hash, URL.createObjectURL(new Blob([content], { type }))]),
    );
    return { item, slides: parsed.data.document, pictures };
  }

  private async file(hash: string, fetchBlob: FetchBlob): Promise<ArrayBuffer | undefined> {
    const kept = await this.db.blob(hash);
    if (kept && (await sha256(kept)) === hash) return kept;
    const fetched = await fetchBlob(hash);
    if (!fetched || (await sha256(fetched)) !== hash) return undefined;
    await this.db.putBlob(hash, fetched);
    return fetched;
  }

  private drop(key: string): void {
    for (const address of this.complete.get(key)?.pictures.values() ?? []) URL.revokeObjectURL(address);
    this.complete.delete(key);
  }
}

const filesOf = (item: ManifestItem): string[] => [item.rendition, ...item.assets.map(({ hash }) => hash)];

function readManifest(signed: Signed): ManifestV1 | undefined {
  const parsed = ManifestV1.safeParse(json(signed.payload));
  return parsed.success ? parsed.data : undefined;
}

/** Undefined for what is no JSON. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
