import { Inject, Injectable } from '@nestjs/common';
import type { Channel, Ctx, Http, Mail, Rendition, TargetCtx } from '../contract/channel.js';
import { SCREENS_PORT, type ScreensPorts } from '../contract/display.js';
import type { Hash, Json } from '../contract/values.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HTTP } from '../platform/http/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { MAIL } from '../platform/mail/index.js';
import { SECRETS, type HubSecrets } from '../platform/secrets.js';
import { BlobStore } from '../platform/storage/blobs.js';
import { ShelfFiles } from '../platform/storage/files.js';
import { SHELF, type Shelf } from '../platform/storage/shelf.js';
import { TtlCache } from '../platform/ttl-cache.js';
import { databaseNow, DATABASE, transact, type Db } from '../store/database.js';
import { readReports, storeReport } from '../store/reports.js';
import { Targets, type ResolvedTarget } from '../targets/index.js';
import type { Claim } from './claims.js';
import { itemOf } from './items.js';
import { liveCategories, liveItems } from './live-items.js';
import { PublicObjections } from './notices/public-objections.service.js';
import { spend } from './ports/quota.js';
import { targetState } from './ports/state.js';
import { exclusive } from './ports/turns.js';
import { Steps } from './steps.js';

interface Office {
  id: string;
  name: string;
  shortName: string;
}

/** A claimed delivery with all that its channel needs. */
export interface Run {
  channel: Channel;
  target: ResolvedTarget;
  rendition: Rendition<Json>;
  ctx: Ctx<Json>;
  steps: Steps;
  /** By the database's clock as the claim read it. */
  now(): Date;
}

/** Settings and offices change rarely; a change reaches runs that start later than this many milliseconds. */
const SETTLED_MS = 2_000;

/** Builds what channels are called with. */
@Injectable()
export class Contexts {
  private readonly targetCache: TtlCache<ResolvedTarget | undefined>;
  private readonly officeCache: TtlCache<Office>;
  /** By how many milliseconds the hub's clock is ahead of this process's. */
  private readonly aheadCache: TtlCache<number>;
  /** A logger of its own for each target, as long as that is known. */
  private readonly logs = new WeakMap<ResolvedTarget, Logger>();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(HTTP) private readonly http: Http,
    @Inject(MAIL) private readonly mail: Mail,
    @Inject(SECRETS) private readonly secrets: HubSecrets,
    @Inject(SCREENS_PORT) private readonly screens: ScreensPorts,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly targets: Targets,
    private readonly blobs: BlobStore,
    @Inject(SHELF) private readonly shelf: Shelf,
    private readonly objections: PublicObjections,
  ) {
    this.targetCache = new TtlCache((id) => this.targets.byId(id), SETTLED_MS);
    this.officeCache = new TtlCache((id) => this.office(id), SETTLED_MS);
    this.aheadCache = new TtlCache(
      async () => (await databaseNow(this.db)).getTime() - Date.now(),
      SETTLED_MS,
    );
  }

  /** The context of a run on one item. `signal` aborts when the run's time is over. */
  async run(claim: Claim, signal: AbortSignal): Promise<Run> {
    const target = await this.targetCache.get(claim.targetId);
    if (!target) throw new Error(`the target ${claim.targetId} does not exist any more`);
    const { channel } = target;
    const start = performance.now();
    const now = (): Date => new Date(claim.claimedAt.getTime() + performance.now() - start);
    const rendition = await this.rendition(claim.renditionHash);
    const steps = new Steps(
      this.db,
      claim.id,
      claim.attemptId,
      (error) => channel.classify(error),
      claim.fence === '1',
    );
    const ctx: Ctx<Json> = {
      ...(await this.target(target, signal, now)),
      item: itemOf(claim, this.config.publicUrl),
      step: (name, call) => steps.step(name, call),
    };
    return { channel, target, rendition, ctx, steps, now };
  }

  /** What the item shows before an update: the rendition of the newest delivery before it that is out. */
  async shown(claim: Claim): Promise<Rendition<Json>> {
    const before = await this.db
      .selectFrom('delivery')
      .select('rendition_hash')
      .where('announcement_id', '=', claim.announcementId)
      .where('target_id', '=', claim.targetId)
      .where('item_key', '=', claim.itemKey)
      .where('operation', '<>', 'recall')
      .where('state', 'in', ['accepted', 'live', 'missing', 'unconfirmed', 'superseded'])
      .where('id', '<>', claim.id)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return this.rendition(before.rendition_hash);
  }

  private async rendition(hash: Hash): Promise<Rendition<Json>> {
    return JSON.parse(new TextDecoder().decode(await this.blobs.read(hash))) as Rendition<Json>;
  }

  /** The context of a target's own pages, for whoever asks for them from the address `visitor`; `runs` is the clock of a run. */
  async target(
    target: ResolvedTarget,
    signal: AbortSignal,
    runs?: () => Date,
    visitor = 'unknown',
  ): Promise<TargetCtx<Json>> {
    const office = await this.officeCache.get(target.officeId);
    const ahead = runs ? 0 : await this.aheadCache.get('');
    const now = runs ?? (() => new Date(Date.now() + ahead));
    return {
      settings: target.settings,
      target: { id: target.id, slug: target.slug, name: target.name },
      office,
      baseUrl: this.targets.baseUrl(target),
      http: (url, request) => this.http(url, { ...request, signal }),
      blobs: { read: (hash: Hash) => this.blobs.read(hash) },
      files: new ShelfFiles(this.shelf, `files/${target.id}`),
      live: (query) => liveItems(this.db, target.id, this.config.publicUrl, query),
      categories: () => liveCategories(this.db, target.id),
      state: targetState(this.db, this.secrets.settings, target.id),
      mail: this.mail,
      spend: (name, limit) => spend(this.db, target.id, name, limit),
      exclusive: (name, work) => exclusive(this.db, target.id, name, signal, work),
      wake: (ref, report) =>
        transact(this.db, `system:${target.channel.id}`, (tx) => storeReport(tx, target.id, ref, report)),
      reports: (ref) => readReports(this.db, target.id, ref),
      screens: this.screens.forTarget(target.id),
      objections: this.objections.desk(target.officeId, `system:${target.channel.id}`, visitor),
      now,
      log: this.logOf(target),
      signal,
    };
  }

  private logOf(target: ResolvedTarget): Logger {
    const known = this.logs.get(target);
    if (known) return known;
    const log = this.log.child({ channel: target.channel.id, target: target.slug });
    this.logs.set(target, log);
    return log;
  }

  private async office(id: string): Promise<Office> {
    const row = await this.db
      .selectFrom('office')
      .select(['id', 'name', 'short_name'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return { id: row.id, name: row.name, shortName: row.short_name };
  }
}
