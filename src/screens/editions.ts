import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { sql } from 'kysely';
import {
  Downloads,
  itemsText,
  ManifestFrame,
  newestFirst,
  type ManifestHead,
  type ManifestItem,
  type Signed,
} from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import { Panel, usualPanel } from '../contract/slide/panel.js';
import { sha256 } from '../platform/hash.js';
import { databaseNow, type Tx } from '../store/database.js';
import { boardsOf } from './boards/section.js';
import { ManifestSigner } from './hub-key.js';
import { programmeOf } from './programme/programme-of.js';
import { webOriginsOf } from './web-sites.js';

/** A group's manifest of one epoch, signed, in the texts that screens get. */
export interface Edition {
  targetId: string;
  epoch: number;
  head: Signed;
  frame: { text: string; hash: string };
  /** Newest first. */
  items: EditionItem[];
}
interface EditionItem {
  key: string;
  rendition: string;
  text: string;
  hash: string;
  /** The first epoch that had it. */
  shownEpoch: number;
  until: number;
}
interface Group {
  group: string;
  settings: unknown;
  office: string;
  short_name: string;
  epoch: string;
}

const keptEditions = 200;

/** Makes and signs each group's manifest once an epoch, however many screens ask for it. */
@Injectable()
export class Editions {
  private readonly kept = new LRUCache<string, Edition>({ max: keptEditions });

  constructor(private readonly signer: ManifestSigner) {}

  /**
   * The group's manifest as it stands; it stays so until the transaction ends.
   * @throws HubError not_found for a group that never had a screen or an item
   */
  async current(tx: Tx, targetId: string): Promise<Edition> {
    const group = await this.lock(tx, targetId);
    const now = await databaseNow(tx);
    const kept = this.kept.get(targetId);
    const isWhole = kept?.items.every(({ until }) => until > now.getTime());
    if (kept && isWhole && kept.epoch === Number(group.epoch)) return kept;
    const edition = await this.make(tx, targetId, group, now);
    this.kept.set(targetId, edition);
    return edition;
  }

  private async lock(tx: Tx, targetId: string): Promise<Group> {
    const row = await tx
      .selectFrom('screen_group as g')
      .innerJoin('target as t', 't.id', 'g.target_id')
      .innerJoin('office as o', 'o.id', 't.office_id')
      .select(['t.name as group', 't.settings', 'o.name as office', 'o.short_name', 'g.epoch'])
      .where('g.target_id', '=', targetId)
      .forShare('g')
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such group of screens');
    return row;
  }

  private async make(tx: Tx, targetId: string, group: Group, now: Date): Promise<Edition> {
    const items = await itemsOf(tx, targetId);
    const programme = await programmeOf(tx, targetId);
    const boards = await boardsOf(tx, targetId);
    const frame = JSON.stringify({
      ...frameOf(group),
      programme,
      ...(boards.length > 0 ? { boards } : {}),
    } satisfies ManifestFrame);
    const head: ManifestHead = {
      format: 'manifest.v2',
      group: targetId,
      epoch: Number(group.epoch),
      issuedAt: now.toISOString(),
      frame: sha256(frame),
      items: sha256(itemsText(items.map(({ hash }) => hash))),
    };
    return {
      targetId,
      epoch: head.epoch,
      head: await this.signer.sign(JSON.stringify(head)),
      frame: { text: frame, hash: head.frame },
      items,
    };
  }
}

function frameOf({ group, settings, office, short_name: shortName }: Group): ManifestFrame {
  const panel = Panel.safeParse(settings);
  const downloads = Downloads.safeParse(settings);
  const webOrigins = webOriginsOf(settings);
  return {
    group,
    panel: panel.success ? panel.data : usualPanel,
    office: { name: office, shortName },
    ...(webOrigins.length > 0 ? { webOrigins } : {}),
    ...(downloads.success && Object.keys(downloads.data).length > 0 ? { downloads: downloads.data } : {}),
  };
}

async function itemsOf(tx: Tx, targetId: string): Promise<EditionItem[]> {
  const rows = await tx
    .selectFrom('screen_item as i')
    .leftJoin('delivery as d', 'd.id', 'i.key')
    .leftJoin('version as v', 'v.id', 'd.version_id')
    .selectAll('i')
    .select(sql<string | null>`v.content->>'category'`.as('category'))
    .where('i.target_id', '=', targetId)
    .where('i.retracted_at', 'is', null)
    .where((eb) => eb.or([eb('i.until', 'is', null), eb('i.until', '>', sql<Date>`hub_now()`)]))
    .execute();
  const items = rows.map((row) => {
    const item: ManifestItem = {
      key: row.key,
      rendition: row.rendition,
      assets: row.assets,
      publishedAt: row.published_at.toISOString(),
      from: row.published_at.toISOString(),
      ...(row.until ? { until: row.until.toISOString() } : {}),
      priority: row.priority,
      ...(row.category === null ? {} : { category: row.category }),
      ...(row.announcement_id === null ? {} : { announcementId: row.announcement_id }),
    };
    return { item, row };
  });
  return items
    .sort((a, b) => newestFirst(a.item, b.item))
    .map(({ item, row }) => {
      const text = JSON.stringify(item);
      return {
        key: row.key,
        rendition: row.rendition,
        text,
        hash: sha256(text),
        shownEpoch: Number(row.shown_epoch),
        until: row.until?.getTime() ?? Infinity,
      };
    });
}
