import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { VersionDetail } from '../contract/api.js';
import type { Problem, Rendition, RenderKit, VersionView } from '../contract/channel.js';
import { AssetRef, Json, type Hash } from '../contract/values.js';
import { readFont } from '../platform/fonts.js';
import { canonicalJson, sha256 } from '../platform/hash.js';
import { BlobStore } from '../platform/storage/blobs.js';
import { DATABASE, type Db } from '../store/database.js';
import { Drawings } from './files/drawings.js';
import { Targets, type ResolvedTarget } from '../targets/index.js';

const Stored = z.object({ document: Json, assets: z.array(AssetRef) });

/** Where the console loads one of the office's files from. */
export const assetAddress = (hash: Hash): string => `/api/v1/blobs/${hash}`;

interface MadeFile {
  ref: AssetRef;
  bytes: Uint8Array;
}

/** A rendition that is not kept yet, and the files that the channel made for it. */
export interface Rendered {
  rendition: Rendition<Json>;
  made: MadeFile[];
  /** What the channel found in the files. */
  problems: Problem[];
}

/** Where a page finds the files of a rendition that is not kept: what it made comes along in the page itself. */
export function looseAddress(made: readonly MadeFile[]): (hash: Hash) => string {
  const files = new Map(made.map((file) => [file.ref.hash, file]));
  return (hash) => {
    const file = files.get(hash);
    if (!file) return assetAddress(hash);
    return `data:${file.ref.mediaType};base64,${Buffer.from(file.bytes).toString('base64')}`;
  };
}

/** Makes, keeps and shows the frozen documents of versions. */
@Injectable()
export class Renditions {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly store: BlobStore,
    @Inject(Targets) private readonly targets: Pick<Targets, 'channel'>,
    private readonly drawings: Drawings,
  ) {}

  /** Renders a version for a target. Rejects when the channel fails, or names a file that nobody has. */
  async render(view: VersionView, { channel, settings }: ResolvedTarget): Promise<Rendered> {
    const own = new Set([...view.pictures, ...view.attachments].map((file) => file.hash));
    const made: MadeFile[] = [];
    const keep: RenderKit['keep'] = ({ bytes, ...facts }) => {
      const ref = { hash: sha256(bytes), size: bytes.byteLength, ...facts };
      made.push({ ref, bytes });
      return Promise.resolve(ref);
    };
    const {
      document,
      assets,
      problems = [],
    } = await channel.render(view, settings, {
      font: readFont,
      read: (hash) => {
        if (!own.has(hash)) throw new Error(`the channel ${channel.id} asked for a file of another version`);
        return this.store.read(hash);
      },
      keep,
      pages: async (hash, box) => {
        const file = view.attachments.find((one) => one.hash === hash);
        if (!file) throw new Error(`the channel ${channel.id} asked for a file of another version`);
        const { total, pages } = await this.drawings.of(file, box);
        const name = (index: number): string => `${file.name}-${String(index + 1)}.webp`;
        const refs = pages.map((page, index) =>
          keep({ ...page, name: name(index), mediaType: 'image/webp' }),
        );
        return { total, pages: await Promise.all(refs) };
      },
    });
    const known = new Set([...own, ...made.map(({ ref }) => ref.hash)]);
    const stranger = assets.find((asset) => !known.has(asset.hash));
    if (stranger)
      throw new Error(`the channel ${channel.id} rendered with a file of its own: ${stranger.hash}`);
    return { rendition: { document, assets }, made, problems };
  }

  /** Keeps a rendition with the files that it made; its hash names exactly this document with exactly these files. */
  async keep(officeId: string, { rendition, made }: Rendered): Promise<Hash> {
    for (const { bytes } of made) await this.store.put(bytes);
    if (made.length > 0) {
      await this.db
        .insertInto('blob')
        .values(
          made.map(({ ref }) => ({
            office_id: officeId,
            hash: ref.hash,
            media_type: ref.mediaType,
            size: ref.size,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const { document, assets } = rendition;
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
