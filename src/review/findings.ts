import { unanswered, type Finding, type FindingAnswers } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
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

/**
 * Every finding that a reviewer has to look at is ticked, and every one that would block has a reason by somebody who
 * may let it pass, in this decision or one before it.
 * @throws HubError `findings_open` with the ids that are not, `forbidden`
 */
export async function requireAnswers(
  tx: Tx,
  { permissions }: { permissions: ReadonlySet<string> },
  versionId: string,
  answers: FindingAnswers,
): Promise<void> {
  const [findings, earlier] = await Promise.all([findingsOf(tx, versionId), answersBefore(tx, versionId)]);
  const open = unanswered(findings, { ...earlier, ...answers });
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
