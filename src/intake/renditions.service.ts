import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { VersionDetail } from '../contract/api.js';
import type { Rendition, VersionView } from '../contract/channel.js';
import { AssetRef, Json, type Hash } from '../contract/values.js';
import { canonicalJson } from '../platform/hash.js';
import { BlobStore } from '../platform/storage/blobs.js';
import { DATABASE, type Db } from '../store/database.js';
import { Targets, type ResolvedTarget } from '../targets/index.js';

const Stored = z.object({ document: Json, assets: z.array(AssetRef) });

/** Where the console loads one of the office's files from. */
export const assetAddress = (hash: Hash): string => `/api/v1/blobs/${hash}`;

/** Makes, keeps and shows the frozen documents of versions. */
@Injectable()
export class Renditions {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly store: BlobStore,
    @Inject(Targets) private readonly targets: Pick<Targets, 'channel'>,
  ) {}

  /** Renders a version for a target. Rejects when the channel fails, or names a file that the version does not have. */
  async render(view: VersionView, { channel, settings }: ResolvedTarget): Promise<Rendition<Json>> {
    const { document, assets } = await channel.render(view, settings);
    const own = new Set([...view.pictures, ...view.attachments].map((file) => file.hash));
    const stranger = assets.find((asset) => !own.has(asset.hash));
    if (stranger)
      throw new Error(`the channel ${channel.id} rendered with a file of its own: ${stranger.hash}`);
    return { document, assets };
  }

  /** Keeps a rendition and returns its hash, which names exactly this document with exactly these files. */
  async keep({ document, assets }: Rendition<Json>): Promise<Hash> {
    return this.store.put(canonicalJson({ document, assets }));
  }

  /** A kept rendition. Rejects with `not_found`, or when the stored bytes are damaged. */
  async read(hash: Hash): Promise<Rendition<Json>> {
    return Stored.parse(JSON.parse(Buffer.from(await this.store.read(hash)).toString('utf8')));
  }

  /** What each target of a version would show, from what is frozen. */
  async previews(versionId: string): Promise<VersionDetail['renditions']> {
    const rows = await this.db
      .selectFrom('rendition')
      .innerJoin('target', 'target.id', 'rendition.target_id')
      .select(['rendition.target_id', 'rendition.channel', 'rendition.hash'])
      .where('rendition.version_id', '=', versionId)
      .orderBy('target.created_at')
      .orderBy('target.id')
      .execute();
    return Promise.all(
      rows.map(async ({ target_id, channel, hash }) => ({
        targetId: target_id,
        hash,
        preview: this.targets.channel(channel).preview(await this.read(hash), assetAddress),
      })),
    );
  }
}
