import {
  passesFor,
  unanswered,
  type Finding,
  type FindingAnswers,
  type FindingPass,
} from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { passesOf } from '../intake/index.js';
import type { Db, Tx } from '../store/database.js';

/** What the screening found in a version; nothing for versions from before there was one. */
export async function findingsOf(db: Db | Tx, versionId: string): Promise<Finding[]> {
  const row = await db
    .selectFrom('screening')
    .select('findings')
    .where('version_id', '=', versionId)
    .executeTakeFirst();
  return row?.findings ?? [];
}

/** What of a version was let pass before its submission, by others than those who wrote it. */
export async function passesOfVersion(
  db: Db | Tx,
  { announcementId, drafters }: { announcementId: string; drafters: readonly string[] },
  findings: readonly Finding[],
): Promise<FindingPass[]> {
  const passes = await passesOf(db, announcementId);
  return passes.filter(
    ({ finding, by }) => !drafters.includes(by.id) && findings.some(({ id }) => id === finding),
  );
}

/**
 * Every finding that a reviewer has to look at is ticked, and every one that would block has a reason by somebody who
 * may let it pass: before the submission, in this decision or one before it.
 * @throws HubError `findings_open` with the ids that are not, `forbidden`
 */
export async function requireAnswers(
  tx: Tx,
  { permissions }: { permissions: ReadonlySet<string> },
  version: { id: string; announcementId: string; drafters: readonly string[] },
  answers: FindingAnswers,
): Promise<void> {
  const [findings, earlier, passes] = await Promise.all([
    findingsOf(tx, version.id),
    answersBefore(tx, version.id),
    passesOf(tx, version.announcementId),
  ]);
  const passed = passesFor(passes, version.drafters);
  const open = unanswered(findings, { ...passed, ...earlier, ...answers });
  if (open.length > 0)
    throw new HubError('findings_open', undefined, { facts: { open: open.map(({ id }) => id) } });
  const overrides = findings.some(({ id, level }) => level === 'block' && answers[id] !== undefined);
  if (overrides && !permissions.has('screening.override'))
    throw new HubError('forbidden', 'your roles do not let pass what the screening blocks');
}

async function answersBefore(tx: Tx, versionId: string): Promise<FindingAnswers> {
  const rows = await tx
    .selectFrom('decision')
    .select('answers')
    .where('version_id', '=', versionId)
    .execute();
  return Object.assign({}, ...rows.map(({ answers }) => answers)) as FindingAnswers;
}
