import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { HandoffPartView, HandoffView, PreviewView } from '../../contract/api.js';
import type {
  AssetRef,
  DeliveryState,
  GoneReason,
  Hash,
  Operation,
  Priority,
} from '../../contract/values.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { notePersonalOriginal, Renditions } from '../../intake/index.js';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { BlobStore } from '../../platform/storage/blobs.js';
import { DATABASE, type Db } from '../../store/database.js';
import { Targets } from '../../targets/index.js';
import { itemOf } from '../items.js';
import { inScope, scopeOf } from './scope.js';
import { Tasks } from './tasks.service.js';

interface Row {
  announcementId: string;
  title: string;
  targetId: string;
  channel: string;
  operation: Operation;
  state: DeliveryState;
  url: string | null;
  itemKey: string;
  slug: string;
  versionNumber: number;
  renditionHash: Hash;
  publishAt: Date;
  windowEndsAt: Date | null;
  priority: Priority;
  goneReason: GoneReason | null;
}

/** Where the console loads a file of a delivery. */
const fileAddress = (deliveryId: string, hash: Hash): string =>
  `/api/v1/deliveries/${deliveryId}/files/${hash}`;

/** Where the console downloads it, to be saved under this name. */
const downloadAddress = (deliveryId: string, { hash, name }: AssetRef): string =>
  `${fileAddress(deliveryId, hash)}?name=${encodeURIComponent(name)}`;

/** What people carry over by hand, from what is frozen. */
@Injectable()
export class Handoffs {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    private readonly targets: Targets,
    private readonly renditions: Renditions,
    private readonly blobs: BlobStore,
    private readonly tasks: Tasks,
  ) {}

  /** The page of a hand-off. @throws HubError `not_found`, also when the target's channel has none */
  async page(caller: Caller, deliveryId: string): Promise<HandoffView> {
    const row = await this.find(caller, deliveryId);
    const [target] = await this.targets.require(caller.officeId, [row.targetId]);
    if (!target?.channel.handoff) throw new HubError('not_found', 'nothing is carried over by hand here');
    const rendition = await this.renditions.read(row.renditionHash);
    const item = itemOf(row, this.config.publicUrl);
    const { parts, checklist } = target.channel.handoff(rendition, item, target.settings);
    const task = (await this.tasks.ofDeliveries(caller.officeId, [deliveryId], caller)).get(deliveryId);
    return {
      deliveryId,
      announcementId: row.announcementId,
      announcementTitle: row.title,
      versionNumber: row.versionNumber,
      target: { id: target.id, name: target.name, channel: target.channel.id, drill: target.drill },
      operation: row.operation,
      state: row.state,
      url: row.url ?? undefined,
      parts: parts.map((part): HandoffPartView =>
        part.kind === 'file' ? { ...part, href: downloadAddress(deliveryId, part.file) } : part,
      ),
      checklist,
      task,
    };
  }

  /** What a delivery shows, as it was approved. Its files are loaded as the delivery's. */
  async preview(caller: Caller, deliveryId: string): Promise<PreviewView> {
    const { renditionHash, targetId, channel } = await this.find(caller, deliveryId);
    const rendition = await this.renditions.read(renditionHash);
    const address = (hash: Hash): string => fileAddress(deliveryId, hash);
    const { html, width, height } = this.targets.channel(channel).preview(rendition, address);
    return { targetId, html, width, height };
  }

  /** A file of what was frozen for a delivery; any other is `not_found`. */
  async file(
    caller: Caller,
    deliveryId: string,
    hash: Hash,
  ): Promise<{ file: AssetRef; content: Uint8Array; personal: boolean }> {
    const { renditionHash } = await this.find(caller, deliveryId);
    const { assets } = await this.renditions.read(renditionHash);
    const file = assets.find((asset) => asset.hash === hash);
    if (!file) throw new HubError('not_found', 'this delivery has no such file');
    const personal = await notePersonalOriginal(this.db, caller, hash);
    return { file, content: await this.blobs.read(hash), personal };
  }

  private async find(caller: Caller, deliveryId: string): Promise<Row> {
    const { rows } = await sql<Row>`
      select d.announcement_id as "announcementId", v.content ->> 'title' as title, d.target_id as "targetId", d.channel, d.operation,
        d.state, d.url, d.item_key as "itemKey", a.slug, v.number as "versionNumber", d.rendition_hash as "renditionHash",
        d.publish_at as "publishAt", d.window_ends_at as "windowEndsAt", r.priority, d.gone_reason as "goneReason"
      from delivery d join version v on v.id = d.version_id join release r on r.id = d.release_id
        join announcement a on a.id = d.announcement_id
      where d.id = ${deliveryId} and ${inScope(this.targets, scopeOf(caller, 'announcement.read'))}`.execute(
      this.db,
    );
    const [row] = rows;
    if (!row) throw new HubError('not_found', 'there is no such delivery for you');
    return row;
  }
}
