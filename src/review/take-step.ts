import type { FindingAnswers, ProcedureStep, Verdict, Withhold } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Json } from '../contract/values.js';
import { newId } from '../platform/ids.js';
import { announceChange } from '../store/changed.js';
import type { Actor, Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { requireConsulted } from './consultations/standing.js';
import { requireAnswers } from './findings.js';
import type { LockedVersion } from './locked.js';
import { actsFor, mayNot, waitingStep, type Signer } from './procedure.js';
import { firstLookOf } from './withholding/by-decision.js';
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

/** A decision on the step that waits. */
export interface Taking {
  /** Who does it in the hub. */
  actor: Actor;
  /** Who decides. */
  signer: Signer & { permissions: ReadonlySet<string> };
  verdict: Verdict;
  opinion: string;
  answers: FindingAnswers;
  /** With the verdict `withhold`: its ground, and when it is looked at again. */
  withhold?: Withhold | undefined;
  /** Signed by hand: the record of the scan, and what the ledger has of it. */
  paper?: { id: string; facts: Record<string, Json> };
}

/** Who decides, and what. */
type Wish = Signer & { permissions: ReadonlySet<string> } & Pick<Taking, 'verdict' | 'answers'>;

/**
 * The step that waits, when this signer may take it so.
 * @throws HubError `drafter_may_not_decide`, `forbidden`, `already_decided`, `findings_open`
 */
export async function mayDecide(tx: Tx, version: LockedVersion, wish: Wish): Promise<ProcedureStep> {
  const { procedure, decided } = version;
  if (!wish.permissions.has('review.decide'))
    throw new HubError('forbidden', 'only who may decide on versions takes a step');
  const reason = mayNot(version, wish);
  const step = waitingStep(procedure, decided);
  if (reason !== undefined && reason !== 'decided') throw refusal[reason]();
  if (!step || version.stage !== 'review')
    throw new HubError('already_decided', `the version is ${version.stage}`);
  if (wish.verdict === 'approve') await requireAnswers(tx, wish, version, wish.answers);
  return step;
}

/**
 * Takes the step of a locked version that waits: the decision, its ledger entry, and where the announcement goes from
 * there. The last approval approves the version; what is withheld is over with that step, whichever it was.
 * @throws HubError as `mayDecide` does; `consultations_open` (facts: which) for the last approval while a body that was
 * asked has not answered for this text; `wrong_state` and `invalid_time` as `firstLookOf` does
 */
export async function takeStep(tx: Tx, version: LockedVersion, taking: Taking): Promise<void> {
  const { procedure, decided } = version;
  const { actor, signer, verdict, answers, paper } = taking;
  const step = await mayDecide(tx, version, { ...signer, verdict, answers });
  const principal = actsFor(version, signer);
  if (principal) await requireHeld(tx, principal.delegationId);
  const withheld = taking.withhold && (await firstLookOf(tx, version, taking.withhold));
  const id = newId();
  await tx
    .insertInto('decision')
    .values({
      id,
      office_id: version.officeId,
      version_id: version.id,
      drafter_id: version.drafterId,
      step: step.key,
      verdict,
      opinion: taking.opinion,
      member_id: signer.memberId,
      version_hash: version.hash,
      rendition_hashes: JSON.stringify(version.renditions),
      answers: JSON.stringify(answers),
      paper_id: paper?.id,
      for_member_id: principal?.memberId,
      delegation_id: principal?.delegationId,
    })
    .execute();
  const { officeId, announcementId } = version;
  const kind = entryKinds[verdict];
  const data = {
    version: version.id,
    step: step.key,
    hash: version.hash,
    renditions: version.renditions,
    answers: { ...answers },
    ...withheld,
    ...(principal && { behalf: `member:${principal.memberId}`, delegation: principal.delegationId }),
    ...(paper && { signer: signer.memberId, paper: paper.facts }),
  };
  await appendLedger(tx, [{ officeId, actor, kind, announcementId, subjectId: id, data }]);
  const last = waitingStep(procedure, [...decided, { step: step.key }]) === undefined;
  if (verdict === 'return') await move(tx, announcementId, 'returned');
  else if (withheld) {
    const look = { announcementId, versionId: version.id, words: taking.opinion, ...withheld };
    await writeWithholding(
      tx,
      { officeId, memberId: signer.memberId },
      { ...look, number: 1, act: 'withheld' },
    );
    await move(tx, announcementId, 'withheld');
  } else if (last) await approve(tx, version, actor);
  const ids = [announcementId];
  await announceChange(tx, officeId, { topic: 'review', ids });
  await announceChange(tx, officeId, { topic: 'announcement', ids });
}

/** Taken back while this waited, it does not count: the row is held until this ends. */
async function requireHeld(tx: Tx, delegationId: string): Promise<void> {
  const held = await tx
    .selectFrom('delegation')
    .select('id')
    .where('id', '=', delegationId)
    .where('revoked_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!held) throw new HubError('forbidden', 'the delegation was taken back');
}

async function approve(
  tx: Tx,
  { id, hash, textHash, officeId, announcementId }: LockedVersion,
  actor: Actor,
): Promise<void> {
  await requireConsulted(tx, announcementId, textHash);
  await tx.insertInto('approval').values({ version_id: id, version_hash: hash }).execute();
  const entry = { officeId, actor, kind: 'version.approved', announcementId, subjectId: id, data: { hash } };
  await appendLedger(tx, [entry]);
  await move(tx, announcementId, 'approved');
}

async function move(
  tx: Tx,
  announcementId: string,
  stage: 'returned' | 'approved' | 'withheld',
): Promise<void> {
  await tx.updateTable('announcement').set({ stage }).where('id', '=', announcementId).execute();
}
