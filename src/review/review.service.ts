import { Inject, Injectable } from '@nestjs/common';
import type { Decide, Ground, Verdict, VersionDetail } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Caller } from '../identity/index.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import { databaseNow, DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { requireConsulted } from './consultations/standing.js';
import { requireAnswers } from './findings.js';
import { mayNot, procedureOf, waitingStep } from './procedure.js';
import { ReviewReader } from './review.reader.js';
import { signerOf } from './signer.js';
import { termsOf } from './terms.service.js';
import { readAgainOn } from './withholding/again-on.js';
import { writeWithholding } from './withholding/withholdings.service.js';

const refusal = {
  drafter: () => new HubError('drafter_may_not_decide'),
  role: () => new HubError('forbidden', 'the step that waits is for other roles'),
  department: () => new HubError('forbidden', 'the step that waits is for another department'),
  same: () => new HubError('forbidden', 'this procedure asks for another person at every step'),
};

const entryKinds: Record<Verdict, string> = {
  approve: 'decision.approved',
  return: 'decision.returned',
  withhold: 'decision.withheld',
};

/** Takes decisions on exactly what was seen. */
@Injectable()
export class Reviews {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: ReviewReader,
  ) {}

  /**
   * Approves, returns or withholds the version at the step that waits.
   * Rejects with `hash_mismatch` (facts: both hashes) when anything differs from what the caller saw, with
   * `drafter_may_not_decide`, `forbidden`, `already_decided`, `findings_open` (facts: their ids) or `wrong_state`. The last
   * approval approves the version; it is refused with `consultations_open` (facts: which) while a body that was asked has
   * not answered for this text. What is withheld is over with that step, whichever it was; `invalid_time` when its next
   * look is not within a year.
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
      const withheld = await this.readWithhold(tx, caller.officeId, version, decision);
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
          kind: entryKinds[decision.verdict],
          announcementId: version.announcementId,
          subjectId: id,
          data: {
            version: versionId,
            step: step.key,
            hash: version.hash,
            renditions: version.renditions,
            answers: decision.answers,
            ...withheld,
          },
        },
      ]);
      const last = waitingStep(procedure, [...decided, { step: step.key }]) === undefined;
      if (decision.verdict === 'return') await this.move(tx, version.announcementId, 'returned');
      else if (withheld)
        await this.withhold(tx, caller, { ...version, versionId }, decision.opinion, withheld);
      else if (last) await this.approve(tx, caller, { ...version, versionId });
      const ids = [version.announcementId];
      await announceChange(tx, caller.officeId, { topic: 'review', ids });
      await announceChange(tx, caller.officeId, { topic: 'announcement', ids });
    });
    return this.reader.detail(caller, versionId);
  }

  private async approve(
    tx: Tx,
    caller: Caller,
    {
      announcementId,
      versionId,
      hash,
      textHash,
    }: { announcementId: string; versionId: string; hash: string; textHash: string },
  ): Promise<void> {
    await requireConsulted(tx, announcementId, textHash);
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

  /** Its ground and when it is looked at again; undefined for another verdict. */
  private async readWithhold(
    tx: Tx,
    officeId: string,
    { corrects }: { corrects: boolean },
    { withhold }: Decide,
  ): Promise<{ ground: Ground; againOn: string } | undefined> {
    if (!withhold) return undefined;
    if (corrects)
      throw new HubError('wrong_state', 'it corrects what is out: return it, and have that taken back');
    const { reappraiseMonths } = await termsOf(tx, officeId);
    const againOn = readAgainOn(await databaseNow(tx), withhold.againOn, reappraiseMonths);
    return { ground: withhold.ground, againOn };
  }

  private async withhold(
    tx: Tx,
    caller: Caller,
    { announcementId, versionId }: { announcementId: string; versionId: string },
    words: string,
    withheld: { ground: Ground; againOn: string },
  ): Promise<void> {
    await writeWithholding(tx, caller, {
      ...{ announcementId, versionId, words, number: 1, act: 'withheld' },
      ...withheld,
    });
    await this.move(tx, announcementId, 'withheld');
  }

  private async move(
    tx: Tx,
    announcementId: string,
    stage: 'returned' | 'approved' | 'withheld',
  ): Promise<void> {
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
        'version.text_hash',
        'version.procedure',
        'member.department_id',
        'version.submitted_by',
        'version.announcement_id',
        'announcement.stage',
        'announcement.drafter_id',
        'announcement.current_version_id',
        'announcement.correction_note',
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
      textHash: row.text_hash,
      corrects: row.correction_note !== null,
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
