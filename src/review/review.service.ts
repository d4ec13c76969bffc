import { Inject, Injectable } from '@nestjs/common';
import type { Decide, VersionDetail } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { requireAnswers } from './findings.js';
import { mayNot, procedureOf, waitingStep } from './procedure.js';
import { ReviewReader } from './review.reader.js';
import { signerOf } from './signer.js';

const refusal = {
  drafter: () => new HubError('drafter_may_not_decide'),
  role: () => new HubError('forbidden', 'the step that waits is for other roles'),
  department: () => new HubError('forbidden', 'the step that waits is for another department'),
  same: () => new HubError('forbidden', 'this procedure asks for another person at every step'),
};

/** Takes decisions on exactly what was seen. */
@Injectable()
export class Reviews {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: ReviewReader,
  ) {}

  /**
   * Approves or returns the version at the step that waits.
   * Rejects with `hash_mismatch` (facts: both hashes) when anything differs from what the caller saw, with
   * `drafter_may_not_decide`, `forbidden`, `already_decided`, `findings_open` (facts: their ids) or `wrong_state`. The last approval approves the version.
   */
  async decide(caller: Caller, versionId: string, decision: Decide): Promise<VersionDetail> {
    await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const version = await this.lock(tx, caller.officeId, versionId);
      this.compare(version, decision);
      const decided = await tx
        .selectFrom('decision')
        .select(['step', 'member_id as memberId'])
        .where('version_id', '=', versionId)
        .execute();
      const { procedure } = version;
      const drafters = [version.drafterId, version.begunBy];
      const reason = mayNot(
        { procedure, decided, drafters, department: version.department },
        await signerOf(tx, caller),
      );
      const step = waitingStep(procedure, decided);
      if (reason !== undefined && reason !== 'decided') throw refusal[reason]();
      if (!step || version.stage !== 'review')
        throw new HubError('already_decided', `the version is ${version.stage}`);
      if (decision.verdict === 'approve') await requireAnswers(tx, caller, versionId, decision.answers);
      const id = newId();
      await tx
        .insertInto('decision')
        .values({
          id,
          office_id: caller.officeId,
          version_id: versionId,
          drafter_id: version.drafterId,
          step: step.key,
          verdict: decision.verdict,
          opinion: decision.opinion,
          member_id: caller.memberId,
          version_hash: version.hash,
          rendition_hashes: JSON.stringify(version.renditions),
          answers: JSON.stringify(decision.answers),
        })
        .execute();
      await appendLedger(tx, [
        {
          officeId: caller.officeId,
          actor: `member:${caller.memberId}`,
          kind: decision.verdict === 'approve' ? 'decision.approved' : 'decision.returned',
          announcementId: version.announcementId,
          subjectId: id,
          data: {
            version: versionId,
            step: step.key,
            hash: version.hash,
            renditions: version.renditions,
            answers: decision.answers,
          },
        },
      ]);
      const last = waitingStep(procedure, [...decided, { step: step.key }]) === undefined;
      if (decision.verdict === 'return') await this.move(tx, version.announcementId, 'returned');
      else if (last) await this.approve(tx, caller, version.announcementId, versionId, version.hash);
      const ids = [version.announcementId];
      await announceChange(tx, caller.officeId, { topic: 'review', ids });
      await announceChange(tx, caller.officeId, { topic: 'announcement', ids });
    });
    return this.reader.detail(caller, versionId);
  }

  private async approve(
    tx: Tx,
    caller: Caller,
    announcementId: string,
    versionId: string,
    hash: string,
  ): Promise<void> {
    await tx.insertInto('approval').values({ version_id: versionId, version_hash: hash }).execute();
    await appendLedger(tx, [
      {
        officeId: caller.officeId,
        actor: `member:${caller.memberId}`,
        kind: 'version.approved',
        announcementId,
        subjectId: versionId,
        data: { hash },
      },
    ]);
    await this.move(tx, announcementId, 'approved');
  }

  private async move(tx: Tx, announcementId: string, stage: 'returned' | 'approved'): Promise<void> {
    await tx.updateTable('announcement').set({ stage }).where('id', '=', announcementId).execute();
  }

  /** The version with its announcement locked, so that nothing moves between look and decision. */
  private async lock(tx: Tx, officeId: string, versionId: string) {
    const row = await tx
      .selectFrom('version')
      .innerJoin('announcement', 'announcement.id', 'version.announcement_id')
      .innerJoin('member', 'member.id', 'version.submitted_by')
      .select([
        'version.hash',
        'version.procedure',
        'member.department_id',
        'version.submitted_by',
        'version.announcement_id',
        'announcement.stage',
        'announcement.drafter_id',
        'announcement.current_version_id',
      ])
      .where('version.id', '=', versionId)
      .where('version.office_id', '=', officeId)
      .forUpdate('announcement')
      .executeTakeFirst();
    if (!row) throw new HubError('not_found', 'there is no such version in this office');
    const current =
      row.current_version_id === versionId || row.current_version_id === null
        ? undefined
        : await tx
            .selectFrom('version')
            .select(['hash'])
            .where('id', '=', row.current_version_id)
            .executeTakeFirst();
    const renditions = await tx
      .selectFrom('rendition')
      .select(['target_id', 'hash'])
      .where('version_id', '=', versionId)
      .execute();
    return {
      announcementId: row.announcement_id,
      procedure: procedureOf(row.procedure),
      department: row.department_id,
      drafterId: row.submitted_by,
      begunBy: row.drafter_id,
      hash: row.hash,
      stage: row.stage,
      newerHash: current?.hash,
      withdrawn: row.current_version_id === null,
      renditions: Object.fromEntries(renditions.map((rendition) => [rendition.target_id, rendition.hash])),
    };
  }

  private compare(version: Awaited<ReturnType<Reviews['lock']>>, decision: Decide): void {
    const mismatch = (seen: string, now: string, what: string): HubError =>
      new HubError('hash_mismatch', `${what} is not what you looked at; look at it again`, {
        facts: { seen, current: now },
      });
    if (version.newerHash !== undefined)
      throw mismatch(decision.versionHash, version.newerHash, 'the version');
    if (version.hash !== decision.versionHash)
      throw mismatch(decision.versionHash, version.hash, 'the version');
    const targets = new Set([...Object.keys(version.renditions), ...Object.keys(decision.renditionHashes)]);
    for (const target of targets) {
      const seen = decision.renditionHashes[target] ?? 'none';
      const now = version.renditions[target] ?? 'none';
      if (seen !== now) throw mismatch(seen, now, `the rendition for target ${target}`);
    }
  }
}
