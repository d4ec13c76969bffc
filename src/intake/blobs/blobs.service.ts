import { Inject, Injectable } from '@nestjs/common';
import type { AttachedFile } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { AssetRef, Hash } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { BlobStore } from '../../platform/storage/blobs.js';
import { DATABASE, type Db } from '../../store/database.js';
import { safeFileName } from './file-name.js';
import { isPicture, recognise } from './kinds.js';
import { notePersonalOriginal } from './personal-originals.js';

/** An office's own files: the bytes by hash, and the row that says whose they are. */
@Injectable()
export class Blobs {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly store: BlobStore,
  ) {}

  /** Keeps a file after recognising it by its content. @throws HubError `unsupported_file`, `invalid_file` */
  async keep(officeId: string, name: string, content: Uint8Array): Promise<AssetRef> {
    const { mediaType, width, height } = await recognise(content, name);
    const hash = await this.store.put(content);
    const size = content.byteLength;
    await this.db
      .insertInto('blob')
      .values({ office_id: officeId, hash, media_type: mediaType, size })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return {
      hash,
      name: safeFileName(name, mediaType),
      mediaType,
      size,
      ...(width !== undefined && height !== undefined ? { width, height } : {}),
    };
  }

  /** The bytes and kind of one of the office's files. @throws HubError `not_found` for any other */
  async read(officeId: string, hash: Hash): Promise<{ mediaType: string; content: Uint8Array }> {
    const { mediaType } = await this.kindOf(officeId, hash);
    return { mediaType, content: await this.store.read(hash) };
  }

  /** What one of the office's files is. @throws HubError `not_found` for any other */
  async kindOf(officeId: string, hash: Hash): Promise<{ mediaType: string; size: number }> {
    const [known] = await this.known(officeId, [hash]);
    if (!known) throw new HubError('not_found', 'there is no such file in this office');
    return known;
  }

  /**
   * One of the office's files for a member to have. Of a file that a cleaned copy was made of, which holds what the copy
   * is without, the ledger says who has read it, before it is handed out. @throws HubError `not_found`
   */
  async handOut(
    caller: Caller,
    hash: Hash,
  ): Promise<{ mediaType: string; content: Uint8Array; personal: boolean }> {
    const personal = await notePersonalOriginal(this.db, caller, hash);
    return { ...(await this.read(caller.officeId, hash)), personal };
  }

  /**
   * Attachments as the office really has them: kind and size from the files, names made safe.
   * @throws HubError `invalid_request` when one is not the office's
   */
  async resolveAttachments(officeId: string, given: readonly AttachedFile[]): Promise<AttachedFile[]> {
    await this.requireCleaned(officeId, given);
    const known = new Map(
      (
        await this.known(
          officeId,
          given.map((file) => file.hash),
        )
      ).map((row) => [row.hash, row]),
    );
    return given.map(({ hash, name, width, height, cleanedFrom }, index) => {
      const row = known.get(hash);
      if (!row) throw missing(`attachments.${index}`, 'an attachment');
      const sizes =
        isPicture(row.mediaType) && width !== undefined && height !== undefined ? { width, height } : {};
      return {
        hash,
        name: safeFileName(name, row.mediaType),
        mediaType: row.mediaType,
        size: row.size,
        ...sizes,
        ...(cleanedFrom !== undefined && { cleanedFrom }),
      };
    });
  }

  /** What a copy was cleaned from stands in the version and in the ledger: nobody may just say so. */
  private async requireCleaned(officeId: string, given: readonly AttachedFile[]): Promise<void> {
    const copies = given.filter(({ cleanedFrom }) => cleanedFrom !== undefined);
    if (copies.length === 0) return;
    const rows = await this.db
      .selectFrom('cleaned_file')
      .select(['hash', 'original'])
      .where('office_id', '=', officeId)
      .where(
        'hash',
        'in',
        copies.map(({ hash }) => hash),
      )
      .execute();
    const known = new Set(rows.map(({ hash, original }) => `${hash} ${original}`));
    given.forEach(({ hash, cleanedFrom }, index) => {
      if (cleanedFrom !== undefined && !known.has(`${hash} ${cleanedFrom}`))
        throw missing(`attachments.${String(index)}`, 'a cleaned copy');
    });
  }

  /** Rejects with `invalid_request` when a text refers to a picture that is not the office's. */
  async requirePictures(officeId: string, hashes: readonly Hash[]): Promise<void> {
    const known = await this.known(officeId, hashes);
    if (
      new Set(known.filter((row) => isPicture(row.mediaType)).map((row) => row.hash)).size <
      new Set(hashes).size
    )
      throw missing('body', 'a picture');
  }

  /** The pictures of a text, measured, named by their place in it. The office must have them. */
  async resolvePictures(officeId: string, hashes: readonly Hash[]): Promise<AssetRef[]> {
    await this.requirePictures(officeId, hashes);
    return Promise.all(
      hashes.map(async (hash, index) => {
        const content = await this.store.read(hash);
        const { mediaType, extension, width, height } = await recognise(content);
        return {
          hash,
          name: `picture-${index + 1}.${extension}`,
          mediaType,
          size: content.byteLength,
          width,
          height,
        };
      }),
    );
  }

  private async known(
    officeId: string,
    hashes: readonly Hash[],
  ): Promise<{ hash: Hash; mediaType: string; size: number }[]> {
    if (hashes.length === 0) return [];
    const rows = await this.db
      .selectFrom('blob')
      .select(['hash', 'media_type', 'size'])
      .where('office_id', '=', officeId)
      .where('hash', 'in', [...new Set(hashes)])
      .execute();
    return rows.map((row) => ({ hash: row.hash, mediaType: row.media_type, size: Number(row.size) }));
  }
}

function missing(path: string, what: string): HubError {
  return new HubError('invalid_request', `The draft refers to ${what} that is not here: upload it again.`, {
    errors: [{ path, message: 'not one of the files of this office' }],
  });
}
