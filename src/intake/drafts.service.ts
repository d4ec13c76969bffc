import { Inject, Injectable } from '@nestjs/common';
import type {
  AnnouncementDetail,
  CreateDraft,
  DraftFields,
  RestoredDraft,
  SaveDraft,
  SavedDraft,
} from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Hash } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { Targets } from '../targets/index.js';
import { AnnouncementRows } from './announcement-rows.js';
import { Blobs } from './blobs/blobs.service.js';
import { cleanDraft, toColumns, type CleanDraft } from './draft-fields.js';
import { requireNobodyElse } from './editing/lease.js';
import { lockAnnouncement } from './lock.js';
import { replaceDraft } from './replace-draft.js';
import { keepWords } from './search/keep.js';

/** What a draft was made from: a file that is already kept as a blob, or an earlier announcement. */
export type DraftSource = { hash: Hash; size: number } | { copiedFrom: string };

/** Keeps drafts. What is kept is always clean, and refers to the office's own files and targets only. */
@Injectable()
export class Drafts {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(Targets) private readonly targets: Pick<Targets, 'require'>,
    private readonly blobs: Blobs,
    private readonly rows: AnnouncementRows,
  ) {}

  /**
   * Starts an announcement. Unless others are named, the office itself is the issuer, the topic is the one that the office
   * set, and it is disclosed (公开为常态, 政府信息公开条例 Art. 5).
   */
  async create(caller: Caller, wish: CreateDraft, from?: DraftSource): Promise<AnnouncementDetail> {
    const office = await this.db
      .selectFrom('office')
      .leftJoin('metadata_rule as rule', 'rule.office_id', 'office.id')
      .select(['office.name', 'rule.topic'])
      .where('office.id', '=', caller.officeId)
      .executeTakeFirstOrThrow();
    const given: DraftFields = {
      title: '',
      body: '',
      category: '',
      attachments: [],
      targetIds: [],
      ...wish,
      issuer: wish.issuer || office.name,
      metadata: { disclosure: 'proactive', topic: office.topic ?? undefined, ...wish.metadata },
    };
    const draft = await this.prepare(caller.officeId, cleanDraft(given));
    const id = newId();
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await tx
        .insertInto('announcement')
        .values({ id, office_id: caller.officeId, drafter_id: caller.memberId, ...draft.columns })
        .execute();
      await keepWords(tx, [{ id, office_id: caller.officeId, ...draft.columns }]);
      await this.record(tx, caller, 'announcement.created', id, {});
      if (from && 'copiedFrom' in from)
        await this.record(tx, caller, 'announcement.copied', id, { from: from.copiedFrom });
      else if (from) await this.record(tx, caller, 'file.imported', id, { file: from.hash, size: from.size });
    });
    return this.rows.detail(caller.officeId, id);
  }

  /**
   * Replaces the draft's fields. The answer's `notes` say what the text lost.
   * @throws HubError `pen_held` while another page writes it, `stale_revision` (facts: the present one), `wrong_state`
   * while it is in review or out, `unknown_target`, `invalid_request`, `invalid_time`, `not_found`
   */
  async save(caller: Caller, id: string, { revision, tab, ...given }: SaveDraft): Promise<SavedDraft> {
    const draft = await this.prepare(caller.officeId, cleanDraft(given));
    const { memberId: editor } = caller;
    await transact(this.db, `member:${editor}`, (tx) =>
      replaceDraft(tx, caller, { id, revision, tab }, draft.columns, { editor }),
    );
    return { ...(await this.rows.detail(caller.officeId, id)), notes: draft.notes.list() };
  }

  /** The same with fields that it had before; `before` is the state that they replaced. @throws as {@link save} */
  async restore(caller: Caller, id: string, { revision, tab, ...given }: SaveDraft): Promise<RestoredDraft> {
    const draft = await this.prepare(caller.officeId, cleanDraft(given));
    const before = await transact(this.db, `member:${caller.memberId}`, (tx) =>
      replaceDraft(tx, caller, { id, revision, tab }, draft.columns, 'always'),
    );
    if (before === undefined) throw new Error(`the draft ${id} was replaced and not kept`);
    return { ...(await this.rows.detail(caller.officeId, id)), notes: draft.notes.list(), before };
  }

  /** Deletes an announcement that was never submitted. @throws HubError `wrong_state`, `pen_held`, `not_found` */
  async remove(caller: Caller, id: string): Promise<void> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      await lockAnnouncement(tx, caller.officeId, id);
      if (await wasSubmitted(tx, id))
        throw new HubError(
          'wrong_state',
          'It has been submitted before and belongs to the record: it cannot be deleted.',
        );
      await refuseConsulted(tx, id);
      await requireNobodyElse(tx, id, caller.memberId);
      await tx.deleteFrom('announcement').where('id', '=', id).execute();
      await this.record(tx, caller, 'announcement.deleted', id, {});
    });
  }

  private async prepare(officeId: string, { fields, notes, pictures }: CleanDraft) {
    const [attachments] = await Promise.all([
      this.blobs.resolveAttachments(officeId, fields.attachments),
      this.blobs.requirePictures(officeId, pictures),
      this.targets.require(officeId, fields.targetIds),
    ]);
    return { columns: toColumns(fields, attachments), notes };
  }

  private async record(
    tx: Tx,
    caller: Caller,
    kind: string,
    announcementId: string,
    data: Record<string, string | number>,
  ): Promise<void> {
    const actor = `member:${caller.memberId}` as const;
    await appendLedger(tx, [
      { officeId: caller.officeId, actor, kind, announcementId, subjectId: announcementId, data },
    ]);
    await announceChange(tx, caller.officeId, { topic: 'announcement', ids: [announcementId] });
  }
}

/** What others were asked about is on record. */
async function refuseConsulted(tx: Tx, announcementId: string): Promise<void> {
  const asked = await tx
    .selectFrom('consultation')
    .select('id')
    .where('announcement_id', '=', announcementId)
    .limit(1)
    .executeTakeFirst();
  if (asked)
    throw new HubError('wrong_state', 'Another body was consulted about it: it belongs to the record.');
}

/** A permalink alone says nothing: one that another announcement names has it ahead of its first submission. */
async function wasSubmitted(tx: Tx, id: string): Promise<boolean> {
  const version = await tx
    .selectFrom('version')
    .select('id')
    .where('announcement_id', '=', id)
    .executeTakeFirst();
  return version !== undefined;
}
