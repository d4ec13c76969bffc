import { Inject, Injectable } from '@nestjs/common';
import type { AssetRef } from '../../contract/values.js';
import { paperScanTypes, type SlipView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { Attachments, refuseFile, type Upload } from '../../intake/index.js';
import { newId, plainCode } from '../../platform/ids.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { lockVersion } from '../locked.js';
import { waitingStep } from '../procedure.js';
import { PaperReader } from './paper.reader.js';

const CODE_LENGTH = 12;

/** Makes the sheets on which steps are signed by hand, and takes their scans in. */
@Injectable()
export class Slips {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: PaperReader,
    private readonly attachments: Attachments,
  ) {}

  /**
   * The slip of the step that waits. There is one a step and version: printed again, it is the same one.
   * @throws HubError `slip_outdated` for a version that does not wait, `already_decided`, `not_found`
   */
  async print(caller: Caller, versionId: string, consoleUrl: string): Promise<SlipView> {
    const actor = `member:${caller.memberId}` as const;
    const code = await transact(this.db, actor, async (tx) => {
      const version = await lockVersion(tx, caller.officeId, versionId);
      if (version.stage !== 'review' || version.currentId !== versionId) throw new HubError('slip_outdated');
      const step = waitingStep(version.procedure, version.decided);
      if (!step) throw new HubError('already_decided');
      const known = await tx
        .selectFrom('paper_slip')
        .select('code')
        .where('version_id', '=', versionId)
        .where('step', '=', step.key)
        .executeTakeFirst();
      if (known) return known.code;
      const [id, fresh] = [newId(), plainCode(CODE_LENGTH)];
      const { officeId, announcementId, hash } = version;
      await tx
        .insertInto('paper_slip')
        .values({
          ...{ id, office_id: officeId, code: fresh, version_id: versionId, step: step.key },
          ...{ version_hash: hash, console_url: new URL(consoleUrl).origin, printed_by: caller.memberId },
        })
        .execute();
      const data = { version: versionId, step: step.key, hash };
      await appendLedger(tx, [
        { officeId, actor, kind: 'slip.printed', announcementId, subjectId: id, data },
      ]);
      return fresh;
    });
    return this.reader.slip(caller.officeId, code);
  }

  /**
   * Keeps a scan that can be read to its end: a PDF file, or a JPEG or PNG picture.
   * @throws HubError `not_found`, `slip_outdated`, `slip_used`; as every file, `invalid_file`, `file_too_large`,
   * `unsupported_file` with `facts.reason`
   */
  async scan(caller: Caller, code: string, file: Upload): Promise<AssetRef> {
    const { state } = await this.reader.slip(caller.officeId, code);
    if (state === 'outdated') throw new HubError('slip_outdated');
    if (state !== 'open') throw new HubError('slip_used');
    const asset = await this.attachments.receive(caller.officeId, file);
    if (!isScan(asset.mediaType)) throw refuseFile('kind');
    return asset;
  }
}

export const isScan = (mediaType: string): boolean =>
  (paperScanTypes as readonly string[]).includes(mediaType);
