import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  afterReviewHours,
  dutySteps,
  EMERGENCY_CATEGORY,
  type Decide,
  type VersionDetail,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { compare } from '../compare.js';
import { requireConsulted } from '../consultations/standing.js';
import { requireAnswers } from '../findings.js';
import { lockVersion, type LockedVersion } from '../locked.js';
import { ReviewReader } from '../review.reader.js';
import { dutyOf } from './duty.service.js';
import { mayNotOnDuty } from './rules.js';

/** Lets what is urgent for people's safety go by two persons on duty, for a review afterwards. */
@Injectable()
export class Emergencies {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: ReviewReader,
  ) {}

  /**
   * One of the two approvals on duty; the second approves the version, and sets the review afterwards due. The screening
   * has to be answered as in every review.
   * @throws HubError `wrong_state` for another category; `forbidden` when not on duty or for a second time;
   * `drafter_may_not_decide`; `hash_mismatch`; `already_decided`; `findings_open`;
   * `consultations_open` for the second while a body that was asked has not answered for this text
   */
  async approve(caller: Caller, versionId: string, decision: Decide): Promise<VersionDetail> {
    const actor = `member:${caller.memberId}` as const;
    if (decision.verdict !== 'approve')
      throw new HubError('invalid_request', 'who is on duty approves, or leaves it to the review');
    await transact(this.db, actor, async (tx) => {
      const version = await lockVersion(tx, caller.officeId, versionId);
      await compare(tx, version, decision);
      const nth = await this.turn(tx, version, caller);
      await requireAnswers(tx, caller, version, decision.answers);
      await this.write(tx, version, caller, { ...decision, step: dutySteps[nth] });
      if (nth === 1) await this.approved(tx, version, actor);
      const ids = [version.announcementId];
      await announceChange(tx, caller.officeId, { topic: 'review', ids });
      await announceChange(tx, caller.officeId, { topic: 'announcement', ids });
    });
    return this.reader.detail(caller, versionId);
  }

  private async turn(tx: Tx, version: LockedVersion, { memberId }: Caller): Promise<0 | 1> {
    if (version.category !== EMERGENCY_CATEGORY)
      throw new HubError('wrong_state', `only what is of the category ${EMERGENCY_CATEGORY} goes this way`);
    if (version.stage !== 'review' || version.currentId !== version.id)
      throw new HubError('already_decided', `the version is ${version.stage}`);
    const onDuty = (await dutyOf(tx, version.officeId)).has(memberId);
    const reason = mayNotOnDuty({ onDuty, ...version }, memberId);
    if (reason === 'drafter') throw new HubError('drafter_may_not_decide');
    if (reason === 'duty') throw new HubError('forbidden', 'this needs somebody on duty');
    if (reason === 'taken') throw new HubError('forbidden', 'this needs two different persons');
    return version.decided.some(({ step }) => step === dutySteps[0]) ? 1 : 0;
  }

  private async write(
    tx: Tx,
    version: LockedVersion,
    { officeId, memberId }: Caller,
    { step, opinion, answers }: Pick<Decide, 'opinion' | 'answers'> & { step: string },
  ): Promise<void> {
    const id = newId();
    const { hash, renditions, announcementId } = version;
    await tx
      .insertInto('decision')
      .values({
        ...{ id, office_id: officeId, version_id: version.id, drafter_id: version.drafterId, step },
        ...{ verdict: 'approve', opinion, member_id: memberId, version_hash: hash },
        ...{ rendition_hashes: JSON.stringify(renditions), answers: JSON.stringify(answers) },
      })
      .execute();
    const actor = `member:${memberId}` as const;
    const data = { version: version.id, step, hash, renditions, answers: { ...answers } };
    await appendLedger(tx, [
      { officeId, actor, kind: 'decision.approved', announcementId, subjectId: id, data },
    ]);
  }

  private async approved(
    tx: Tx,
    { id, hash, textHash, officeId, announcementId }: LockedVersion,
    actor: `member:${string}`,
  ): Promise<void> {
    await requireConsulted(tx, announcementId, textHash);
    await tx.insertInto('approval').values({ version_id: id, version_hash: hash, emergency: true }).execute();
    const { due_at: due } = await tx
      .insertInto('after_review')
      .values({
        ...{ version_id: id, office_id: officeId, announcement_id: announcementId },
        due_at: sql<Date>`hub_now() + make_interval(hours => ${afterReviewHours})`,
      })
      .returning('due_at')
      .executeTakeFirstOrThrow();
    const about = { officeId, actor, announcementId, subjectId: id };
    await appendLedger(tx, [
      { ...about, kind: 'version.approved', data: { hash, emergency: true } },
      { ...about, kind: 'after_review.due', data: { hash, due: due.toISOString() } },
    ]);
    await tx
      .updateTable('announcement')
      .set({ stage: 'approved' })
      .where('id', '=', announcementId)
      .execute();
  }
}
