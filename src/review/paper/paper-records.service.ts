import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CheckPaper, PaperRecordView, RecordPaper } from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import { HubError } from '../../contract/errors.js';
import { callerOfMember, type Caller } from '../../identity/index.js';
import { Blobs, refuseFile } from '../../intake/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { lockVersion, type LockedVersion } from '../locked.js';
import { waitingStep } from '../procedure.js';
import { signerOf } from '../signer.js';
import { mayDecide, takeStep } from '../take-step.js';
import { PaperReader } from './paper.reader.js';
import { isScan } from './slips.service.js';
import { mayNotCheck } from './standing.js';

/** Records what was signed by hand; what a second member confirms counts as the signer's decision. */
@Injectable()
export class PaperRecords {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: PaperReader,
    private readonly blobs: Blobs,
  ) {}

  /**
   * Writes down what a scanned slip says; nothing is decided yet.
   * @throws HubError `not_found`; `slip_outdated` and `slip_used`; `already_decided`; `forbidden` for who signed it, and
   * that or `drafter_may_not_decide` when the signer could not take the step on screen either; `findings_open`; `invalid_time`
   * when it was signed before the version was submitted or after today; `unsupported_file`
   */
  async record(caller: Caller, code: string, paper: RecordPaper): Promise<PaperRecordView> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    const { mediaType } = await this.blobs.kindOf(officeId, paper.scan.hash);
    if (!isScan(mediaType)) throw refuseFile('kind');
    if (paper.signerId === memberId)
      throw new HubError('forbidden', 'who signed a sheet leaves it to somebody else to record it');
    const id = newId();
    await transact(this.db, actor, async (tx) => {
      const slip = await slipOf(tx, officeId, code);
      const version = await lockVersion(tx, officeId, slip.versionId);
      await requireOpen(tx, slip, version);
      await requireDay(tx, version, paper.signedOn);
      await mayDecide(tx, version, { ...(await personOf(tx, officeId, paper.signerId)), ...paper });
      await tx
        .insertInto('paper_record')
        .values({
          ...{ id, office_id: officeId, slip_id: slip.id, version_id: version.id, step: slip.step },
          ...{ drafter_id: version.drafterId, version_hash: version.hash },
          ...{ scan_hash: paper.scan.hash, scan_name: paper.scan.name, verdict: paper.verdict },
          ...{ opinion: paper.opinion, answers: JSON.stringify(paper.answers) },
          ...{ signer_id: paper.signerId, signed_on: paper.signedOn, recorded_by: memberId },
        })
        .execute();
      const { announcementId } = version;
      const data = { version: version.id, step: slip.step, hash: version.hash, ...factsOf(slip.id, paper) };
      await appendLedger(tx, [
        { officeId, actor, kind: 'paper.recorded', announcementId, subjectId: id, data },
      ]);
      await announceChange(tx, officeId, { topic: 'review', ids: [announcementId] });
    });
    return this.reader.record(caller, id);
  }

  /**
   * The second look. A confirmation takes the step for the signer; a rejection frees the slip for a better scan.
   * @throws HubError `not_found`; `recorder_may_not_confirm`, `drafter_may_not_decide`; `hash_mismatch`;
   * `already_decided`, `slip_outdated`; `forbidden` for the signer, or when that one may not take the step any more; `consultations_open`
   * for the last step while a body that was asked has not answered for this text
   */
  async check(
    caller: Caller,
    id: string,
    { outcome, note, versionHash }: CheckPaper,
  ): Promise<PaperRecordView> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    const known = await this.reader.record(caller, id);
    await transact(this.db, actor, async (tx) => {
      const version = await lockVersion(tx, officeId, known.versionId);
      // What was read before the lock may be old by now.
      const { outcome: before } = await tx
        .selectFrom('paper_record')
        .select('outcome')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      requireChecker(version, { ...known, outcome: before ?? undefined }, caller);
      if (version.hash !== versionHash)
        throw new HubError('hash_mismatch', undefined, {
          facts: { seen: versionHash, current: version.hash },
        });
      await tx
        .updateTable('paper_record')
        .set({ outcome, note, checked_by: memberId, checked_at: sql<Date>`hub_now()` })
        .where('id', '=', id)
        .execute();
      const { announcementId } = version;
      const data = { version: version.id, step: known.step, hash: version.hash, scan: known.scan.hash };
      await appendLedger(tx, [
        { officeId, actor, kind: `paper.${outcome}`, announcementId, subjectId: id, data },
      ]);
      if (outcome === 'confirmed') await this.count(tx, version, known, actor);
      await announceChange(tx, officeId, { topic: 'review', ids: [announcementId] });
    });
    return this.reader.record(caller, id);
  }

  private async count(
    tx: Tx,
    version: LockedVersion,
    { id, verdict, opinion, answers, signer, signedOn, scan, recordedBy }: PaperRecordView,
    actor: `member:${string}`,
  ): Promise<void> {
    const facts = {
      ...{ record: id, scan: scan.hash, signedOn },
      ...{ recordedBy: `member:${recordedBy.id}`, confirmedBy: actor },
    };
    const who = await personOf(tx, version.officeId, signer.id);
    await takeStep(tx, version, { actor, signer: who, verdict, opinion, answers, paper: { id, facts } });
  }
}

const factsOf = (slip: string, { scan, verdict, signerId, signedOn }: RecordPaper) => ({
  ...{ slip, scan: scan.hash, verdict, signer: signerId, signedOn },
});

async function slipOf(tx: Tx, officeId: string, code: string) {
  const slip = await tx
    .selectFrom('paper_slip')
    .select(['id', 'step', 'version_id as versionId'])
    .where('office_id', '=', officeId)
    .where('code', '=', code)
    .executeTakeFirst();
  if (!slip) throw new HubError('not_found', 'there is no slip with this code in this office');
  return slip;
}

async function requireOpen(
  tx: Tx,
  slip: { id: string; step: string },
  version: LockedVersion,
): Promise<void> {
  const used = await tx
    .selectFrom('paper_record')
    .select('id')
    .where('slip_id', '=', slip.id)
    .where(sql<boolean>`outcome is distinct from 'rejected'`)
    .executeTakeFirst();
  if (used) throw new HubError('slip_used');
  if (version.stage !== 'review' || version.currentId !== version.id) throw new HubError('slip_outdated');
  if (waitingStep(version.procedure, version.decided)?.key !== slip.step)
    throw new HubError('already_decided');
}

async function requireDay(tx: Tx, version: LockedVersion, signedOn: string): Promise<void> {
  const [from, to] = [dayText(version.submittedAt), dayText(await databaseNow(tx))];
  if (signedOn < from || signedOn > to)
    throw new HubError('invalid_time', `It can have been signed between ${from} and ${to} only.`, {
      errors: [{ path: 'signedOn', message: `not between ${from} and ${to}` }],
    });
}

async function personOf(tx: Tx, officeId: string, memberId: string) {
  const member = await callerOfMember(tx, memberId);
  if (member?.officeId !== officeId)
    throw new HubError('forbidden', 'who signed is not an active member of this office');
  return { ...(await signerOf(tx, member)), permissions: member.permissions };
}

function requireChecker(
  version: LockedVersion,
  record: Pick<PaperRecordView, 'outcome' | 'recordedBy' | 'signer' | 'step'>,
  caller: Caller,
): void {
  const current = version.stage === 'review' && version.currentId === version.id;
  const decided = version.decided.some(({ step }) => step === record.step);
  const reason = mayNotCheck({ ...record, drafters: version.drafters, current, decided }, caller);
  switch (reason) {
    case undefined:
      return;
    case 'recorder':
      throw new HubError('recorder_may_not_confirm');
    case 'drafter':
      throw new HubError('drafter_may_not_decide');
    case 'signer':
      throw new HubError('forbidden', 'who signed a sheet does not confirm its scan');
    case 'role':
      throw new HubError('forbidden');
    case 'checked':
      throw new HubError('already_decided', 'the scan has been checked');
    case 'outdated':
      throw new HubError(decided ? 'already_decided' : 'slip_outdated');
  }
}
