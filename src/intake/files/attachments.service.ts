import { Inject, Injectable } from '@nestjs/common';
import { draftLimits, type AttachedFile, type CleanFile } from '../../contract/api.js';
import type { AssetRef, Hash, Json } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { sha256 } from '../../platform/hash.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { Blobs } from '../blobs/blobs.service.js';
import { isFilm, isMislabelled, isPicture, recognise } from '../blobs/kinds.js';
import type { Upload } from '../blobs/upload.js';
import { DictionaryReader } from '../dictionary/dictionary.reader.js';
import { refuseFile } from '../refuse.js';
import type { Cleaned } from './clean.js';
import { FileDesk } from './file-desk.js';
import type { FileBytes } from './file-reader.js';

/** Takes files in once they have been read, and makes cleaned copies of them. */
@Injectable()
export class Attachments {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly blobs: Blobs,
    private readonly desk: FileDesk,
    private readonly dictionary: DictionaryReader,
  ) {}

  /**
   * Keeps a file that is what its name says and that can be read from its beginning to its end.
   * @throws HubError `invalid_file`, `file_too_large`, `unsupported_file` with `facts.reason`
   */
  async receive(officeId: string, { name, content }: Upload): Promise<AssetRef> {
    const kind = await recognise(content, name);
    if (isMislabelled(name, kind)) throw refuseFile('mislabelled');
    const { mediaType } = kind;
    if (!isFilm(mediaType) && content.byteLength > draftLimits.fileBytes) throw refuseFile('too_large');
    if (!isPicture(mediaType))
      await this.desk.ask({ do: 'check', file: { hash: sha256(content), mediaType, content } });
    return this.blobs.keep(officeId, name, content);
  }

  /**
   * A copy of one of the office's files: without comments, people and what cameras write, with tracked changes accepted
   * beside that where it is asked for, or with what one rule finds masked. The file itself stays as it is; the ledger has both hashes, and a copy of a copy names the first of them.
   * @throws HubError `not_found`; `unsupported_file` for what cannot be cleaned
   */
  async clean(caller: Caller, hash: Hash, wish: CleanFile): Promise<AttachedFile> {
    const { officeId } = caller;
    const { mediaType, content } = await this.blobs.read(officeId, hash);
    const file = { hash, mediaType, content };
    const { content: cleaned, removed } = await this.cleaned(officeId, file, wish);
    const copy = await this.blobs.keep(officeId, wish.name, cleaned);
    const original = await this.firstOf(officeId, hash);
    await this.record(
      caller,
      { copy: copy.hash, original },
      {
        ...{ cleanedFrom: hash, removed },
        ...(wish.mask !== undefined && { rule: wish.mask }),
      },
    );
    return { ...copy, cleanedFrom: original };
  }

  private async cleaned(
    officeId: string,
    file: FileBytes,
    { mask, changes, category }: CleanFile,
  ): Promise<Cleaned> {
    if (changes !== undefined) return this.desk.ask({ do: 'accept', file });
    if (mask === undefined) return this.desk.ask({ do: 'clean', file });
    const office = { category, published: [], dictionary: await this.dictionary.entries(officeId) };
    return this.desk.ask({ do: 'mask', file, rule: mask, office });
  }

  /** What a copy was made of in the end, where that is one file; of any other file, itself. */
  private async firstOf(officeId: string, hash: Hash): Promise<Hash> {
    const [one, other] = await this.db
      .selectFrom('cleaned_file')
      .select('original')
      .where('office_id', '=', officeId)
      .where('hash', '=', hash)
      .limit(2)
      .execute();
    return one && !other ? one.original : hash;
  }

  private async record(
    { officeId, memberId }: Caller,
    { copy, original }: { copy: Hash; original: Hash },
    facts: Record<string, Json>,
  ): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const made = await tx
        .insertInto('cleaned_file')
        .values({ office_id: officeId, hash: copy, original, member_id: memberId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('hash')
        .executeTakeFirst();
      // Asked for twice, it is the same copy.
      if (!made) return;
      const data = { file: copy, original, ...facts };
      await appendLedger(tx, [{ officeId, actor, kind: 'file.cleaned', data }]);
    });
  }
}
