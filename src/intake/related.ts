import type { ProblemView } from '../contract/api.js';
import type { Db } from '../store/database.js';
import type { RelatedVersion } from '../store/version-content.js';
import { freeSlug } from './slug.js';

/**
 * Gives announcements that another one names their permalinks now, if they have none yet: renditions are frozen at a
 * submission, and of two that name each other one is submitted first.
 */
export async function reservePermalinks(
  db: Db,
  officeId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  for (const id of ids)
    await db
      .updateTable('announcement')
      .set({ slug: await freeSlug(db, now) })
      .where('id', '=', id)
      .where('office_id', '=', officeId)
      .where('slug', 'is', null)
      .execute();
}

/** What a draft names, in its order, with what keeps it from being named. Without a permalink one shows `placeholder`. */
export async function relatedOf(
  db: Db,
  {
    officeId,
    announcementId,
    ids = [],
    placeholder,
  }: { officeId: string; announcementId: string; ids: readonly string[] | undefined; placeholder: string },
): Promise<{ related: RelatedVersion[] | undefined; problems: ProblemView[] }> {
  if (ids.length === 0) return { related: undefined, problems: [] };
  const rows = await db
    .selectFrom('announcement')
    .select(['id', 'slug', 'title', 'stage', 'audience'])
    .where('office_id', '=', officeId)
    .where('id', 'in', [...ids])
    .execute();
  const found = ids.map((id) => rows.find((row) => row.id === id && id !== announcementId));
  const problems = found.flatMap((row) => {
    if (row === undefined) return [problem('related_missing')];
    return row.stage === 'withheld' || row.audience === 'specific'
      ? [problem('related_withheld', row.title)]
      : [];
  });
  const related = found.flatMap((row) =>
    row ? [{ announcementId: row.id, slug: row.slug ?? placeholder, title: row.title }] : [],
  );
  return { related, problems };
}

function problem(code: 'related_missing' | 'related_withheld', title = ''): ProblemView {
  const message =
    code === 'related_missing'
      ? {
          zh: '相关信息中有一件已经不在，请取消选择',
          en: 'One of the related announcements is not there any more: leave it out',
        }
      : {
          zh: `相关信息“${title}”不向社会公开，请取消选择`,
          en: `The related announcement “${title}” is not disclosed: leave it out`,
        };
  return { severity: 'error', code, field: 'metadata.related', message };
}
