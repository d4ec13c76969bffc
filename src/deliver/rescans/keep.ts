import { sql } from 'kysely';
import type { Finding } from '../../contract/api.js';
import type { Screening } from '../../intake/index.js';
import { newId } from '../../platform/ids.js';
import { mayBeOut } from '../../release/index.js';
import { announceChange } from '../../store/changed.js';
import { transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import type { VersionContent } from '../../store/version-content.js';

/** Of one announcement; who has so much to answer takes it back. */
const MOST = 50;

/** Screens what of an announcement is out, and keeps what is new: neither answered at a review nor found before. */
export async function keepFindings(
  db: Db,
  screening: Pick<Screening, 'of'>,
  officeId: string,
  announcementId: string,
): Promise<void> {
  const { rows: versions } = await sql<{ id: string; content: VersionContent }>`
    select v.id, v.content from version v where v.announcement_id = ${announcementId} and exists (
      select from delivery d where d.version_id = v.id and d.operation <> 'recall' and d.state = any(${[...mayBeOut]}))
    order by v.number`.execute(db);
  const known = await knownOf(db, announcementId);
  const found = new Map<string, { finding: Finding; versionId: string }>();
  for (const { id: versionId, content } of versions)
    for (const finding of await screening.of(officeId, content))
      if ((finding.level === 'block' || finding.level === 'review') && !known.has(finding.id))
        found.set(finding.id, { finding, versionId });
  if (found.size > 0) await keep(db, officeId, announcementId, [...found.values()].slice(0, MOST));
}

/** What reviewers of any of its versions were shown, and what was found before. */
async function knownOf(db: Db, announcementId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select f ->> 'id' as id from version v join screening s on s.version_id = v.id,
      jsonb_array_elements(s.findings) f where v.announcement_id = ${announcementId}
    union select finding from rescan_finding where announcement_id = ${announcementId}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

async function keep(
  db: Db,
  officeId: string,
  announcementId: string,
  found: readonly { finding: Finding; versionId: string }[],
): Promise<void> {
  await transact(db, 'system:screening', async (tx) => {
    const kept = await tx
      .insertInto('rescan_finding')
      .values(
        found.map(({ finding: { id, rule, level, label, source, place }, versionId }) => ({
          ...{ id: newId(), office_id: officeId, announcement_id: announcementId, version_id: versionId },
          ...{ finding: id, rule, level },
          label: JSON.stringify(label),
          source: JSON.stringify(source),
          place: JSON.stringify(place),
        })),
      )
      .onConflict((conflict) => conflict.columns(['announcement_id', 'finding']).doNothing())
      .returning(['rule', 'version_id'])
      .execute();
    const [first] = kept;
    if (!first) return;
    const rules = [...new Set(kept.map(({ rule }) => rule))].sort();
    const data = { version: first.version_id, rules, count: kept.length };
    await appendLedger(tx, [
      {
        officeId,
        actor: 'system:screening',
        kind: 'rescan.found',
        announcementId,
        subjectId: announcementId,
        data,
      },
    ]);
    await announceChange(tx, officeId, { topic: 'recall', ids: [announcementId] });
  });
}
