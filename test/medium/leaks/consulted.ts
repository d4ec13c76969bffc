import { sql } from 'kysely';
import { newId } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';

interface Office {
  id: string;
  mark: string;
  hub: { db: Db };
  at: Record<'draft', { announcementId: string }>;
}

/** A question about the draft that nobody has answered. */
export async function consultation(
  { id: officeId, mark, at, hub: { db } }: Office,
  memberId: string,
): Promise<string> {
  const id = newId();
  await db
    .insertInto('consultation')
    .values({
      ...{ id, office_id: officeId, announcement_id: at.draft.announcementId, kind: 'consultation' },
      ...{ organ: `${mark}征求的机关`, contact: `${mark}的联系人`, question: `${mark}的问题` },
      ...{ due_at: new Date(Date.now() + 3_600_000), version_id: null, version_hash: null },
      ...{ text_hash: `sha256:${mark}`, again_of: null, asked_by: memberId },
    })
    .execute();
  return id;
}

/** An announcement that the office does not disclose. */
export async function withheld({ id: officeId, mark, hub: { db } }: Office, memberId: string): Promise<void> {
  const [announcement, version] = [newId(), newId()];
  const text = { title: `${mark}不公开的事`, body: '<p>正文。</p>', category: '通知公告', issuer: mark };
  await db
    .insertInto('announcement')
    .values({
      ...{ id: announcement, office_id: officeId, drafter_id: memberId, stage: 'review' },
      ...{ ...text, attachments: '[]', target_ids: [] },
    })
    .execute();
  await db
    .insertInto('version')
    .values({
      ...{ id: version, office_id: officeId, announcement_id: announcement, number: 1 },
      ...{ hash: `sha256:${mark}的版本`, target_ids: [], submitted_by: memberId },
      content: JSON.stringify({ ...text, pictures: [], attachments: [] }),
    })
    .execute();
  await db
    .insertInto('withholding')
    .values({
      ...{ id: newId(), office_id: officeId, announcement_id: announcement, version_id: version, number: 1 },
      ...{ act: 'withheld', ground: 'internal', words: `${mark}的理由`, member_id: memberId },
      again_on: sql<string>`(hub_now() + interval '30 days')::date`,
    })
    .execute();
  await db
    .updateTable('announcement')
    .set({ current_version_id: version })
    .where('id', '=', announcement)
    .execute();
  await db.updateTable('announcement').set({ stage: 'withheld' }).where('id', '=', announcement).execute();
}
