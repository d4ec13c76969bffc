import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Channel,
  Ctx,
  Files,
  Item,
  LiveItem,
  LiveQuery,
  Mail,
  Rendition,
  TargetCtx,
  VersionView,
} from '../../../src/contract/channel.js';
import type { Hash, Json } from '../../../src/contract/values.js';
import { sha256 } from '../../../src/platform/hash.js';
import { createHttp, OutboundAllowList, type OutboundHttp } from '../../../src/platform/http/index.js';
import { createMail } from '../../../src/platform/mail/index.js';
import { BlobStore } from '../../../src/platform/storage/blobs.js';
import { FolderFiles } from '../../../src/platform/storage/files.js';
import { Boundaries } from './boundaries.js';
import type { Found } from './found.js';
import { Kit } from './kit.js';
import { listen, type Listener } from './listener.js';
import type { Asked, Outside } from './outside.js';
import { MemoryPorts } from './ports.js';
import { MemoryScreens } from './screens.js';
import { Steps } from './steps.js';

/** Stands in every folder around the target's own; no page may ever show it. */
export const SECRET = 'secret-beside-the-target';

const office = {
  id: '00000000-0000-7000-8000-0000000000aa',
  name: '明川市望河区城市管理和综合行政执法局',
  shortName: '望河城管',
};
const target = { id: '00000000-0000-7000-8000-0000000000bb', slug: 'main', name: '主目标' };

/** Everything that stands outside the hub's own tables. */
export interface Snapshot {
  files: Record<string, Hash>;
  screens: Json;
  outside: Json;
}

/** What a list shows of an item. */
type ListedFacts = 'announcementId' | 'slug' | 'permalink' | 'publishAt' | 'expiresAt';

/** One target of one channel with a real context around it: files, blobs, a listener, screens, an outside. */
export class Harness {
  readonly boundaries = new Boundaries();
  readonly screens = new MemoryScreens(this.boundaries, () => this.now, [
    { id: '00000000-0000-7000-8000-0000000000c1', name: '一楼大厅' },
    { id: '00000000-0000-7000-8000-0000000000c2', name: '二楼窗口' },
  ]);
  /** The clock stands still unless a test moves it. */
  now = new Date('2026-11-23T02:30:15.000Z');

  readonly #live = new Map<string, LiveItem>();
  readonly #ports = new MemoryPorts(() => this.now);
  readonly #abort = new AbortController();
  #epoch = 0;
  #keys = 0;

  private constructor(
    readonly channel: Channel,
    private readonly settings: Json,
    private readonly root: string,
    private readonly blobs: BlobStore,
    private readonly files: ReadonlyMap<Hash, Uint8Array>,
    private readonly plainFiles: FolderFiles,
    readonly outside: Outside,
    readonly listener: Listener,
    private readonly outbound: OutboundHttp,
    private readonly mail: Mail,
  ) {}

  /** Opens everything for a channel; `close` must follow. */
  static async open(found: Found): Promise<Harness> {
    const root = mkdtempSync(join(tmpdir(), 'tongbo-conformance-'));
    const served = join(root, 'files', 'target');
    for (const folder of [served, join(root, 'outside')]) mkdirSync(folder, { recursive: true });
    for (const beside of [root, join(root, 'files')]) writeFileSync(join(beside, 'secret.txt'), SECRET);
    const blobs = new BlobStore(join(root, 'blobs'));
    for (const content of found.assets.values()) await blobs.put(content);
    const self: { harness?: Harness } = {};
    const listener = await listen(
      (request) => self.harness?.serve(request) ?? Promise.reject(new Error('closed')),
    );
    const { channel } = found;
    const outside = await found.openOutside({
      baseUrl: channel.mount && listener.origin + channel.mount + '/' + target.slug,
      folder: join(root, 'outside'),
      now: () => self.harness?.now ?? new Date(0),
      wake: (ref, report) => {
        if (!self.harness) throw new Error('a report came before the harness was open');
        return self.harness.targetContext().wake(ref, report);
      },
    });
    const allowList = new OutboundAllowList([listener.origin, ...(outside.origins ?? [])]);
    const outbound = createHttp({ allowedOrigins: allowList });
    const settings = channel.settings.parse(Object.assign({}, found.settings, outside.settings));
    self.harness = new Harness(
      channel,
      settings,
      root,
      blobs,
      found.assets,
      new FolderFiles(served),
      outside,
      listener,
      outbound,
      createMail({ allowList }),
    );
    return self.harness;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.outbound.close();
    await this.listener.close();
    await this.outside.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Keys come in the same order in every harness, so that two runs can be compared. */
  nextKey(): string {
    this.#keys += 1;
    return `00000000-0000-7000-8001-${String(this.#keys).padStart(12, '0')}`;
  }

  get parsedSettings(): Json {
    return this.settings;
  }

  get baseUrl(): string | undefined {
    return this.channel.mount && `${this.listener.origin}${this.channel.mount}/${target.slug}`;
  }

  /** What the channel's `serve` answers; 404 for a channel that serves nothing. */
  serve(request: Request): Promise<Response> {
    const serve = this.channel.serve?.bind(this.channel);
    return serve
      ? serve(request, this.targetContext())
      : Promise.resolve(new Response(null, { status: 404 }));
  }

  /** The context for one item; `steps` belong to its delivery. */
  context(item: Item, steps: Steps): Ctx<Json> {
    return { ...this.targetContext(), item, step: steps.step };
  }

  targetContext(): TargetCtx<Json> {
    return {
      settings: this.settings,
      target,
      office,
      baseUrl: this.baseUrl,
      http: this.outbound.http,
      blobs: this.blobs,
      files: this.#files(),
      live: (query) => Promise.resolve(this.#page(query)),
      categories: () => Promise.resolve(this.#categories()),
      ...this.#ports.context(),
      mail: this.mail,
      screens: this.screens,
      objections: { window: () => Promise.resolve(undefined), take: () => Promise.resolve({ is: 'closed' }) },
      now: () => this.now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      signal: this.#abort.signal,
      ...this.outside.context,
    };
  }

  /** Equal states are deeply equal. */
  async snapshot(): Promise<Snapshot> {
    const files: Record<string, Hash> = {};
    for (const path of await this.plainFiles.list(''))
      files[path] = sha256(readFileSync(join(this.root, 'files', 'target', path)));
    return { files, screens: this.screens.snapshot(), outside: await this.outside.snapshot() };
  }

  /** A version's rendition; what it made can be read as the hub's blobs from then on. */
  async render(version: VersionView): Promise<Rendition<Json>> {
    const kit = new Kit(this.files);
    const rendition = await this.channel.render(version, this.settings, kit);
    for (const { bytes } of kit.kept.values()) await this.blobs.put(bytes);
    return rendition;
  }

  /** The other side, the screens and a person finish what they were asked. */
  async complete(asked: Asked): Promise<void> {
    this.screens.work();
    await this.outside.complete(asked);
  }

  /** The hub's tables say that the target shows this now. */
  nowLive(version: VersionView, item: Pick<Item, ListedFacts>, url: string | undefined): void {
    this.#epoch += 1;
    const { announcementId, slug, permalink, publishAt: publishedAt, expiresAt } = item;
    const { title, category, issuer, docNo, indexNo } = version;
    const facts = { title, category, issuer, docNo, indexNo };
    this.#live.set(slug, { announcementId, slug, permalink, publishedAt, expiresAt, url, ...facts });
  }

  noLongerLive(slug: string): void {
    this.#epoch += 1;
    this.#live.delete(slug);
  }

  #files(): Files {
    return {
      write: (path, content) => this.boundaries.around(() => this.plainFiles.write(path, content)),
      remove: (path) => this.boundaries.around(() => this.plainFiles.remove(path)),
      read: (path) => this.plainFiles.read(path),
      list: (folder) => this.plainFiles.list(folder),
    };
  }

  #page({ offset = 0, limit = 100, category, slug }: LiveQuery = {}) {
    const all = [...this.#live.values()]
      .filter((item) => category === undefined || item.category === category)
      .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.slug < b.slug ? 1 : -1));
    const named = all.filter((item) => slug === undefined || item.slug === slug);
    return { epoch: String(this.#epoch), total: all.length, items: named.slice(offset, offset + limit) };
  }

  #categories() {
    const counts = new Map<string, number>();
    for (const { category } of this.#live.values()) counts.set(category, (counts.get(category) ?? 0) + 1);
    return [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count);
  }
}
