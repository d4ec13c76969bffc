import { newId, plainCode } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';

/** What is used of the office whose stock is taken. */
interface Office {
  id: string;
  mark: string;
  hub: { db: Db };
  at: { review: { versionId: string } };
}

/** A slip of what waits in review, with a scan that waits for its check. */
export async function paper(
  { id: officeId, mark, at: { review }, hub: { db } }: Office,
  scan: string,
): Promise<{ slips: string[]; papers: string[] }> {
  const [slip, id, code] = [newId(), newId(), plainCode(12)];
  const named = (name: string) =>
    db
      .selectFrom('member')
      .select('id')
      .where('office_id', '=', officeId)
      .where('username', 'like', `%.${name}`)
      .executeTakeFirstOrThrow();
  // The check is the boss’s, who asks: others sign and record.
  const [boss, leader] = [await named('boss'), await named('leader')];
  const version = await db
    .selectFrom('version')
    .select(['hash', 'submitted_by'])
    .where('id', '=', review.versionId)
    .executeTakeFirstOrThrow();
  const about = { version_id: review.versionId, step: 'sign', version_hash: version.hash };
  await db
    .insertInto('paper_slip')
    .values({
      ...{ id: slip, office_id: officeId, code, ...about },
      ...{ console_url: 'https://console.example', printed_by: boss.id },
    })
    .execute();
  const others = await db
    .selectFrom('member')
    .select('id')
    .where('office_id', '=', officeId)
    .where('id', 'not in', [version.submitted_by, boss.id, leader.id])
    .executeTakeFirstOrThrow();
  await db
    .insertInto('paper_record')
    .values({
      ...{ id, office_id: officeId, slip_id: slip, ...about, drafter_id: version.submitted_by },
      ...{ scan_hash: scan, scan_name: `${mark}的扫描件.png`, verdict: 'approve', opinion: `${mark}的意见` },
      ...{ answers: '{}', signer_id: leader.id, signed_on: '2026-01-05', recorded_by: others.id },
    })
    .execute();
  return { slips: [code], papers: [id] };
}

/** The review after the release of what is approved, as if two on duty had let it go. */
export async function afterReview(
  { id: officeId, hub: { db } }: Office,
  { announcementId, versionId }: { announcementId: string; versionId: string },
): Promise<void> {
  // So late that nobody is reminded while the walk looks on.
  const due = new Date(Date.now() + 23 * 3_600_000);
  await db
    .insertInto('after_review')
    .values({ version_id: versionId, office_id: officeId, announcement_id: announcementId, due_at: due })
    .execute();
}

/** Of two members' steps, while one is away. */
export async function delegation({ id: officeId, mark, hub: { db } }: Office): Promise<string> {
  const id = newId();
  const [from, to] = await db
    .selectFrom('member')
    .select('id')
    .where('office_id', '=', officeId)
    .orderBy('id')
    .limit(2)
    .execute();
  const [giver, taker] = [from?.id ?? '', to?.id ?? ''];
  const [starts, ends] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)];
  await db
    .insertInto('delegation')
    .values({
      ...{ id, office_id: officeId, from_id: giver, to_id: taker, starts_at: starts, ends_at: ends },
      ...{ categories: null, reason: `${mark}的委托`, created_by: giver },
    })
    .execute();
  return id;
}
