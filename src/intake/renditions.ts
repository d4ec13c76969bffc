import { Inject, Injectable } from '@nestjs/common';
import type { PreviewHtml, Channel, Rendition } from '../contract/channel.js';
import type { Hash, Json } from '../contract/values.js';
import { BlobStore } from '../platform/storage/blobs.js';
import { DATABASE, type Db } from '../store/database.js';
import { Targets } from '../targets/index.js';

/** One frozen rendition with its preview. */
export interface RenditionPreview {
  targetId: string;
  hash: Hash;
  preview: PreviewHtml;
}

/** Reads frozen renditions back and shows them as the channel would. */
@Injectable()
export class Renditions {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly blobs: BlobStore,
    private readonly targets: Targets,
  ) {}

  /** The rendition behind a hash. Rejects when the blob is missing or damaged. */
  async read(hash: Hash): Promise<Rendition<Json>> {
    return JSON.parse(new TextDecoder().decode(await this.blobs.read(hash))) as Rendition<Json>;
  }

  /**
   * The preview of a rendition with its pictures inside it as data: a preview stands in a frame with an origin of its
   * own, which the session's cookie does not reach.
   */
  async preview(channel: Channel, rendition: Rendition<Json>): Promise<PreviewHtml> {
    const pictures = rendition.assets.filter((asset) => asset.mediaType.startsWith('image/'));
    const inline = new Map<string, string>();
    for (const { hash, mediaType } of pictures) {
      inline.set(
        hash,
        `data:${mediaType};base64,${Buffer.from(await this.blobs.read(hash)).toString('base64')}`,
      );
    }
    return channel.preview(rendition, (hash) => inline.get(hash) ?? 'data:,');
  }

  /** Every target's frozen rendition of a version, in the targets' order. */
  async previews(versionId: string): Promise<RenditionPreview[]> {
    const rows = await this.db
      .selectFrom('rendition')
      .innerJoin('target', 'target.id', 'rendition.target_id')
      .select(['rendition.target_id', 'rendition.channel', 'rendition.hash'])
      .where('version_id', '=', versionId)
      .orderBy('target.created_at')
      .orderBy('target.id')
      .execute();
    return Promise.all(
      rows.map(async (row) => {
        const hash = row.hash as Hash;
        const preview = await this.preview(this.targets.channel(row.channel), await this.read(hash));
        return { targetId: row.target_id, hash, preview };
      }),
    );
  }
}
