import type { SlipView, VersionDetail } from '../../contract/api.js';
import { answeredBefore, unanswered } from '../../contract/api.js';
import { plainText } from '../../intake/index.js';
import type { Db } from '../../store/database.js';
import { slipAddress, type SlipFacts } from './slip-page.js';

/** What is printed of a version on its slip. */
export async function slipFacts(
  db: Db,
  officeId: string,
  slip: SlipView,
  version: VersionDetail,
  consoleUrl: string,
): Promise<SlipFacts> {
  const office = await db
    .selectFrom('office')
    .select('name')
    .where('id', '=', officeId)
    .executeTakeFirstOrThrow();
  const targets = await db
    .selectFrom('rendition')
    .innerJoin('target', 'target.id', 'rendition.target_id')
    .select(['target.name', 'rendition.hash'])
    .where('rendition.version_id', '=', version.id)
    .orderBy('target.created_at')
    .orderBy('target.id')
    .execute();
  return {
    office: office.name,
    code: slip.code,
    address: slipAddress(consoleUrl, slip),
    title: version.title,
    category: version.category,
    docNo: version.docNo,
    versionNumber: version.number,
    hash: version.hash,
    step: slip.stepLabel.zh,
    drafter: version.drafter.name,
    submittedAt: new Date(version.submittedAt),
    plannedAt: version.plannedAt === undefined ? undefined : new Date(version.plannedAt),
    targets,
    served: version.audience === 'specific',
    attachments: version.attachments.map(({ name, hash }) => ({ name, hash })),
    earlier: version.decisions.map(({ stepLabel, by, verdict, at }) => ({
      ...{ step: stepLabel.zh, by: by.name, verdict, at: new Date(at) },
    })),
    findings: unanswered(version.findings, answeredBefore(version)).map(({ label, text }) => ({
      label: label.zh,
      text,
    })),
    text: plainText(version.body),
    printedBy: slip.printedBy.name,
    printedAt: new Date(slip.printedAt),
  };
}
