import { Inject, Injectable } from '@nestjs/common';
import type { AttachedFile } from '../../contract/api.js';
import type { AssetRef, Hash } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { sha256 } from '../../platform/hash.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { Blobs } from '../blobs/blobs.service.js';
import { isMislabelled, isPicture, recognise } from '../blobs/kinds.js';
import type { Upload } from '../blobs/upload.js';
import { refuseFile } from '../refuse.js';
import { FileDesk } from './file-desk.js';

/** Takes files in once they have been read, and makes cleaned copies of them. */
@Injectable()
export class Attachments {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly blobs: Blobs,
    private readonly desk: FileDesk,
  ) {}

  /**
   * Keeps a file that is what its name says and that can be read from its beginning to its end.
   * @throws HubError `invalid_file`, `file_too_large`, `unsupported_file` with `facts.reason`
   */
  async receive(officeId: string, { name, content }: Upload): Promise<AssetRef> {
    const kind = await recognise(content, name);
    if (isMislabelled(name, kind)) throw refuseFile('mislabelled');
    const { mediaType } = kind;
    if (!isPicture(mediaType))
      await this.desk.ask({ do: 'check', file: { hash: sha256(content), mediaType, content } });
    return this.blobs.keep(officeId, name, content);
  }

  /**
   * A copy of one of the office's files without comments, authors and what cameras write. The file itself stays as it
   * is; the ledger has both hashes. @throws HubError `not_found`; `unsupported_file` for what cannot be cleaned
   */
  async clean(caller: Caller, original: Hash, name: string): Promise<AttachedFile> {
    const { officeId, memberId } = caller;
    const { mediaType, content } = await this.blobs.read(officeId, original);
    const cleaned = await this.desk.ask({ do: 'clean', file: { hash: original, mediaType, content } });
    const copy = await this.blobs.keep(officeId, name, cleaned.content);
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      const made = await tx
        .insertInto('cleaned_file')
        .values({ office_id: officeId, hash: copy.hash, original, member_id: memberId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('hash')
        .executeTakeFirst();
      // Asked for twice, it is the same copy.
      if (!made) return;
      const data = { file: copy.hash, cleanedFrom: original, removed: cleaned.removed };
      await appendLedger(tx, [{ officeId, actor, kind: 'file.cleaned', data }]);
    });
    return { ...copy, cleanedFrom: original };
  }
}
