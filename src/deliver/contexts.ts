import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { join } from 'node:path';
import type { Channel, Ctx, Http, Item, Rendition, State, TargetCtx } from '../contract/channel.js';
import { SCREENS_PORT, type ScreensPorts } from '../contract/display.js';
import type { Hash, Json } from '../contract/values.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HTTP } from '../platform/http/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { BlobStore } from '../platform/storage/blobs.js';
import { FolderFiles } from '../platform/storage/files.js';
import { TtlCache } from '../platform/ttl-cache.js';
import { DATABASE, type Db } from '../store/database.js';
import { Targets, type ResolvedTarget } from '../targets/index.js';
import type { Claim } from './claims.js';
import { liveCategories, liveItems } from './live-items.js';
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

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(HTTP) private readonly http: Http,
    @Inject(SCREENS_PORT) private readonly screens: ScreensPorts,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly targets: Targets,
    private readonly blobs: BlobStore,
  ) {
    this.targetCache = new TtlCache((id) => this.targets.byId(id), SETTLED_MS);
    this.officeCache = new TtlCache((id) => this.office(id), SETTLED_MS);
  }

  /** The context of a run on one item. `signal` aborts when the run's time is over. */
  async run(claim: Claim, signal: AbortSignal): Promise<Run> {
    const target = await this.targetCache.get(claim.targetId);
    if (!target) throw new Error(`the target ${claim.targetId} does not exist any more`);
    const { channel } = target;
    const start = performance.now();
    const now = (): Date => new Date(claim.claimedAt.getTime() + performance.now() - start);
    const rendition = JSON.parse(
      new TextDecoder().decode(await this.blobs.read(claim.renditionHash)),
    ) as Rendition<Json>;
    const steps = new Steps(
      this.db,
      claim.id,
      claim.attemptId,
      (error) => channel.classify(error),
      claim.fence === '1',
    );
    const ctx: Ctx<Json> = {
      ...(await this.target(target, signal, now)),
      item: this.item(claim),
      step: (name, call) => steps.step(name, call),
    };
    return { channel, target, rendition, ctx, steps, now };
  }

  /** The context of a target's own pages. */
  async target(
    target: ResolvedTarget,
    signal: AbortSignal,
    now = () => new Date(),
  ): Promise<TargetCtx<Json>> {
    const office = await this.officeCache.get(target.officeId);
    return {
      settings: target.settings,
      target: { id: target.id, slug: target.slug, name: target.name },
      office,
      baseUrl: this.targets.baseUrl(target),
      http: (url, request) => this.http(url, { ...request, signal }),
      blobs: { read: (hash: Hash) => this.blobs.read(hash) },
      files: new FolderFiles(join(this.config.dataDir, 'files', target.id)),
      live: (query) => liveItems(this.db, target.id, this.config.publicUrl, query),
      categories: () => liveCategories(this.db, target.id),
      state: this.state(target.id),
      screens: this.screens.forTarget(target.id),
      now,
      log: this.log.child({ channel: target.channel.id, target: target.slug }),
      signal,
    };
  }

  private item(claim: Claim): Item {
    return {
      key: claim.itemKey,
      announcementId: claim.announcementId,
      slug: claim.slug,
      permalink: `${this.config.publicUrl}/n/${claim.slug}`,
      versionNumber: claim.versionNumber,
      renditionHash: claim.renditionHash,
      publishAt: claim.publishAt,
      expiresAt: claim.windowEndsAt ?? undefined,
      priority: claim.priority,
      goneReason: claim.goneReason ?? undefined,
    };
  }

  private state(targetId: string): State {
    return {
      get: async (key) => {
        const row = await this.db
          .selectFrom('channel_state')
          .select('value')
          .where('target_id', '=', targetId)
          .where('key', '=', key)
          .executeTakeFirst();
        return row?.value;
      },
      set: async (key, value) => {
        await this.db
          .insertInto('channel_state')
          .values({ target_id: targetId, key, value: JSON.stringify(value) })
          .onConflict((conflict) =>
            conflict
              .columns(['target_id', 'key'])
              .doUpdateSet({ value: JSON.stringify(value), updated_at: sql<Date>`hub_now()` }),
          )
          .execute();
      },
    };
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
