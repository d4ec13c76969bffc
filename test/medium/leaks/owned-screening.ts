import { newId } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';

/** What is used of the office whose stock is taken. */
interface Office {
  id: string;
  mark: string;
  hub: { db: Db };
}
interface Released {
  at: Record<'released', { announcementId: string; versionId: string }>;
}

/** Something that a second screening found in what is out. */
export async function foundAgain({
  id: officeId,
  mark,
  at: { released },
  hub: { db },
}: Office & Released): Promise<void> {
  await db
    .insertInto('rescan_finding')
    .values({
      ...{ id: newId(), office_id: officeId, announcement_id: released.announcementId },
      ...{ version_id: released.versionId, finding: `${mark}的发现`, rule: 'dictionary', level: 'block' },
      label: JSON.stringify({ zh: `${mark}的敏感词`, en: 'A word' }),
      source: JSON.stringify({ zh: `${mark}的词库`, en: 'The dictionary' }),
      place: JSON.stringify({ part: 'body' }),
    })
    .execute();
}

/** A word that the office watches for. */
export async function watchedWord({ id: officeId, mark, hub: { db } }: Office): Promise<string> {
  const id = newId();
  const member = await db
    .selectFrom('member')
    .select('id')
    .where('office_id', '=', officeId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('watched_word')
    .values({
      ...{ id, office_id: officeId, word: `${mark}的敏感词`, kind: 'sensitive', level: 'block' },
      ...{ instead: null, why: `${mark}的理由`, changed_by: member.id, changed_at: new Date() },
    })
    .execute();
  return id;
}
