import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { TtlCache } from '../platform/ttl-cache.js';
import { PublicSite } from '../platform/web/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { CHANNELS, Targets, type Channels, type ResolvedTarget } from '../targets/index.js';
import { Contexts } from './contexts.js';

/** A public page has to be answered within this time. */
const SERVE_TIMEOUT_MS = 20_000;

/** The public origin: each channel's own pages below its mount, and the permalinks `/n/<slug>`. */
@Injectable()
export class ChannelSite extends PublicSite {
  private readonly targetCache: TtlCache<ResolvedTarget | undefined>;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(CHANNELS) private readonly channels: Channels,
    targets: Targets,
    private readonly contexts: Contexts,
  ) {
    super();
    this.targetCache = new TtlCache((key) => {
      const [channel = '', slug = ''] = key.split(' ');
      return targets.bySlug(channel, slug);
    }, 2_000);
  }

  async handle(request: Request, visitor: string): Promise<Response | undefined> {
    const [, mount = '', slug = ''] = new URL(request.url).pathname.split('/');
    if (mount === '') return this.home();
    if (mount === 'n') return this.permalink(slug);
    const channel = [...this.channels.values()].find((candidate) => candidate.mount === `/${mount}`);
    if (!channel?.serve || !/^[a-z0-9-]{1,41}$/.test(slug)) return undefined;
    const target = await this.targetCache.get(`${channel.id} ${slug}`);
    if (!target) return undefined;
    const signal = AbortSignal.timeout(SERVE_TIMEOUT_MS);
    return channel.serve(request, await this.contexts.target(target, signal, undefined, visitor));
  }

  /** The hub's root leads to the oldest site, whichever office it belongs to: the first office is the house's own. */
  private async home(): Promise<Response | undefined> {
    const homes = this.homes();
    if (homes.length === 0) return undefined;
    const first = await this.db
      .selectFrom('target')
      .select(['channel', 'slug'])
      .where('enabled', '=', true)
      .where('channel', 'in', homes)
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    const mount = this.channels.get(first?.channel ?? '')?.mount;
    return first && mount !== undefined ? this.redirect(`${mount}/${first.slug}/`) : undefined;
  }

  /**
   * Where an announcement is to be read now, on a site if it is on one; 410 when it was out and is not any more. While it
   * is being taken back the site's page speaks, not a place that is slower to let go of it.
   */
  private async permalink(slug: string): Promise<Response | undefined> {
    if (!/^[a-z0-9-]{1,60}$/.test(slug)) return undefined;
    const { rows } = await sql<{ url: string }>`
      select d.url from announcement a
      join delivery d on d.announcement_id = a.id and d.operation <> 'recall' and d.url is not null
      join target t on t.id = d.target_id
      where a.slug = ${slug}
      order by exists (
          select from delivery r where r.announcement_id = a.id and r.operation = 'recall'
            and r.state in ('scheduled', 'queued', 'sending', 'accepted', 'with_person')
        ) and t.channel = any(${this.homes()}) desc,
        d.state in ('accepted', 'live') desc, t.channel = any(${this.homes()}) desc, d.publish_at desc, d.id
      limit 1`.execute(this.db);
    const [row] = rows;
    // What was taken back is answered by its own page, which is a tombstone now.
    return row && this.redirect(row.url);
  }

  /** The channels whose pages are sites, by id. */
  private homes(): string[] {
    return [...this.channels.values()].filter(({ home }) => home === true).map(({ id }) => id);
  }

  private redirect(to: string): Response {
    const location = new URL(to, `${this.config.publicUrl}/`).href;
    return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-cache' } });
  }
}
