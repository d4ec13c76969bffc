import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { HubError } from '../../contract/errors.js';
import type { Answers, Ask } from '../../contract/person.js';
import type { AssetRef, Hash } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { Attachments, Blobs, refuseFile, type Upload } from '../../intake/index.js';
import { DATABASE, type Db, type Tx } from '../../store/database.js';
import { Targets } from '../../targets/index.js';
import { inScope, scopeOf } from './scope.js';

/** Pictures that people add to what they report on a delivery: how a page looked when they saw it. */
@Injectable()
export class Evidence {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly targets: Targets,
    private readonly attachments: Attachments,
    private readonly blobs: Blobs,
  ) {}

  /** Keeps a picture for a report. @throws HubError `not_found`, `unsupported_file`, as an attachment does */
  async receive(caller: Caller, deliveryId: string, file: Upload): Promise<AssetRef> {
    await this.find(caller, 'release.create', deliveryId);
    const kept = await this.attachments.receive(caller.officeId, file);
    if (!kept.mediaType.startsWith('image/')) throw refuseFile('picture');
    return kept;
  }

  /** A picture that a report on this item names; any other is `not_found`. */
  async read(
    caller: Caller,
    deliveryId: string,
    hash: Hash,
  ): Promise<{ mediaType: string; content: Uint8Array; personal: boolean }> {
    const { target, key } = await this.find(caller, 'announcement.read', deliveryId);
    const { rows } = await sql`
      select from report r, jsonb_each_text(r.message #> '{person,answers}') answer
      where r.target_id = ${target} and r.ref = ${key} and answer.value = ${hash}`.execute(this.db);
    if (rows.length === 0) throw new HubError('not_found', 'no report on this delivery names this picture');
    return this.blobs.handOut(caller, hash);
  }

  private async find(
    caller: Caller,
    permission: 'announcement.read' | 'release.create',
    deliveryId: string,
  ): Promise<{ target: string; key: string }> {
    const { rows } = await sql<{ target: string; key: string }>`
      select d.target_id as target, d.item_key as key from delivery d
      where d.id = ${deliveryId} and ${inScope(this.targets, scopeOf(caller, permission))}`.execute(this.db);
    const [found] = rows;
    if (!found) throw new HubError('not_found', 'there is no such delivery for you');
    return found;
  }
}

/** @throws HubError `invalid_request` for a picture that the office does not have */
export async function requirePictures(
  tx: Tx,
  officeId: string,
  asked: readonly Ask[],
  answers: Answers,
): Promise<void> {
  for (const { name, kind } of asked) {
    const hash = kind === 'picture' ? answers[name] : undefined;
    if (hash === undefined) continue;
    const blob = await tx
      .selectFrom('blob')
      .select('media_type')
      .where('office_id', '=', officeId)
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (blob?.media_type.startsWith('image/') !== true)
      throw new HubError('invalid_request', undefined, {
        errors: [{ path: `answers.${name}`, message: 'is no picture of this office' }],
      });
  }
}
