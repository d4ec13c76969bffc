import { Inject, Injectable } from '@nestjs/common';
import type { Channel } from '../contract/channel.js';
import { sql } from 'kysely';
import type {
  ChannelView,
  CreateTarget,
  Desk,
  Pace,
  TargetSettings,
  TargetView,
  UpdateTarget,
} from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Json } from '../contract/values.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { newId } from '../platform/ids.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { SECRETS, type HubSecrets } from '../platform/secrets.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Actor, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { CHANNELS, type Channels, type ResolvedTarget, type TargetRow } from './resolved.js';
import type { Secrets } from './secrets.js';
import { openSettings, prepareSettings, type OpenedSettings } from './settings.js';
import { channelView, deskOfChannel, targetView } from './views.js';

/** Whose secrets cannot be read can be shown, and repaired by entering them again. */
const unreadable = {
  pausedReason: "its secrets cannot be read with this hub's key: enter them again",
  pausedWords: {
    zh: '密钥无法用本系统的主密钥解开（hub-secrets.json 已更换），请重新填写密钥',
    en: "Its secrets cannot be read with this hub's key (hub-secrets.json is another one): enter them again",
  },
};

/** Keeps the configured instances of channels. */
@Injectable()
export class Targets {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CHANNELS) private readonly channels: Channels,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(SECRETS) private readonly secrets: HubSecrets,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** All targets of an office, or of one of its desks, oldest first. */
  async list(officeId: string, desk?: Desk): Promise<ResolvedTarget[]> {
    const rows = await this.rows()
      .where('office_id', '=', officeId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.filter((row) => this.isAt(row.channel, desk)).map((row) => this.show(row));
  }

  /** The office's targets with these ids, in their order. Rejects with `unknown_target` for any other id or desk. */
  async require(officeId: string, ids: readonly string[], desk?: Desk): Promise<ResolvedTarget[]> {
    if (ids.length === 0) return [];
    const rows = await this.rows()
      .where('office_id', '=', officeId)
      .where('id', 'in', [...ids])
      .execute();
    return ids.map((id) => {
      const row = rows.find((candidate) => candidate.id === id);
      if (!row || !this.isAt(row.channel, desk))
        throw new HubError('unknown_target', `there is no target ${id} in this office`);
      return this.show(row);
    });
  }

  /** Any office's target, for work that the hub does by itself and for public pages. Rejects without its secrets. */
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

  /** The channels that targets can be made of, or those of one desk. */
  channelViews(desk?: Desk): ChannelView[] {
    return this.channelsAt(desk).map(channelView);
  }

  /** The channels of a desk, or all of them. */
  channelsAt(desk: Desk | undefined): Channel[] {
    return [...this.channels.values()].filter((channel) => this.isAt(channel.id, desk));
  }

  /** A target's settings for a form: without secrets. @throws HubError `unknown_target` */
  async settings(officeId: string, id: string, desk?: Desk): Promise<TargetSettings> {
    await this.require(officeId, [id], desk);
    const { opened } = await this.stored(id);
    return { settings: opened.settings, secretsSet: Object.keys(opened.secrets).sort() };
  }

  /**
   * Rejects with `invalid_request` when the channel is unknown, its settings do not fit, or the slug is taken, and with
   * `forbidden` for a channel of another desk.
   */
  async create(officeId: string, actor: Actor, wish: CreateTarget, desk?: Desk): Promise<ResolvedTarget> {
    const channel = this.channels.get(wish.channel);
    if (!channel) throw invalid('channel', `there is no channel ${wish.channel}`);
    if (!this.isAt(channel.id, desk)) throw new HubError('forbidden', 'this channel is not one of your desk');
    const id = newId();
    const { stored } = prepareSettings(channel, this.secrets.settings, id, wish.settings, {});
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
          settings: JSON.stringify(stored.settings),
          secrets: stored.secrets,
          ...paceColumns(wish.pace ?? channel.limits),
          paused_reason: null,
        })
        .execute();
      await this.record(tx, officeId, actor, 'target.created', id, {
        channel: wish.channel,
        slug: wish.slug,
      });
    });
    return this.one(officeId, id);
  }

  /** Settings are replaced as a whole, but for secrets: see UpdateTarget. */
  async update(
    officeId: string,
    actor: Actor,
    id: string,
    wish: UpdateTarget,
    desk?: Desk,
  ): Promise<ResolvedTarget> {
    const [target] = await this.require(officeId, [id], desk);
    if (!target) throw new HubError('unknown_target');
    await transact(this.db, actor, async (tx) => {
      const { opened, row } = await this.stored(id, tx);
      const prepared =
        wish.settings === undefined
          ? undefined
          : prepareSettings(target.channel, this.secrets.settings, id, wish.settings, opened.secrets);
      await tx
        .updateTable('target')
        .set({
          name: wish.name ?? row.name,
          enabled: wish.enabled ?? row.enabled,
          ...(prepared && {
            settings: JSON.stringify(prepared.stored.settings),
            secrets: prepared.stored.secrets,
          }),
          ...(wish.pace && paceColumns(wish.pace)),
          ...(wish.resume === true && { paused_reason: null, paused_words: null }),
        })
        .where('id', '=', id)
        .execute();
      const secretFields = prepared?.changedSecrets.map((path) => `settings.${path}`) ?? [];
      await this.record(tx, officeId, actor, 'target.changed', id, {
        fields: [...Object.keys(wish), ...secretFields].sort(),
        enabled: wish.enabled ?? row.enabled,
      });
    });
    return this.one(officeId, id);
  }

  view(target: ResolvedTarget): TargetView {
    return targetView(target, this.baseUrl(target));
  }

  /** Where the target's `serve` answers, without a trailing slash. */
  baseUrl(target: Pick<ResolvedTarget, 'channel' | 'slug'>): string | undefined {
    const { mount } = target.channel;
    return mount === undefined ? undefined : `${this.config.publicUrl}${mount}/${target.slug}`;
  }

  private isAt(channelId: string, desk: Desk | undefined): boolean {
    return desk === undefined || deskOfChannel(this.channel(channelId)) === desk;
  }

  private async one(officeId: string, id: string): Promise<ResolvedTarget> {
    const [target] = await this.require(officeId, [id]);
    if (!target) throw new HubError('unknown_target');
    return target;
  }

  private rows(db: Db | Tx = this.db) {
    return db
      .selectFrom('target')
      .select(['id', 'office_id', 'channel', 'slug', 'name', 'settings', 'secrets', 'enabled'])
      .select(['paused_reason', 'paused_words', 'concurrency', 'per_minute', 'per_day'])
      .select(usedToday);
  }

  /** A target as it stands; in a transaction it is locked. Secrets that cannot be read count as none. */
  private async stored(id: string, tx?: Tx): Promise<{ row: TargetRow; opened: OpenedSettings }> {
    const query = this.rows(tx).where('id', '=', id);
    const row = await (tx ? query.forUpdate() : query).executeTakeFirstOrThrow();
    try {
      return { row, opened: openSettings(this.channel(row.channel), this.secrets.settings, id, row) };
    } catch (error) {
      this.log.error({ err: error, target: id }, 'the secrets of a target cannot be read');
      const none: Secrets = {};
      return { row, opened: { settings: row.settings, secrets: none, whole: row.settings } };
    }
  }

  /** For people: a target whose secrets cannot be read is there too, and says so. */
  private show(row: TargetRow): ResolvedTarget {
    try {
      return this.resolve(row);
    } catch (error) {
      this.log.error({ err: error, target: row.id }, 'the secrets of a target cannot be read');
      return { ...this.resolve({ ...row, secrets: null }), ...unreadable };
    }
  }

  private resolve(row: TargetRow): ResolvedTarget {
    const channel = this.channel(row.channel);
    const { whole } = openSettings(channel, this.secrets.settings, row.id, row);
    return {
      id: row.id,
      officeId: row.office_id,
      slug: row.slug,
      name: row.name,
      enabled: row.enabled,
      pausedReason: row.paused_reason ?? undefined,
      pausedWords: row.paused_words ?? undefined,
      channel,
      settings: whole,
      drill: channel.isDrill?.(whole) ?? false,
      pace: {
        concurrency: row.concurrency,
        perMinute: row.per_minute ?? undefined,
        perDay: row.per_day ?? undefined,
      },
      usedToday: row.per_day === null ? undefined : row.used_today,
    };
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

const paceColumns = ({ concurrency, perMinute, perDay }: Pace) => ({
  concurrency,
  per_minute: perMinute ?? null,
  per_day: perDay ?? null,
});

/** Of the target's daily limit; the office's day is the one that the relay counts by. */
const usedToday = sql<number>`coalesce((select day_used from target_flow where target_id = target.id
  and day = hub_today()), 0)`.as('used_today');

const invalid = (path: string, message: string): HubError =>
  new HubError('invalid_request', undefined, { errors: [{ path, message }] });
