import type { Db } from '../../../src/store/database.js';

/** What the office's announcements begin with, all under its mark. */
export async function templatesOf({
  id: officeId,
  mark,
  hub: { db },
}: {
  id: string;
  mark: string;
  hub: { db: Db };
}): Promise<void> {
  const [member, target] = await Promise.all([
    db.selectFrom('member').select('id').where('office_id', '=', officeId).executeTakeFirstOrThrow(),
    db.selectFrom('target').select('id').where('office_id', '=', officeId).executeTakeFirstOrThrow(),
  ]);
  const by = { office_id: officeId, set_by: member.id };
  const content = {
    ...{ title: `${mark}的模板标题`, body: `<p>${mark}的模板正文</p>`, targetSet: `${mark}的目标组` },
    ...{ priority: 'routine', metadata: {}, required: [] },
  };
  await db
    .insertInto('target_set')
    .values({ ...by, name: `${mark}的目标组`, target_ids: [target.id] })
    .execute();
  await db
    .insertInto('template')
    .values({ ...by, name: `${mark}的模板`, category: `${mark}的类别`, content: JSON.stringify(content) })
    .execute();
  await db
    .insertInto('metadata_rule')
    .values({ ...by, index_pattern: null, topic: `${mark}的主题` })
    .execute();
}
