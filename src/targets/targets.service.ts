import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Channel } from '../contract/channel.js';
import type { CreateTarget, TargetView, UpdateTarget } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Json } from '../contract/values.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Actor, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';

/** The channels by id, as they were found at boot. */
export const CHANNELS = Symbol('channels');
export type Channels = ReadonlyMap<string, Channel>;

/** A target with its channel and its parsed settings. */
export interface ResolvedTarget {
  id: string;
  officeId: string;
  slug: string;
  name: string;
  enabled: boolean;
  pausedReason: string | undefined;
  channel: Channel;
  settings: Json;
}

interface TargetRow {
  id: string;
  office_id: string;
  channel: string;
  slug: string;
  name: string;
  settings: Json;
  enabled: boolean;
  paused_reason: string | null;
}

/** Keeps the configured instances of channels. */
@Injectable()
export class Targets {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CHANNELS) private readonly channels: Channels,
    @Inject(CONFIG) private readonly config: HubConfig,
  ) {}

  /** All targets of an office, oldest first. */
  async list(officeId: string): Promise<ResolvedTarget[]> {
    const rows = await this.rows()
      .where('office_id', '=', officeId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => this.resolve(row));
  }

  /** The office's targets with these ids, in their order. Rejects with `unknown_target` for any other id. */
  async require(officeId: string, ids: readonly string[]): Promise<ResolvedTarget[]> {
    if (ids.length === 0) return [];
    const rows = await this.rows()
      .where('office_id', '=', officeId)
      .where('id', 'in', [...ids])
      .execute();
    return ids.map((id) => {
      const row = rows.find((candidate) => candidate.id === id);
      if (!row) throw new HubError('unknown_target', `there is no target ${id} in this office`);
      return this.resolve(row);
    });
  }

  /** Any office's target, for work that the hub does by itself and for public pages. */
  async byId(id: string): Promise<ResolvedTarget | undefined> {
    const row = await this.rows().where('id', '=', id).executeTakeFirst();
    return row && this.resolve(row);
  }

  async bySlug(channelId: string, slug: string): Promise<ResolvedTarget | undefined> {
    const row = await this.rows()
      .where('channel', '=', channelId)
      .where('slug', '=', slug)
      .executeTakeFirst();
    return row && this.resolve(row);
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`there is no folder channels/${id}, though a target needs it`);
    return channel;
  }

  /** Rejects with `invalid_request` when the channel is unknown, its settings do not fit, or the slug is taken. */
  async create(officeId: string, actor: Actor, wish: CreateTarget): Promise<ResolvedTarget> {
    const settings = this.parseSettings(wish.channel, wish.settings);
    const id = newId();
    await transact(this.db, actor, async (tx) => {
      const taken = await tx
        .selectFrom('target')
        .select('id')
        .where('slug', '=', wish.slug)
        .executeTakeFirst();
      if (taken) throw invalid('slug', `the short name ${wish.slug} is taken`);
      await tx
        .insertInto('target')
        .values({
          id,
          office_id: officeId,
          channel: wish.channel,
          slug: wish.slug,
          name: wish.name,
          settings: JSON.stringify(settings),

          concurrency: this.channel(wish.channel).limits.concurrency,
          paused_reason: null,
        })
        .execute();
      await this.record(tx, officeId, actor, 'target.created', id, {
        channel: wish.channel,
        slug: wish.slug,
      });
    });
    const [target] = await this.require(officeId, [id]);
    if (!target) throw new Error('the new target is not there');
    return target;
  }

  async update(officeId: string, actor: Actor, id: string, wish: UpdateTarget): Promise<ResolvedTarget> {
    const [target] = await this.require(officeId, [id]);
    if (!target) throw new HubError('unknown_target');
    const settings = wish.settings && this.parseSettings(target.channel.id, wish.settings);
    await transact(this.db, actor, async (tx) => {
      await tx
        .updateTable('target')
        .set({
          name: wish.name ?? target.name,
          enabled: wish.enabled ?? target.enabled,
          settings: JSON.stringify(settings ?? target.settings),
          paused_reason: wish.resume === true ? null : (target.pausedReason ?? null),
        })
        .where('id', '=', id)
        .execute();
      await this.record(tx, officeId, actor, 'target.changed', id, {
        fields: Object.keys(wish).sort(),
        enabled: wish.enabled ?? target.enabled,
      });
    });
    const [changed] = await this.require(officeId, [id]);
    if (!changed) throw new HubError('unknown_target');
    return changed;
  }

  view(target: ResolvedTarget): TargetView {
    const { channel } = target;
    return {
      id: target.id,
      channel: channel.id,
      channelLabel: channel.label,
      name: target.name,
      slug: target.slug,
      enabled: target.enabled,
      pausedReason: target.pausedReason,
      limits: { maxTitle: channel.capabilities.maxTitle, maxBody: channel.capabilities.maxBody },
      capabilities: {
        media: channel.capabilities.media,
        update: channel.capabilities.update,
        recall: channel.capabilities.recall,
      },
      publicUrl: this.baseUrl(target),
    };
  }

  /** Where the target's `serve` answers, without a trailing slash. */
  baseUrl(target: Pick<ResolvedTarget, 'channel' | 'slug'>): string | undefined {
    const { mount } = target.channel;
    return mount === undefined ? undefined : `${this.config.publicUrl}${mount}/${target.slug}`;
  }

  private rows() {
    return this.db
      .selectFrom('target')
      .select(['id', 'office_id', 'channel', 'slug', 'name', 'settings', 'enabled', 'paused_reason']);
  }

  private resolve(row: TargetRow): ResolvedTarget {
    return {
      id: row.id,
      officeId: row.office_id,
      slug: row.slug,
      name: row.name,
      enabled: row.enabled,
      pausedReason: row.paused_reason ?? undefined,
      channel: this.channel(row.channel),
      settings: row.settings,
    };
  }

  private parseSettings(channelId: string, settings: Json): Json {
    const channel = this.channels.get(channelId);
    if (!channel) throw invalid('channel', `there is no channel ${channelId}`);
    const parsed = channel.settings.safeParse(settings);
    if (parsed.success) return parsed.data;
    const errors = parsed.error.issues.map((issue: z.core.$ZodIssue) => ({
      path: ['settings', ...issue.path].join('.'),
      message: issue.message,
    }));
    throw new HubError('invalid_request', undefined, { errors });
  }

  private async record(
    tx: Tx,
    officeId: string,
    actor: Actor,
    kind: string,
    id: string,
    data: Record<string, Json>,
  ) {
    await appendLedger(tx, [{ officeId, actor, kind, subjectId: id, data }]);
    await announceChange(tx, officeId, { topic: 'target', ids: [id] });
  }
}

const invalid = (path: string, message: string): HubError =>
  new HubError('invalid_request', undefined, { errors: [{ path, message }] });
